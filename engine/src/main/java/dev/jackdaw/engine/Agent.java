package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CacheMiss;
import dev.jackdaw.api.ContextReport;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Hook;
import dev.jackdaw.api.Hook.Moment.Beginning;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Plan;
import dev.jackdaw.api.Prompt;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.engine.offer.Later;
import dev.jackdaw.engine.offer.Offer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One agent: asks its model, runs the calls, asks again, until the model is done. States are data;
 * the loop reads as its own specification. Used by one thread at a time. One class, because each
 * step of the loop rests on what the others left.
 */
final class Agent {
  /** A model that only makes mistakes would otherwise go on for ever. */
  private static final int MAX_INVALID_TURNS = 5;

  /** How often a reply that was cut off or empty is continued in a row. */
  private static final int MAX_CONTINUATIONS = 3;

  private static final String CUT_OFF =
      "Your reply was cut off at the output limit. Go on where it ended. A call that was cut off"
          + " was not run: make it again, in smaller pieces.";

  private static final String BROKEN =
      "The connection broke before your reply was complete. The calls that arrived whole were run,"
          + " each once; whatever followed them was lost. Make it again if it is still needed.";

  /** How often hooks may make a task go on that would end. */
  private static final int MAX_STOPS_REFUSED = 8;

  private static final String PROMPT = "UserPromptSubmit";
  private static final String START = "SessionStart";

  private static final Block.Text NOT_DONE =
      new Block.Text("A hook says that this is not done yet.", Label.JACKDAW);

  /** What an agent is about to do. */
  private sealed interface State {
    record Asking() implements State {}

    record Acting(TurnId turn, List<Block.Call> calls) implements State {}

    record Stopped(Outcome outcome) implements State {}
  }

  private final Setting setting;
  private final AgentId id;
  private final Role role;
  private final Transcript transcript;
  private final Inbox inbox;
  private final Blockade blockade = new Blockade();
  private final Circles circles;
  private final Budget budget;
  private final Today today;
  private List<Block.Text> system = List.of();
  private @Nullable CacheGaps gaps;
  private @Nullable Configuration configuredFor;
  private Map<String, Tool<?>> tools = Map.of();
  private Offer offer = Offer.NOTHING;
  private final PromptSize size = new PromptSize();
  private final MemoryFiles memory;
  private String unfinished = "";
  private @Nullable Folding folding; // as is this
  private @Nullable CacheWatch cacheWatch; // made after the first reply, which it must not delay
  private int turnsOfTask;
  private int continuations;
  private int invalidTurns;
  private int stopsRefused;
  private boolean resumed;
  private boolean begun;
  private @Nullable Boolean toldOfPlanning; // null until the conversation was looked at

  /** An agent with a budget of its own. */
  Agent(Setting setting, AgentId id, Role role, Transcript transcript, Inbox inbox, Budget budget) {
    this.setting = setting;
    this.id = id;
    this.role = role;
    this.transcript = transcript;
    this.inbox = inbox;
    this.budget = budget;
    this.memory = setting.commons().memory().afresh();
    this.today = new Today(setting.commons().clock());
    this.circles = new Circles(setting.commons().questions(), id, setting.limits());
  }

  /**
   * Takes in what an earlier process did.
   *
   * @param isResumed whether there was one
   * @param told what it told the agent, may be empty
   * @param learned the time between its requests; nothing when the lifetime of caches is given
   */
  void goOnFrom(boolean isResumed, List<Block.Text> told, Optional<CacheGaps> learned) {
    resumed = isResumed;
    system = told;
    gaps = learned.orElse(null);
  }

  /**
   * Does one task: everything in the inbox, and what comes in while it runs.
   *
   * @throws InterruptedException when interrupted; the transcript is whole and the task can go on
   */
  Outcome run() throws InterruptedException {
    unfinished = "";
    turnsOfTask = 0;
    continuations = 0;
    invalidTurns = 0;
    stopsRefused = 0;
    blockade.clear();
    circles.begin();
    budget.begin();
    State state = new State.Asking();
    while (true) {
      switch (state) {
        case State.Asking _ -> state = ask();
        case State.Acting(var turn, var calls) -> state = act(turn, calls);
        case State.Stopped(var outcome) -> {
          return outcome;
        }
      }
    }
  }

  private State ask() throws InterruptedException {
    if (!begun) begin();
    var refused = hearInbox();
    if (refused.isPresent()) return new State.Stopped(refused.get());
    configure();
    hearOfMemory();
    today.notice().ifPresent(text -> apply(new Event.NoticeGiven(text)));
    var limit = limitReached();
    if (limit.isPresent()) return new State.Stopped(limit.get());
    budget.warning(turnsOfTask, mostTurns()).ifPresent(text -> apply(new Event.NoticeGiven(text)));

    var model = setting.model().get();
    var fit = fit(model);
    if (fit.stuck().isPresent()) return new State.Stopped(fit.stuck().get());

    var turn = new TurnId(transcript.turns() + 1);
    turnsOfTask++;
    setting.commons().recorder().show(id, new Event.TurnStarted(turn));
    var request = fitted(model, fit.request());
    Reply reply;
    try {
      reply = reply(turn, model, request);
    } catch (ModelException e) {
      return failed(turn, model.info(), request, e);
    }
    return next(turn, reply);
  }

  /** Goes on with the next model where that may help; else the task ends. */
  private State failed(TurnId turn, ModelInfo model, ModelRequest request, ModelException e) {
    var message = String.valueOf(e.getMessage());
    if (e.failure() == Failure.OVERFLOW) message += sizes(model, request, e);
    apply(new Event.ModelFailed(turn, e.code(), message));
    if (e.failure() == Failure.OVERFLOW
        && folding().overflowed(model, request, e.limit().orElse(0))) {
      turnsOfTask--;
      return new State.Asking();
    }
    if (setting.succession().replaces(model, e)) {
      turnsOfTask--;
      return new State.Asking();
    }
    var skipped = setting.succession().skipped();
    return new State.Stopped(new Outcome.Failed(e.kind(), e.code(), message + skipped));
  }

  /** Learns the limit, and says how the request compares to it. */
  private String sizes(ModelInfo model, ModelRequest request, ModelException e) {
    var known = setting.windows().known(model).window();
    var limit = e.limit().orElse(known);
    if (e.limit().isPresent() && (known == 0 || limit < known)) {
      var learned =
          new Event.WindowLearned(
              model.id(), limit, "a request was refused as larger than the model takes");
      setting.windows().learn(learned);
      apply(learned);
    }
    return " It is about "
        + folding().size(model, request)
        + " tokens"
        + (limit > 0 ? "; " + model.id() + " takes " + limit + "." : ".");
  }

  private State next(TurnId turn, Reply reply) throws InterruptedException {
    if (!reply.message().calls().isEmpty()) {
      continuations = 0;
      unfinished = "";
      if (reply.stop() == StopReason.LENGTH) apply(new Event.NoticeGiven(CUT_OFF));
      if (reply.stop() == StopReason.CUT) apply(new Event.NoticeGiven(BROKEN));
      return new State.Acting(turn, reply.message().calls());
    }
    return switch (reply.stop()) {
      case PAUSED -> goneOn(reply, "");
      case LENGTH -> goneOn(reply, CUT_OFF);
      case CUT -> continued(BROKEN);
      case REFUSED ->
          new State.Stopped(
              new Outcome.Failed(
                  JackdawException.Kind.PROVIDER,
                  "model-refused",
                  setting.model().get().info().id()
                      + " declined to go on"
                      + (reply.reason().isEmpty() ? "" : " (" + reply.reason() + ")")
                      + ". Rephrase the task or choose another --model."));
      case END, CALLS, INTERRUPTED -> {
        if (hasMore()) yield new State.Asking();
        var text = reply.message().text();
        if (text.isBlank())
          yield continued("Your reply was empty. Answer, or say what is missing.");
        yield stop(unfinished + text);
      }
    };
  }

  private Hooks.Heard hooked(Hook.Moment moment) throws InterruptedException {
    var commons = setting.commons();
    return commons.hooks().hear(id, commons.rights().mode(), moment);
  }

  private void said(String event, List<Block.Text> texts) {
    var redactor = setting.commons().redactor();
    var clean = new ArrayList<Block.Text>();
    for (var text : texts) clean.add(new Block.Text(redactor.redact(text.text()), text.label()));
    if (!clean.isEmpty()) apply(new Event.HookSpoke(event, clean, List.of()));
  }

  private void tell(String event, String text) {
    apply(new Event.HookSpoke(event, List.of(), List.of(text)));
  }

  private void begin() throws InterruptedException {
    begun = true;
    if (!id.isMain() || isUnhooked()) return;
    var why = resumed ? Beginning.RESUME : Beginning.STARTUP;
    said(START, hooked(new Hook.Moment.SessionBegan(why)).context());
  }

  /** Ends the task, unless a hook makes it go on. */
  private State stop(String text) throws InterruptedException {
    if (isUnhooked()) return new State.Stopped(blockade.judge(text));
    var moment = new Hook.Moment.Stopping(text, stopsRefused > 0);
    var heard = hooked(moment);
    if (!heard.blocks() || heard.stop().isPresent()) {
      return new State.Stopped(blockade.judge(text));
    }
    if (++stopsRefused > MAX_STOPS_REFUSED) {
      tell(
          moment.event(id),
          heard.by()
              + " made the task go on "
              + MAX_STOPS_REFUSED
              + " times and is not heard again: "
              + heard.reason());
      return new State.Stopped(blockade.judge(text));
    }
    said(moment.event(id), heard.why().isEmpty() ? List.of(NOT_DONE) : heard.why());
    said(moment.event(id), heard.context());
    return new State.Asking();
  }

  /** Where nobody waits at the screen, a task is not over before its sub-agents are. */
  private boolean hasMore() throws InterruptedException {
    var background = setting.subAgents().background();
    if (!id.isMain() || !setting.commons().questions().isAttended()) {
      while (!inbox.hasMore() && background.isWorkingFor(id)) inbox.awaitMore();
    }
    return inbox.hasMore();
  }

  /** What follows belongs to the same answer. */
  private State goneOn(Reply reply, String notice) {
    unfinished += reply.message().text();
    return continued(notice);
  }

  private State continued(String notice) {
    if (++continuations > MAX_CONTINUATIONS) {
      return new State.Stopped(
          new Outcome.Failed(
              JackdawException.Kind.PROVIDER,
              "model-incomplete",
              setting.model().get().info().id()
                  + " gave no complete answer in "
                  + MAX_CONTINUATIONS
                  + " attempts. Try again, or choose another --model."));
    }
    if (!notice.isEmpty()) apply(new Event.NoticeGiven(notice));
    return new State.Asking();
  }

  private State act(TurnId turn, List<Block.Call> calls) throws InterruptedException {
    tools = offer.tools();
    var watch = Watch.of(circles, budget);
    var children = new Children(setting, id, tools.keySet(), inbox, budget);
    var workflows = new Workflows(setting.commons(), id, turn, tools, children, transcript, watch);
    var runner = new Calls(setting.commons(), id, turn, tools, workflows, transcript, watch);
    var ended = runner.run(calls);
    for (var call : workflows.with(ended)) {
      if (!setting.commons().questions().isAttended()) blockade.note(call);
      discoverMemory(call);
    }
    var halted = setting.commons().hooks().stopped(id);
    if (halted.isPresent()) return new State.Stopped(halted(halted.get()));
    var plan = PlanReview.waiting(ended);
    if (plan.isPresent()) return new State.Stopped(plan.get());
    var allInvalid = ended.stream().allMatch(call -> call.result().status() == Status.INVALID);
    invalidTurns = allInvalid ? invalidTurns + 1 : 0;
    if (invalidTurns < MAX_INVALID_TURNS) return goOn();
    return new State.Stopped(
        new Outcome.Failed(
            JackdawException.Kind.PROVIDER,
            "model-malformed",
            setting.model().get().info().id()
                + " made only calls that no tool takes, "
                + MAX_INVALID_TURNS
                + " turns in a row. The last: "
                + ended.getLast().result().text()));
  }

  /** Goes on, unless the calls so far show that it leads nowhere. */
  private State goOn() throws InterruptedException {
    return switch (circles.judge()) {
      case Circles.Word.Nothing _ -> new State.Asking();
      case Circles.Word.Notice(var text) -> {
        apply(new Event.NoticeGiven(text));
        yield new State.Asking();
      }
      case Circles.Word.Advice(var text) -> {
        apply(new Event.PromptSubmitted(List.of(new Block.Text(text, Label.USER)), true));
        yield new State.Asking();
      }
      case Circles.Word.Stop(var outcome) -> new State.Stopped(outcome);
    };
  }

  private static Outcome halted(String why) {
    return new Outcome.Blocked("", "A hook stopped the task: " + why);
  }

  /** Returns how the task ends, if hooks refuse what it was asked for. */
  private Optional<Outcome> hearInbox() throws InterruptedException {
    for (var news : setting.commons().aftermaths().news(id)) {
      transcript.apply(news.at(), news.event());
    }
    for (var notice : inbox.drainNotices()) apply(new Event.NoticeGiven(notice));
    if (id.isMain()) {
      for (var notice : setting.commons().notices().get()) apply(new Event.NoticeGiven(notice));
    }
    var ending = Optional.<Outcome>empty();
    var sent = turnsOfTask > 0;
    for (var prompt : inbox.drain()) {
      circles.begin();
      var refusal = id.isMain() && !isUnhooked() ? refusal(prompt) : submitted(prompt, List.of());
      if (refusal.isPresent()) ending = refusal;
      else sent = true;
    }
    if (Thread.interrupted()) throw new InterruptedException();
    return sent ? Optional.empty() : ending;
  }

  /** Nothing is loaded for hooks where there are none. */
  private boolean isUnhooked() {
    return setting.commons().hooks().isEmpty();
  }

  private Optional<Outcome> submitted(Prompt prompt, List<Block.Text> context)
      throws InterruptedException {
    hear(prompt.hasLookUps() ? lookedUp(prompt) : prompt.said());
    if (!context.isEmpty()) said(PROMPT, context);
    return Optional.empty();
  }

  /** A prompt that was taken is kept, whatever comes between. */
  private void hear(List<Block.Content> prompt) throws InterruptedException {
    var whole = prompt;
    try {
      var later = id.isMain() ? setting.toolset().later() : Optional.<Later>empty();
      if (later.isPresent()) whole = later.get().spelledOut(prompt, setting.commons().blobs());
    } finally {
      apply(new Event.PromptSubmitted(withoutKnownSecrets(whole), turnsOfTask > 0));
    }
  }

  /** Returns how the task ends, if hooks refuse the prompt and there is no other. */
  private Optional<Outcome> refusal(Prompt prompt) throws InterruptedException {
    var heard = heardOf(prompt.said());
    return heard.blocks() || heard.stop().isPresent()
        ? Optional.of(refused(heard))
        : submitted(prompt, heard.context());
  }

  private Hooks.Heard heardOf(List<Block.Content> prompt) throws InterruptedException {
    try {
      return hooked(new Hook.Moment.PromptGiven(prompt));
    } catch (InterruptedException e) {
      tell(PROMPT, "The prompt was not sent: it was interrupted while hooks looked at it.");
      throw e;
    }
  }

  private Outcome refused(Hooks.Heard heard) {
    var halted = setting.commons().hooks().stopped(id);
    if (halted.isPresent()) return halted(halted.get());
    var text = heard.by() + " refused the prompt, which was not sent: " + heard.reason();
    tell(PROMPT, text);
    return new Outcome.Blocked("", text);
  }

  /** A person's command may name what only a call can tell; it is one of the next turn. */
  private List<Block.Content> lookedUp(Prompt prompt) {
    configure();
    var commons = setting.commons();
    var turn = new TurnId(transcript.turns() + 1);
    var watch = new Watch(Optional.empty(), budget);
    var none = CallContext.Delegate.NONE;
    var calls = new Calls(commons, id, turn, tools, none, transcript, watch);
    return new LookUps(
            calls,
            turn,
            event -> commons.recorder().record(id, event),
            call -> {
              if (!commons.questions().isAttended()) blockade.note(call);
            })
        .of(prompt);
  }

  /** What only looks like a key the user may well mean to say. */
  private List<Block.Content> withoutKnownSecrets(List<Block.Content> prompt) {
    var redactor = setting.commons().redactor();
    return prompt.stream()
        .map(block ->
            block instanceof Block.Text(var text, var label)
                ? new Block.Text(redactor.known(text), label)
                : block)
        .toList();
  }

  /**
   * What an agent is told depends on this alone. The mode, which may change, is told at the end.
   */
  private record Configuration(String model, boolean mayPlan) {}

  private static final String PLANNING =
      "Plan mode is on: look at what there is and change nothing; what would change something is"
          + " refused. Present the plan when it is ready.";

  private static final String PLANNED = "Plan mode is off.";

  /** Assembles what the model is told, at the start of each process and when it would differ. */
  private void configure() {
    var model = setting.model().get().info();
    var commons = setting.commons();
    var mode = commons.rights().mode();
    var mayPlan = id.isMain() && (mode == Mode.PLAN || commons.questions().isAttended());
    tellOfMode(mode == Mode.PLAN);
    var wanted = new Configuration(model.id(), mayPlan);
    if (wanted.equals(configuredFor)) return;
    if (!transcript.folds().isEmpty()) memory.folded();
    if (configuredFor != null) prefixMayChange("the model or the mode changed");
    configuredFor = wanted;
    var briefing =
        setting
            .briefing()
            .get()
            .assemble(id, role.orders(), model, commons.workspace(), memory, commons.clock());
    system = today.tell(system, briefing);
    tools = new TreeMap<>();
    for (var tool : setting.toolset().tools(model, id)) {
      // Only who talks to the person presents plans, and the tools are the same in every mode: a
      // provider's cache begins with them.
      var offered = tool.isOffered(Mode.DEFAULT) || mayPlan && tool.isOffered(Mode.PLAN);
      if (offered && mayHave(tool.spec().name())) tools.put(tool.spec().name(), tool);
    }
    Optional<Later> later =
        setting.toolset().later().map(all -> new LaterOfAgent(all, this::mayHave));
    offer = Offer.of(tools, setting.windows().known(model), setting.limits().schemaShare(), later);
    tools = offer.tools();
    apply(new Event.AgentConfigured(model.id(), system, List.copyOf(tools.keySet())));
  }

  private void tellOfMode(boolean isPlanning) {
    if (!id.isMain()) return;
    var told = toldOfPlanning;
    if (told == null) told = lastToldOfPlanning();
    toldOfPlanning = isPlanning;
    if (told != isPlanning) apply(new Event.NoticeGiven(isPlanning ? PLANNING : PLANNED));
  }

  private boolean lastToldOfPlanning() {
    var planning = false;
    for (var message : transcript.messages()) {
      for (var block : message.blocks()) {
        if (block instanceof Block.Text(var text, var label) && label.equals(Label.JACKDAW)) {
          planning = text.equals(PLANNING) || planning && !text.equals(PLANNED);
        }
      }
    }
    return planning;
  }

  private boolean mayHave(String tool) {
    return SubAgents.isOffered(tool, id)
        && role.has(tool)
        && !setting.commons().rights().forbids(tool);
  }

  private Optional<Outcome> limitReached() {
    if (role.maxTurns() > 0 && turnsOfTask >= role.maxTurns()) {
      return turnsReached(role.maxTurns(), "the maxTurns of its definition. What it did stays.");
    }
    var turns = setting.limits().turns();
    if (turns == 0 || turnsOfTask < turns || !id.isMain()) return budget.reached();
    return turnsReached(turns, "(--max-turns). Everything so far is kept; continue with -c.");
  }

  /** Returns how many turns a task may take, 0 for any number. */
  private int mostTurns() {
    var own = id.isMain() ? setting.limits().turns() : 0;
    if (role.maxTurns() == 0 || own == 0) return Math.max(role.maxTurns(), own);
    return Math.min(role.maxTurns(), own);
  }

  private static Optional<Outcome> turnsReached(int turns, String why) {
    var comma = why.startsWith("(") ? " " : ", ";
    return Optional.of(
        new Outcome.LimitReached(
            Outcome.Limit.TURNS, "Stopped after " + turns + " turns" + comma + why));
  }

  private Reply reply(TurnId turn, Model model, ModelRequest request) throws InterruptedException {
    var partial = new PartialText();
    var start = setting.commons().clock().instant();
    try {
      var reply =
          offer.<dev.jackdaw.api.Reply, InterruptedException>unwrapping(
              delta -> {
                partial.add(delta);
                setting.commons().recorder().show(id, new Event.ReplyStreamed(turn, delta));
              },
              pieces -> model.reply(request, pieces));
      var info = setting.windows().known(model.info());
      var overflowed = size.isSilentOverflow(request, reply, info);
      var said = overflowed ? Kept.withoutCalls(reply.message()) : Kept.of(reply);
      var message = transcript.withUniqueIds(offer.unwrapped(said), turn);
      var dollars = model.info().prices().flatMap(prices -> prices.of(reply.usage()));
      var took = Duration.between(start, setting.commons().clock().instant());
      var received =
          new Event.ReplyReceived(
              turn,
              message,
              reply.usage(),
              reply.stop(),
              model.info().id(),
              dollars,
              took,
              cacheMiss(request, model.info(), reply.usage(), start));
      budget.add(received);
      apply(received);
      if (!overflowed) folding().replied(request, reply.usage(), model.info(), start);
      if (setting.impostors().isNew(model.info(), reply.model())) {
        apply(new Event.AnsweredByOther(turn, model.info().id(), reply.model()));
      }
      if (overflowed) throw silentOverflow(info, reply.usage());
      return new Reply(message, reply.usage(), reply.stop()).because(reply.reason());
    } catch (InterruptedException e) {
      keep(turn, partial, model.info());
      throw e;
    }
  }

  private static ModelException silentOverflow(ModelInfo model, Usage usage) {
    return new ModelException(
        Failure.OVERFLOW,
        model.id()
            + " counts "
            + usage.prompt()
            + " tokens in the request and says nothing of an overflow, so its reply is not"
            + " followed. Give its server a larger window, or try another --model, or a new"
            + " session.",
        null,
        null,
        (int) Math.min(Integer.MAX_VALUE, usage.prompt()));
  }

  private Optional<CacheMiss> cacheMiss(
      ModelRequest request, ModelInfo model, Usage usage, Instant asked) {
    if (cacheWatch == null) cacheWatch = new CacheWatch();
    return cacheWatch.judge(request, model, usage, asked);
  }

  /** Lets the next request begin otherwise than the last one, as after a fold. */
  void prefixMayChange(String reason) {
    if (cacheWatch != null) cacheWatch.mayChange(reason);
  }

  /** Keeps what a stopped reply had already shown. */
  private void keep(TurnId turn, PartialText partial, ModelInfo model) {
    if (partial.text().isBlank()) return;
    var text = new Block.Text(partial.text().stripTrailing(), Label.MODEL);
    apply(
        new Event.ReplyReceived(
            turn,
            new Message.Assistant(List.of(text)),
            Usage.NONE,
            StopReason.INTERRUPTED,
            model.id(),
            Optional.empty(),
            Duration.ZERO));
  }

  /** Makes the next request small enough, or says why it cannot be. */
  private Folding.Fit fit(Model model) throws InterruptedException {
    var draft = request();
    if (isSmall(model, draft)) return new Folding.Fit(Optional.empty(), draft);
    var before = transcript.nextFold();
    var fit = folding().before(model, draft, this::request);
    if (transcript.nextFold() == before) return fit;
    circles.folded(transcript.turns() + 1);
    bakeAgain();
    return new Folding.Fit(fit.stuck(), request());
  }

  /** The cache is rewritten anyway: memory files are read again, as they are now. */
  private void bakeAgain() throws InterruptedException {
    prefixMayChange("the conversation was folded");
    configuredFor = null;
    toldOfPlanning = null;
    configure();
    if (!isUnhooked()) folded(transcript.folds().getLast());
  }

  private void folded(Fold fold) throws InterruptedException {
    var kept = new Hook.Moment.FoldKept(fold);
    said(kept.event(id), hooked(kept).context());
    if (!id.isMain()) return;
    said(START, hooked(new Hook.Moment.SessionBegan(Beginning.COMPACT)).context());
  }

  /** Leaves the reply no more room than the window has left. */
  private ModelRequest fitted(Model model, ModelRequest request) {
    if (gaps != null) gaps.asked(setting.commons().clock().instant());
    var known = folding;
    var most = known == null ? 0 : known.maxOutput(setting.windows().known(model.info()), request);
    return new ModelRequest(
        request.system(),
        request.tools(),
        request.messages(),
        most,
        request.effort(),
        request.cacheKey(),
        keep(),
        request.stable(),
        request.form());
  }

  /** A first request that surely fits needs no plan, which would delay it. */
  private boolean isSmall(Model model, ModelRequest draft) {
    if (transcript.turns() > 0) return false;
    var window = setting.windows().known(model.info()).window();
    return window == 0 || PromptSize.chars(draft) < window / 2;
  }

  private synchronized Folding folding() {
    var known = folding;
    if (known != null) return known;
    var made = new Folding(setting, id, transcript, budget, this::standing);
    folding = made;
    return made;
  }

  /** Returns what a digest tells beside what was folded. */
  private Digest.Extras standing(Collection<Path> paths) {
    var pins = Pins.find(setting.commons().recorder(), transcript.pins());
    var instructions = paths.isEmpty() ? List.<MemoryFiles.Memory>of() : memory.inForce(paths);
    var running = new ArrayList<>(setting.standing().get());
    running.addAll(setting.subAgents().background().standing(id));
    return new Digest.Extras(
        pins, instructions, id.isMain() ? setting.plan().get() : Plan.NONE, running, "");
  }

  /** Returns what the next request would hold. */
  ContextReport context(Optional<Double> cached) {
    if (configuredFor == null) configure();
    var info = setting.windows().known(setting.model().get().info());
    return folding().report(info, request(), cached, offer.unseen());
  }

  Optional<Fold> foldable() {
    configure();
    return folding().preview(setting.windows().known(setting.model().get().info()), this::request);
  }

  Optional<Fold> compact(String focus) throws InterruptedException {
    configure();
    var fold = folding().compact(setting.model().get(), this::request, focus);
    if (fold.isPresent()) bakeAgain();
    return fold;
  }

  private ModelRequest request() {
    return new ModelRequest(
        system,
        offer.shown(),
        offer.wrapped(transcript.messages()),
        0,
        setting.effort().get(),
        setting.cacheKey(),
        keep(),
        Digest.stable(transcript.digest()),
        id.isMain() ? setting.form().get() : Optional.empty());
  }

  private Duration keep() {
    if (gaps == null) return Duration.ZERO;
    return gaps.wanted(setting.model().get().info());
  }

  /** Memory files of the folders an agent works in come into force as it gets there. */
  private void discoverMemory(Calls.Ended call) {
    if (!call.result().isOk()) return;
    for (var effect : call.effects()) {
      if (effect instanceof Effect.Reads(var path)) discoverMemory(path);
      if (effect instanceof Effect.Writes(var path)) discoverMemory(path);
    }
  }

  private void discoverMemory(Path path) {
    for (var one : memory.discover(path)) {
      var shown = setting.commons().workspace().display(one.path());
      apply(Event.MemoryLoaded.first(shown, one.text()));
    }
  }

  /** What changed on disk is told at the tail, and what had no room to the person. */
  private void hearOfMemory() {
    for (var change : memory.changes()) {
      var shown = setting.commons().workspace().display(change.path());
      apply(
          change.isRemoval()
              ? new Event.NoticeGiven(change.text())
              : Event.MemoryLoaded.changed(shown, change.text()));
    }
    for (var text : memory.overflow()) {
      if (id.isMain() && !wasTold(text)) apply(new Event.NoticeGiven(text));
    }
  }

  /** A resumed session was told before. */
  private boolean wasTold(String text) {
    var notice = new Block.Text(text, Label.JACKDAW);
    for (var message : transcript.messages()) {
      if (message instanceof Message.User(var blocks) && blocks.contains(notice)) return true;
    }
    return false;
  }

  private void apply(Event.Durable event) {
    transcript.apply(setting.commons().recorder().record(id, event), event);
  }

  /** The text of a reply as far as it was streamed. */
  private static final class PartialText {
    private final StringBuilder text = new StringBuilder();

    void add(Delta delta) {
      switch (delta) {
        case Delta.TextDelta(var piece) -> text.append(piece);
        case Delta.Restarted _ -> text.setLength(0);
        case Delta.ThinkingDelta _,
            Delta.CallBegun _,
            Delta.CallInputDelta _,
            Delta.Retrying _ -> {}
      }
    }

    String text() {
      return text.toString();
    }
  }
}

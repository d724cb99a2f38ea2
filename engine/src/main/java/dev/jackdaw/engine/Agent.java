package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CacheMiss;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One agent: asks its model, runs the calls, asks again, until the model is done. States are data;
 * the loop reads as its own specification. Used by one thread at a time.
 */
final class Agent {
  /** A model that only makes mistakes would otherwise go on for ever. */
  private static final int MAX_INVALID_TURNS = 5;

  /** How often a reply that was cut off or empty is continued in a row. */
  private static final int MAX_CONTINUATIONS = 3;

  /** Sub-agents may start sub-agents of their own, but no deeper. */
  private static final int MAX_DEPTH = 2;

  private static final String CUT_OFF =
      "Your reply was cut off at the output limit. Go on where it ended. A call that was cut off"
          + " was not run: make it again, in smaller pieces.";

  private static final String BROKEN =
      "The connection broke before your reply was complete. The calls that arrived whole were run,"
          + " each once; whatever followed them was lost. Make it again if it is still needed.";

  /** What an agent is about to do. */
  private sealed interface State {
    record Asking() implements State {}

    record Acting(TurnId turn, List<Block.Call> calls) implements State {}

    record Stopped(Outcome outcome) implements State {}
  }

  /** What the session lends its agents. */
  record Setting(
      Commons commons,
      Supplier<Model> model,
      Toolset toolset,
      Briefing briefing,
      Limits limits,
      Supplier<Effort> effort,
      String cacheKey,
      AtomicInteger agents,
      Succession succession,
      Windows windows,
      Impostors impostors) {}

  private final Setting setting;
  private final AgentId id;
  private final Transcript transcript;
  private final Inbox inbox;
  private final Blockade blockade = new Blockade();
  private List<Block.Text> system = List.of();
  private @Nullable String configuredFor;
  private Map<String, Tool<?>> tools = Map.of();
  private final PromptSize size = new PromptSize();
  private String unfinished = "";
  private @Nullable CacheWatch cacheWatch; // made after the first reply, which it must not delay
  private int turnsOfTask;
  private int continuations;
  private int invalidTurns;

  Agent(Setting setting, AgentId id, Transcript transcript, Inbox inbox) {
    this.setting = setting;
    this.id = id;
    this.transcript = transcript;
    this.inbox = inbox;
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
    blockade.clear();
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
    hearInbox();
    configure();
    var limit = limitReached();
    if (limit != null) return new State.Stopped(limit);

    var turn = new TurnId(transcript.turns() + 1);
    turnsOfTask++;
    setting.commons().recorder().show(id, new Event.TurnStarted(turn));
    var model = setting.model().get();
    var request = request();
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
        + PromptSize.tokens(request)
        + " tokens"
        + (limit > 0 ? "; " + model.id() + " takes " + limit + "." : ".");
  }

  private State next(TurnId turn, Reply reply) {
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
        if (inbox.hasMore()) yield new State.Asking();
        var text = reply.message().text();
        if (text.isBlank())
          yield continued("Your reply was empty. Answer, or say what is missing.");
        yield new State.Stopped(blockade.judge(unfinished + text));
      }
    };
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
    var runner = new Calls(setting.commons(), id, turn, tools, this::delegate, transcript);
    var ended = runner.run(calls);
    for (var call : ended) {
      if (!setting.commons().questions().isAttended()) blockade.note(call);
      discoverMemory(call);
    }
    // A tool that ends what it runs when it is interrupted has used the interruption up by that.
    if (ended.stream().anyMatch(call -> call.result().status() == Status.CANCELLED)) {
      throw new InterruptedException();
    }
    var allInvalid = ended.stream().allMatch(call -> call.result().status() == Status.INVALID);
    invalidTurns = allInvalid ? invalidTurns + 1 : 0;
    if (invalidTurns < MAX_INVALID_TURNS) return new State.Asking();
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

  private void hearInbox() {
    if (id.isMain()) {
      for (var notice : setting.commons().notices().get()) apply(new Event.NoticeGiven(notice));
    }
    for (var prompt : inbox.drain()) {
      apply(new Event.PromptSubmitted(withoutKnownSecrets(prompt), turnsOfTask > 0));
    }
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

  /** Assembles what the model is told, at the start of each process and when the model changed. */
  private void configure() {
    var model = setting.model().get().info();
    if (model.id().equals(configuredFor)) return;
    var commons = setting.commons();
    configuredFor = model.id();
    system =
        setting
            .briefing()
            .assemble(id, model, commons.workspace(), commons.memory(), commons.clock());
    tools = new TreeMap<>();
    for (var tool : setting.toolset().tools(model, id)) {
      var name = tool.spec().name();
      var delegates = name.equals("task") && id.depth() >= MAX_DEPTH;
      if (!delegates && !commons.rights().forbids(name)) tools.put(name, tool);
    }
    apply(new Event.AgentConfigured(model.id(), system, List.copyOf(tools.keySet())));
  }

  private @Nullable Outcome limitReached() {
    var limits = setting.limits();
    if (limits.turns() > 0 && turnsOfTask >= limits.turns() && id.isMain()) {
      return new Outcome.LimitReached(
          Outcome.Limit.TURNS,
          "Stopped after "
              + limits.turns()
              + " turns (--max-turns). Everything so far is kept; continue with -c.");
    }
    if (limits.dollars().isPresent() && setting.commons().tally().isPriceLost()) {
      return new Outcome.LimitReached(
          Outcome.Limit.COST,
          "Stopped, because what the last reply cost is not known and --max-cost could not be"
              + " kept. Everything so far is kept; continue with -c without --max-cost, or name the"
              + " price in a file of model facts (docs/cost.md).");
    }
    var dollars = setting.commons().tally().spent();
    if (limits.dollars().isPresent() && dollars >= limits.dollars().get()) {
      return new Outcome.LimitReached(
          Outcome.Limit.COST,
          "Stopped at $"
              + Math.round(dollars * 1e4) / 1e4
              + " (--max-cost "
              + limits.dollars().get()
              + "). Everything so far is kept; continue with -c.");
    }
    return null;
  }

  private Reply reply(TurnId turn, Model model, ModelRequest request) throws InterruptedException {
    var partial = new PartialText();
    var start = setting.commons().clock().instant();
    try {
      var reply =
          model.reply(
              request,
              delta -> {
                partial.add(delta);
                setting.commons().recorder().show(id, new Event.ReplyStreamed(turn, delta));
              });
      var info = setting.windows().known(model.info());
      var overflowed = size.isSilentOverflow(request, reply, info);
      var said = overflowed ? Kept.withoutCalls(reply.message()) : Kept.of(reply);
      var message = transcript.withUniqueIds(said, turn);
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
      setting.commons().tally().add(received);
      apply(received);
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
            + " tokens in the request and says nothing of an overflow, so its reply is not followed."
            + " Give its server a larger window, or try another --model, or a new session.",
        null,
        null,
        (int) Math.min(Integer.MAX_VALUE, usage.prompt()));
  }

  private Optional<CacheMiss> cacheMiss(
      ModelRequest request, ModelInfo model, Usage usage, Instant asked) {
    if (cacheWatch == null) cacheWatch = new CacheWatch();
    return cacheWatch.judge(request, model, usage, asked);
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

  private ModelRequest request() {
    var specs = new ArrayList<ToolSpec>();
    for (var tool : tools.values()) specs.add(tool.spec());
    return new ModelRequest(
        system, specs, transcript.messages(), 0, setting.effort().get(), setting.cacheKey());
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
    for (var memory : setting.commons().memory().discover(path)) {
      var shown = setting.commons().workspace().display(memory.path());
      apply(new Event.MemoryLoaded(shown, "Instructions from " + shown + ":\n\n" + memory.text()));
    }
  }

  private ToolResult delegate(CallId call, String description, String prompt)
      throws InterruptedException {
    if (id.depth() >= MAX_DEPTH) {
      return ToolResult.failed("Sub-agents cannot start further sub-agents here. Do it yourself.");
    }
    var child = id.child(setting.agents().incrementAndGet());
    setting.commons().recorder().record(id, new Event.AgentStarted(child, call, description));
    var inbox = new Inbox();
    inbox.add(List.of(new Block.Text(prompt, Label.MODEL)));
    var outcome = new Agent(setting, child, new Transcript(), inbox).run();
    setting.commons().recorder().record(child, new Event.TaskFinished(outcome));
    var label = new Label(Label.Source.SUBAGENT, child.value());
    return switch (outcome) {
      case Outcome.Finished(var text) -> ToolResult.ok(text, label);
      case Outcome.Blocked(var text, var message) ->
          ToolResult.of(Status.FAILED, text + "\n\n" + message, label);
      case Outcome.LimitReached(_, var message) -> ToolResult.failed(message);
      case Outcome.Failed(_, _, var message) -> ToolResult.failed(message);
      case Outcome.Interrupted _ -> ToolResult.failed("The sub-agent was interrupted.");
    };
  }

  private void apply(Event.Durable event) {
    setting.commons().recorder().record(id, event);
    transcript.apply(event);
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

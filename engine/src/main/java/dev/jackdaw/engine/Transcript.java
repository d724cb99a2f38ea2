package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one agent and its model are shown of what they said to each other, as a function of the
 * journal. Whatever the journal holds, {@link #messages} pairs every call with exactly one result,
 * in the user message right behind it and in the order of the calls. What was folded is forgotten
 * but for what digests tell of it; a fold that is taken back makes the transcript stale until
 * {@link #settle} reads the journal again. Thread-safe.
 */
final class Transcript {
  private final Workspace workspace;
  private final List<Turn> turns = new ArrayList<>();

  /** What was said before the first turn that is shown. */
  private final List<Turn.Given> opening = new ArrayList<>();

  private final List<InForce> folds = new ArrayList<>();

  /** Folds, by the number of their event, that were taken back later. */
  private final Set<Long> voided = new HashSet<>();

  private final Set<CallId> started = new HashSet<>();
  private final Set<CallId> known = new HashSet<>();
  private final Set<String> pins = new LinkedHashSet<>();
  private final List<Mark> marks = new ArrayList<>();
  private StepRecords steps = new StepRecords();
  private Folded folded;
  private List<Block.Content> digest = List.of();
  private boolean stale;
  private @Nullable Counted counted;
  private int resultTokens = ContextSettings.STANDARD.cap();

  /** The number of the last turn that is folded. */
  private int base;

  private int last;

  /** Where the conversation was before a prompt: behind so much of what was said in a turn. */
  private record Mark(int turn, int given) {}

  private record InForce(long at, Fold fold) {}

  /**
   * What the provider counted of the last request, as long as that can be told from what is shown.
   *
   * @param reply the answer to it
   */
  record Counted(String model, long tokens, Message.Assistant reply) {

    /** Returns the part of a later request that was the request then. */
    ModelRequest asked(ModelRequest later) {
      var end = later.messages().size();
      for (var i = 0; i < later.messages().size(); i++) {
        if (isReply(later.messages().get(i))) end = i;
      }
      return new ModelRequest(
          later.system(),
          later.tools(),
          later.messages().subList(0, end),
          0,
          later.effort(),
          later.cacheKey(),
          later.keep(),
          later.stable());
    }

    private boolean isReply(Message message) {
      return message instanceof Message.Assistant said
          && ids(said).equals(ids(reply))
          && said.text().equals(reply.text());
    }
  }

  /**
   * What is shown, at one instant.
   *
   * @param digest what stands for what was folded
   * @param folded what was folded
   */
  record View(
      List<Block.Content> digest, List<Turn.Given> opening, List<Turn> turns, Folded folded) {

    /** Returns the paths that were read since the last fold, and those that were ever changed. */
    Set<Path> paths(Workspace workspace) {
      var paths = new TreeSet<Path>();
      for (var turn : turns) {
        for (var call : turn.calls().keySet()) {
          for (var effect : turn.traces(call).effects()) {
            if (effect instanceof Effect.Reads(var path)) paths.add(path);
            if (effect instanceof Effect.Writes(var path)) paths.add(path);
          }
        }
      }
      for (var name : folded.ledger().modified()) paths.add(workspace.directory().resolve(name));
      return paths;
    }
  }

  private static List<CallId> ids(Message.Assistant message) {
    return message.calls().stream().map(Block.Call::id).toList();
  }

  /** {@code workspace} is where its agent works. */
  Transcript(Workspace workspace) {
    this.workspace = workspace;
    this.folded = new Folded(workspace);
  }

  /** Takes in an event that no journal numbered. */
  synchronized void apply(Event.Durable event) {
    apply(0, event);
  }

  /** Takes in an event of this agent; events that the model is not told of change nothing. */
  synchronized void apply(long at, Event.Durable event) {
    steps.apply(event);
    switch (event) {
      case Event.PromptSubmitted prompt -> {
        if (!prompt.steering()) marks.add(new Mark(lastShown(), said().size()));
        for (var block : prompt.content()) give(at, Turn.Kind.PROMPT, block);
      }
      case Event.ConversationRewound(var prompts) -> rewind(prompts);
      case Event.NoticeGiven(var text) -> tell(at, Turn.Kind.NOTICE, text);
      case Event.StepsUndone(_, var summary) -> tell(at, Turn.Kind.FACT, summary);
      case Event.StepsRedone(_, var summary) -> tell(at, Turn.Kind.FACT, summary);
      case Event.HookSpoke(_, var said, _) -> {
        for (var text : said) give(at, Turn.Kind.NOTICE, text);
      }
      case Event.MemoryLoaded(var path, var text) ->
          give(at, Turn.Kind.MEMORY, new Block.Text(text, Origins.memory(path)));
      case Event.ReplyReceived reply -> hear(at, reply);
      case Event.CallDecided(_, var call, var effects, _) -> {
        var turn = turnOf(call);
        if (turn != null) turn.traces(call, turn.traces(call).withEffects(effects));
      }
      case Event.CallStarted call -> started.add(call.call());
      case Event.CallNested(_, var parent, var call) -> {
        var turn = turnOf(parent);
        if (turn != null) turn.nested(call);
      }
      case Event.FilesChanged(_, var call, var found) -> {
        var turn = turnOf(call);
        if (turn != null) turn.traces(call, turn.traces(call).withChanged(found.paths()));
      }
      case Event.CallFinished call -> {
        var turn = turnOf(call.call());
        if (turn != null) turn.finish(at, call);
      }
      case Event.ContextFolded(var fold) -> fold(at, fold);
      case Event.ContextUnfolded(var number) -> unfold(number);
      case Event.ContextPinned(var what) -> {
        pins.add(what);
        if (!Pins.isNumber(what)) give(at, Turn.Kind.NOTICE, new Block.Text(what, Label.USER));
      }
      case Event.ContextUnpinned(var what) -> pins.remove(what);
      case Event.AgentConfigured _,
          Event.SessionOpened _,
          Event.SessionResumed _,
          Event.ModelFailed _,
          Event.QuestionAnswered _,
          Event.ModeChanged _,
          Event.ModelChanged _,
          Event.AnsweredByOther _,
          Event.WindowLearned _,
          Event.AgentStarted _,
          Event.SideJobEnded _,
          Event.SessionTitled _,
          Event.TaskFinished _,
          Event.ScriptStarted _ -> {}
    }
  }

  /** Only the last turn has calls whose end is still to come, but for one that was rewound. */
  private @Nullable Turn turnOf(CallId call) {
    for (var turn : turns.reversed()) {
      if (turn.calls().containsKey(call)) return turn;
    }
    return null;
  }

  /** Returns what was said since the last reply. */
  private List<Turn.Given> said() {
    return turns.isEmpty() ? opening : turns.getLast().givenToChange();
  }

  private int lastShown() {
    return turns.isEmpty() ? base : turns.getLast().number();
  }

  /** Turns keep their numbers and calls their ids, which must not be used again. */
  private void rewind(int prompts) {
    counted = null;
    if (prompts >= marks.size()) return;
    var mark = marks.get(prompts);
    if (mark.turn() < base) {
      undoFoldsBehind(mark.turn());
      return;
    }
    turns.removeIf(turn -> turn.number() > mark.turn());
    var said = said();
    if (mark.given() < said.size()) said.subList(mark.given(), said.size()).clear();
    marks.subList(prompts, marks.size()).clear();
  }

  private void undoFoldsBehind(int turn) {
    for (var each : folds) {
      if (each.fold().through() > turn) voided.add(each.at());
    }
    stale = true;
  }

  private void unfold(int number) {
    for (var each : folds) {
      if (each.fold().number() < number) continue;
      voided.add(each.at());
      stale = true;
    }
  }

  private void fold(long at, Fold fold) {
    if (voided.contains(at)) return;
    folds.add(new InForce(at, fold));
    counted = null;
    for (var each : fold.shortened()) shorten(each);
    for (var each : fold.elided()) {
      for (var turn : turns) turn.elide(each.call(), each.input());
    }
    for (var turn : turns) if (turn.number() <= fold.unthought()) turn.forgetThinking();
    if (fold.through() <= base) {
      if (!fold.digest().isEmpty()) digest = fold.digest();
      return;
    }
    var rest = folded.add(opening, turns, fold.through());
    opening.clear();
    opening.addAll(rest);
    turns.removeIf(turn -> turn.number() <= fold.through());
    base = fold.through();
    digest = fold.digest();
  }

  private void shorten(Fold.Shortened each) {
    Turn.shorten(opening, each.number(), each.text());
    for (var turn : turns) turn.shorten(each.number(), each.text());
  }

  private void tell(long at, Turn.Kind kind, String text) {
    give(at, kind, new Block.Text(text, Label.JACKDAW));
  }

  private void give(long at, Turn.Kind kind, Block.Content content) {
    if (content instanceof Block.Text(var text, _) && text.isBlank()) return;
    said().add(new Turn.Given(at, kind, content));
  }

  private void hear(long at, Event.ReplyReceived reply) {
    last = Math.max(last, reply.turn().number());
    if (reply.message().blocks().isEmpty()) return;
    // A number that was used before, as no journal of ours has it, must not hide the turn.
    var number = Math.max(reply.turn().number(), lastShown() + 1);
    turns.add(new Turn(number, at, reply.message()));
    for (var call : reply.message().calls()) known.add(call.id());
    var tokens = reply.usage().prompt();
    counted = tokens > 0 ? new Counted(reply.model(), tokens, reply.message()) : null;
  }

  /** Returns what is known of the size of the last request, if it was this model's. */
  synchronized Optional<Counted> counted(String model) {
    return Optional.ofNullable(counted).filter(last -> last.model().equals(model));
  }

  /**
   * Reads the journal again until no fold is in force that was taken back later.
   *
   * @param journal hands out every event of the session so far
   */
  synchronized void settle(AgentId agent, Consumer<Consumer<Occurrence>> journal) {
    while (stale) {
      forget();
      journal.accept(occurrence -> {
        if (occurrence.agent().equals(agent) && occurrence.event() instanceof Event.Durable event) {
          apply(occurrence.sequence(), event);
        }
      });
    }
  }

  private void forget() {
    turns.clear();
    opening.clear();
    folds.clear();
    started.clear();
    known.clear();
    pins.clear();
    marks.clear();
    counted = null;
    steps = new StepRecords();
    folded = new Folded(workspace);
    digest = List.of();
    stale = false;
    base = 0;
    last = 0;
  }

  /** Returns the conversation; it ends with a user message when there is something new to say. */
  synchronized List<Message> messages() {
    var all = new ArrayList<Message>();
    var user = new ArrayList<Block.Given>(digest);
    for (var each : opening) user.add(each.block());
    for (var turn : turns) {
      if (!user.isEmpty()) all.add(new Message.User(user));
      all.add(turn.said());
      user = new ArrayList<>();
      for (var call : turn.said().calls()) {
        var result = turn.result(call.id());
        user.add(new Block.Result(call.id(), result == null ? lost(call.id()) : result));
      }
      for (var each : turn.given()) user.add(each.block());
    }
    if (!user.isEmpty()) all.add(new Message.User(user));
    return all;
  }

  /** Returns what stands for what was folded; empty when nothing was. */
  synchronized List<Block.Content> digest() {
    return digest;
  }

  /** Returns what is shown now; what happens later does not change it. */
  synchronized View view() {
    return new View(
        digest, List.copyOf(opening), turns.stream().map(Turn::copy).toList(), folded.copy());
  }

  /** Returns the folds in force, oldest first. */
  synchronized List<Fold> folds() {
    return folds.stream().map(InForce::fold).toList();
  }

  /** Returns the number of the next fold. */
  synchronized int nextFold() {
    return folds.isEmpty() ? 1 : folds.getLast().fold().number() + 1;
  }

  /** Returns the last note of the model; empty when there is none. */
  synchronized String note() {
    return folds.isEmpty() ? "" : folds.getLast().fold().note();
  }

  synchronized List<String> pins() {
    return List.copyOf(pins);
  }

  /** Returns the number of the latest result that is shown whole and has this body. */
  synchronized Optional<String> shown(String body) {
    for (var turn : turns.reversed()) {
      for (var ended : turn.ended().values()) {
        if (ended.result().details().string("body").filter(body::equals).isPresent()) {
          return Optional.of("#" + ended.at());
        }
      }
    }
    return Optional.empty();
  }

  /** Returns how many tokens the next result may have. */
  synchronized int resultTokens() {
    return resultTokens;
  }

  synchronized void resultTokens(int most) {
    resultTokens = most;
  }

  /** Returns the calls of the last reply that have no result yet. */
  synchronized List<Block.Call> unanswered() {
    if (turns.isEmpty()) return List.of();
    var turn = turns.getLast();
    return turn.said().calls().stream().filter(call -> turn.result(call.id()) == null).toList();
  }

  synchronized boolean hasStarted(CallId call) {
    return started.contains(call);
  }

  /** Returns whether it was recorded what the call changed. */
  synchronized boolean hasChanged(CallId call) {
    var turn = turnOf(call);
    return turn != null && !turn.traces(call).changed().isEmpty();
  }

  /** Returns what to say of a call whose end was not recorded. */
  synchronized ToolResult lost(CallId call) {
    return started.contains(call)
        ? ToolResult.of(
            ToolResult.Status.IN_DOUBT,
            "Interrupted: Jackdaw ended while this call ran. It may have taken effect; it was not"
                + " run again. Check before repeating it.",
            Label.JACKDAW)
        : ToolResult.of(
            ToolResult.Status.CANCELLED,
            "Interrupted: this call was not run, because Jackdaw ended before it started.",
            Label.JACKDAW);
  }

  /** Returns the reply with ids that are unique in this conversation. */
  synchronized Message.Assistant withUniqueIds(Message.Assistant message, TurnId turn) {
    if (message.calls().isEmpty()) return message;
    var blocks = new ArrayList<Block.Said>();
    var seen = new HashSet<>(known);
    var index = 0;
    for (var block : message.blocks()) {
      if (block instanceof Block.Call call) {
        var id = call.id();
        for (var n = 0; !seen.add(id); n++) {
          id = new CallId("t" + turn.number() + "_" + index + (n == 0 ? "" : "_" + n));
        }
        index++;
        blocks.add(id.equals(call.id()) ? call : call.withId(id));
      } else {
        blocks.add(block);
      }
    }
    return new Message.Assistant(blocks);
  }

  /** Returns what workflows did. */
  synchronized StepRecords steps() {
    return steps;
  }

  /** Returns what the model said last, as a sentence; empty when it said nothing. */
  synchronized String lastWords() {
    for (var turn : turns.reversed()) {
      if (!turn.said().text().isBlank()) return " Its last words: " + turn.said().text().strip();
    }
    return "";
  }

  /** Returns how many turns there were. */
  synchronized int turns() {
    return last;
  }

  synchronized boolean isEmpty() {
    return turns.isEmpty() && opening.isEmpty() && digest.isEmpty();
  }
}

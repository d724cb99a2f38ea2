package dev.jackdaw.tui;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.ContextReport;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Plan;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.tui.view.ViewSources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A session that plays what the test wrote: each prompt that starts a task runs the play once. */
final class FakeSession implements Session {
  private Effort effort = Effort.DEFAULT;

  /** What happens in a task. */
  interface Play {
    void run(FakeSession session) throws InterruptedException;
  }

  private static final TurnId TURN = new TurnId(1);

  final List<String> submitted = new CopyOnWriteArrayList<>();
  final List<Answer> answers = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<Answer> answered = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> steering = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> interrupts = new LinkedBlockingQueue<>();
  private final List<Consumer<Occurrence>> listeners = new CopyOnWriteArrayList<>();
  private final SessionId id;
  private final Play play;
  private volatile Thread task = Thread.currentThread();
  private volatile boolean running;
  private volatile Mode mode = Mode.DEFAULT;
  private volatile String modelName = "small";
  private volatile Plan plan = Plan.NONE;
  private long questions;

  /** What happened before it was resumed. */
  final List<Occurrence> kept = new ArrayList<>();

  /** What views show of it. */
  volatile ViewSources views =
      new ViewSources() {
        @Override
        public List<Occurrence> events(Session session) {
          return kept;
        }
      };

  final List<String> focuses = new CopyOnWriteArrayList<>();
  final List<String> pins = new CopyOnWriteArrayList<>();
  final List<Fold> folds = new CopyOnWriteArrayList<>();
  volatile Optional<Fold> foldable = Optional.empty();
  volatile Play whenCompacting = _ -> {};

  /** Happens within the submission of what steers, before any further key is read. */
  volatile Runnable whenSteered = () -> {};

  FakeSession(String id, Play play) {
    this.id = new SessionId(id);
    this.play = play;
  }

  @Override
  public SessionId id() {
    return id;
  }

  @Override
  public void submit(List<Block.Content> content) {
    var text = ((Block.Text) content.getFirst()).text();
    if (text.equals("too large")) {
      throw new JackdawException(
          JackdawException.Kind.USER, "prompt-too-large", "It is too large.");
    }
    submitted.add(text);
    if (running) {
      whenSteered.run();
      steering.add(text);
      return;
    }
    running = true;
    task = Thread.ofVirtual().start(this::play);
  }

  private void play() {
    try {
      play.run(this);
    } catch (InterruptedException e) {
      throw new IllegalStateException("the play waited for something that did not come", e);
    } finally {
      running = false;
    }
  }

  @Override
  public Outcome await() throws InterruptedException {
    task.join();
    return new Outcome.Finished("");
  }

  @Override
  public void interrupt() {
    interrupts.add("interrupt");
  }

  @Override
  public void answer(long question, Answer answer) {
    answers.add(answer);
    answered.add(answer);
  }

  @Override
  public Registration listen(Consumer<Occurrence> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void mode(Mode wanted) {
    mode = wanted;
    emit(new Event.ModeChanged(wanted));
  }

  @Override
  public Mode mode() {
    return mode;
  }

  @Override
  public void model(Model model, String reason) {
    modelName = model.info().name();
    emit(new Event.ModelChanged(model.info().id(), reason));
  }

  @Override
  public void effort(Effort level) {
    effort = level;
  }

  @Override
  public Effort effort() {
    return effort;
  }

  @Override
  public ModelInfo model() {
    return new ModelInfo("fake", modelName, 0, 0, Set.of(), Optional.empty());
  }

  @Override
  public Totals totals() {
    var tasks = submitted.size() + (kept.isEmpty() ? 0 : 1);
    return new Totals(tasks, new Usage(1_200L * tasks, 0, 0, 34L * tasks, 0), 0.0123 * tasks, true);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public ContextReport context() {
    return Reports.usual(pins, folds);
  }

  @Override
  public Optional<Fold> foldable() {
    return foldable;
  }

  @Override
  public Optional<Fold> compact(String focus) throws InterruptedException {
    focuses.add(focus);
    whenCompacting.run(this);
    foldable.ifPresent(fold -> {
      folds.add(fold);
      emit(new Event.ContextFolded(fold));
    });
    return foldable;
  }

  @Override
  public Optional<Fold> uncompact() {
    if (folds.isEmpty()) return Optional.empty();
    var last = folds.removeLast();
    emit(new Event.ContextUnfolded(last.number()));
    return Optional.of(last);
  }

  @Override
  public void pin(String what) {
    if (what.equals("#99")) {
      throw new IllegalArgumentException("There is no #99; the journal ends at #42.");
    }
    pins.add(what);
    emit(new Event.ContextPinned(what));
  }

  @Override
  public void unpin(String what) {
    if (!pins.remove(what)) Session.super.unpin(what);
    emit(new Event.ContextUnpinned(what));
  }

  @Override
  public void close() {}

  // What plays are made of.

  void emit(Event event) {
    emit(AgentId.MAIN, event);
  }

  @Override
  public Plan plan() {
    return plan;
  }

  void emit(AgentId agent, Event event) {
    var occurrence = new Occurrence(1, Instant.EPOCH, agent, event);
    plan = plan.after(occurrence);
    for (var listener : listeners) listener.accept(occurrence);
  }

  void say(String... pieces) {
    emit(new Event.TurnStarted(TURN));
    for (var piece : pieces) stream(new Delta.TextDelta(piece));
    reply(String.join("", pieces), StopReason.END);
  }

  void stream(Delta delta) {
    emit(new Event.ReplyStreamed(TURN, delta));
  }

  void reply(String text, StopReason stop, Block.Call... calls) {
    reply(text, stop, Usage.NONE, calls);
  }

  void reply(String text, StopReason stop, Usage usage, Block.Call... calls) {
    var blocks = new ArrayList<Block.Said>();
    if (!text.isEmpty()) blocks.add(new Block.Text(text, dev.jackdaw.api.Label.MODEL));
    blocks.addAll(List.of(calls));
    emit(
        new Event.ReplyReceived(
            TURN,
            new Message.Assistant(blocks),
            usage,
            stop,
            "fake/small",
            Optional.empty(),
            Duration.ZERO));
  }

  void call(Block.Call call, ToolResult result, Duration took) {
    reply("", StopReason.CALLS, call);
    start(call.id());
    finish(call.id(), result, took);
  }

  void start(CallId call) {
    emit(new Event.CallStarted(TURN, call, Idempotency.UNSAFE));
  }

  void progress(CallId call, String text) {
    emit(new Event.CallProgressed(TURN, call, text));
  }

  void finish(CallId call, ToolResult result, Duration took) {
    emit(new Event.CallFinished(TURN, call, result, took));
  }

  void end(Outcome outcome) {
    emit(new Event.TaskFinished(outcome));
  }

  void finish() {
    end(new Outcome.Finished(""));
  }

  void put(Question question) {
    emit(new Event.QuestionAsked(++questions, question));
  }

  Answer awaitAnswer() throws InterruptedException {
    return awaited(answered, "an answer");
  }

  Answer ask(Question question) throws InterruptedException {
    put(question);
    return awaitAnswer();
  }

  String awaitSteering() throws InterruptedException {
    return awaited(steering, "steering");
  }

  void awaitInterrupt() throws InterruptedException {
    awaited(interrupts, "an interrupt");
  }

  private static <T> T awaited(LinkedBlockingQueue<T> queue, String what)
      throws InterruptedException {
    var item = queue.poll(20, TimeUnit.SECONDS);
    if (item == null) throw new InterruptedException(what);
    return item;
  }
}

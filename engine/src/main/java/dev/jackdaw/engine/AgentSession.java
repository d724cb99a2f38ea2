package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.ContextReport;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Hook;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Plan;
import dev.jackdaw.api.Prompt;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session around the agent loop. One thread at a time, the worker, runs tasks and owns the
 * transcript; everybody else reaches it through the inbox and the flags guarded by {@code lock}.
 * One class, because every way in rests on that lock.
 */
public final class AgentSession implements Session {
  private final Journal journal;
  private final Recorder recorder;
  private final Questions questions;
  private final Commons commons;
  private final Agent agent;
  private final Transcript transcript;
  private final Inbox inbox = new Inbox();
  private final Windows windows = new Windows();
  private final SubAgents subAgents;
  private final Limits limits;
  private final List<AutoCloseable> resources;
  private final ThreadFactory threads;
  private final Optional<Titling> titling;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final Origins origins;
  private Model model;
  private volatile Effort effort;
  private @Nullable Thread worker;
  private @Nullable Outcome stopAs;
  private @Nullable Outcome last;
  private boolean closed;
  private volatile Plan plan = Plan.NONE;
  private final CacheGaps gaps = new CacheGaps();
  private List<Block.Text> told = List.of();

  AgentSession(SessionBuilder from) {
    journal = from.journal();
    model = from.model();
    limits = from.limits();
    requireEffort(from.effort(), from.model().info());
    effort = from.effort();
    resources = List.copyOf(from.resources());
    threads = from.threads();
    origins = from.origins();
    recorder = new Recorder(journal, from.clock(), origins);
    questions = new Questions(recorder, from.attendance());
    var rights = new Rights(from.policy(), from.mode(), from.keeper(), origins);
    var tally = new Tally();
    var sideJobs =
        new SideWork(from.sideModel(), this::currentModel, recorder, tally, limits, from.clock());
    commons =
        new Commons(
            recorder,
            questions,
            rights,
            tally,
            from.workspace(),
            new RedactedBlobs(journal.blobs(), from.redactor()),
            from.memory(),
            from.clock(),
            from.redactor(),
            new Slots(from.parallelism()),
            from.leases(),
            from.checkpoints(),
            new Aftermaths(recorder, from.checkpoints(), from.workspace()),
            new Retries(from.clock(), Thread::sleep, new Random()),
            from.notices(),
            from.scripts(),
            new Hooks(from.hooks(), journal.session(), recorder, from.threads(), sideJobs),
            sideJobs);
    transcript = new Transcript(from.workspace());
    transcript.resultTokens(from.context().cap());
    var agents = new AtomicInteger();
    subAgents =
        new SubAgents(
            from.agents(),
            from.agentModels(),
            from.isolation(),
            new ReentrantLock(),
            new BackgroundAgents(from.clock(), from.threads()));
    var recovery = new Recovery(from.lostCalls().running());
    restore(agents, recovery);
    recorder.listen(this::notePlan);
    if (!from.hooks().isEmpty()) recorder.listen(this::tellHooks);
    var setting =
        new Setting(
            commons,
            this::currentModel,
            from.toolset(),
            from.briefing(),
            limits,
            this::effectiveEffort,
            journal.session().value(),
            agents,
            new Succession(
                this::currentModel, this::model, from.fallbacks(), limits.dollars().isPresent()),
            windows,
            new Impostors(),
            subAgents,
            from.context(),
            from.foldHook(),
            this::plan,
            from.standing(),
            from.answerForm());
    agent =
        new Agent(
            setting,
            AgentId.MAIN,
            Role.MAIN,
            transcript,
            inbox,
            new Budget(limits, commons.tally(), from.clock()));
    var isNew = open(from, recovery);
    agent.goOnFrom(
        !isNew, told, from.learnsCacheLifetime() ? Optional.of(gaps) : Optional.<CacheGaps>empty());
    titling = isNew ? titling(from) : Optional.empty();
  }

  private Optional<Titling> titling(SessionBuilder from) {
    return from.smallModel()
        .map(small ->
            new Titling(
                small,
                recorder,
                commons.tally(),
                limits.dollars().isPresent(),
                from.clock(),
                from.threads()));
  }

  /** Starts describing a session. */
  public static SessionBuilder builder() {
    return new SessionBuilder();
  }

  private void restore(AtomicInteger agents, Recovery recovery) {
    journal.replay(occurrence -> {
      if (!(occurrence.event() instanceof Event.Durable event)) return;
      origins.apply(event);
      recovery.apply(occurrence.agent(), event);
      notePlan(occurrence);
      subAgents.background().restore(occurrence.agent(), event);
      if (event instanceof Event.AgentStarted) agents.incrementAndGet();
      if (event instanceof Event.WindowLearned learned) windows.learn(learned);
      if (event instanceof Event.ReplyReceived reply) commons.tally().restore(reply);
      if (event instanceof Event.SideJobEnded job) commons.tally().restore(job);
      if (event instanceof Event.QuestionAnswered answered) {
        commons.rights().restore(answered.answer());
      }
      if (occurrence.agent().isMain()) {
        transcript.apply(occurrence.sequence(), event);
        if (event instanceof Event.AgentConfigured configured) told = configured.system();
        if (event instanceof Event.ReplyReceived reply) {
          gaps.asked(occurrence.time().minus(reply.took()));
        }
      }
    });
    transcript.settle(AgentId.MAIN, journal::replay);
  }

  private void tellHooksOfTheEnd() {
    if (commons.hooks().isEmpty()) return;
    commons.hooks().heed(AgentId.MAIN, commons.rights().mode(), new Hook.Moment.SessionEnded());
  }

  /** A person should look: at a question, or at a task that is over. */
  private void tellHooks(Occurrence occurrence) {
    var moment =
        switch (occurrence.event()) {
          case Event.QuestionAsked(_, Question.Approval approval) ->
              new Hook.Moment.Notified("permission_prompt", "May this run? " + approval.summary());
          case Event.QuestionAsked(_, Question.Choice choice) ->
              new Hook.Moment.Notified("elicitation_dialog", choice.text());
          case Event.TaskFinished _ when occurrence.agent().isMain() && questions.isAttended() ->
              new Hook.Moment.Notified("idle_prompt", "Jackdaw is waiting for your input");
          default -> null;
        };
    if (moment != null) {
      commons.hooks().tell(occurrence.agent(), commons.rights().mode(), moment);
    }
  }

  /** Called for one event at a time. */
  private void notePlan(Occurrence occurrence) {
    plan = plan.after(occurrence);
  }

  /** Returns whether the session is new. */
  private boolean open(SessionBuilder from, Recovery recovery) {
    if (transcript.isEmpty() && transcript.turns() == 0) {
      var isNew = new boolean[] {true};
      journal.replay(_ -> isNew[0] = false);
      if (isNew[0]) {
        record(
            new Event.SessionOpened(
                id(),
                commons.workspace().directory().toString(),
                from.version(),
                Optional.empty()));
        return true;
      }
    }
    recover(from, recovery);
    return false;
  }

  /** Repair is an event too: whatever has no end gets it now. */
  private void recover(SessionBuilder from, Recovery recovery) {
    Recovery.Scribe record =
        (agent, event) -> {
          recovery.apply(agent, event);
          if (agent.isMain()) record(event);
          else recorder.record(agent, event);
        };
    record.of(AgentId.MAIN, new Event.SessionResumed(from.version()));
    recovery.end(commons, from.lostCalls(), subAgents, record).forEach(inbox::notice);
    subAgents.background().resume(recorder, inbox, subAgents.isolation(), recovery::lost);
  }

  /** After a failure of the journal calls may be without a result. */
  private void answerLostCalls() {
    for (var step : transcript.steps().open()) answerLost(step, transcript.lost(step));
    for (var call : transcript.unanswered()) {
      var workflow = transcript.steps().lost(call.id(), commons.blobs(), true);
      answerLost(call.id(), workflow.orElseGet(() -> transcript.lost(call.id())));
    }
  }

  private void answerLost(CallId call, ToolResult lost) {
    var turn = new TurnId(Math.max(1, transcript.turns()));
    var result = lost;
    if (transcript.hasStarted(call) && !transcript.hasChanged(call)) {
      var found = commons.checkpoints().since(Changes.key(AgentId.MAIN, call));
      if (found.isPresent()) {
        record(new Event.FilesChanged(turn, call, found.get()));
        result = Changes.evidence(lost, found.get());
      }
    }
    record(new Event.CallFinished(turn, call, result, Duration.ZERO));
  }

  private void record(Event.Durable event) {
    transcript.apply(recorder.record(AgentId.MAIN, event), event);
  }

  @Override
  public SessionId id() {
    return journal.session();
  }

  @Override
  public void submit(List<Block.Content> content) {
    submit(Prompt.of(content));
  }

  @Override
  public void submit(Prompt prompt) {
    lock.lock();
    try {
      if (closed) throw new IllegalStateException("the session is closed");
      inbox.add(prompt);
      titling.ifPresent(job -> job.begin(prompt.said()));
      if (worker == null) {
        worker = threads.newThread(this::work);
        worker.start();
      }
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    while (true) {
      var outcome = task();
      lock.lock();
      try {
        last = outcome;
        stopAs = null;
        Thread.interrupted();
        if (closed || !inbox.hasPrompts()) {
          worker = null;
          idle.signalAll();
          return;
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private Outcome task() {
    Outcome outcome;
    try (var _ = timer()) {
      outcome = agent.run();
    } catch (InterruptedException _) {
      outcome = stopped();
    } catch (JackdawException e) {
      outcome = new Outcome.Failed(e.kind(), e.code(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      System.getLogger("dev.jackdaw.engine").log(System.Logger.Level.ERROR, "task failed", e);
      outcome =
          new Outcome.Failed(
              JackdawException.Kind.INTERNAL,
              "bug",
              "Jackdaw has a bug: " + e + ". The session is kept; continue with -c.");
    }
    return finish(outcome);
  }

  private Outcome finish(Outcome outcome) {
    try {
      Thread.interrupted();
      answerLostCalls();
      record(new Event.TaskFinished(outcome));
      recorder.sync();
      return outcome;
    } catch (JackdawException e) {
      return outcome instanceof Outcome.Failed
          ? outcome
          : new Outcome.Failed(e.kind(), e.code(), String.valueOf(e.getMessage()));
    }
  }

  private Outcome stopped() {
    lock.lock();
    try {
      return stopAs == null ? new Outcome.Interrupted() : stopAs;
    } finally {
      lock.unlock();
    }
  }

  /** Stops the task when its time is up. */
  private Registration timer() {
    if (limits.time().isEmpty()) return () -> {};
    var allowed = limits.time().get();
    var timer =
        Thread.ofVirtual()
            .name("time-limit")
            .start(() -> {
              try {
                Thread.sleep(allowed);
              } catch (InterruptedException _) {
                return;
              }
              stop(
                  new Outcome.LimitReached(
                      Outcome.Limit.TIME,
                      "Stopped after "
                          + allowed.toSeconds()
                          + " s (--max-time). Everything so far is kept; continue with -c."));
            });
    return timer::interrupt;
  }

  private void stop(Outcome as) {
    lock.lock();
    try {
      if (worker == null) return;
      // A second wish to stop cuts the time that what runs has to end by itself.
      if (stopAs == null) stopAs = as;
      worker.interrupt();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Outcome await() throws InterruptedException {
    lock.lock();
    try {
      while (worker != null) idle.await();
      if (last == null) throw new IllegalStateException("nothing was submitted");
      return last;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void interrupt() {
    stop(new Outcome.Interrupted());
  }

  @Override
  public void answer(long question, Answer answer) {
    questions.answer(question, answer);
  }

  @Override
  public Registration listen(Consumer<Occurrence> listener) {
    return recorder.listen(listener);
  }

  @Override
  public void mode(Mode mode) {
    commons.rights().mode(mode);
    recorder.record(AgentId.MAIN, new Event.ModeChanged(mode));
  }

  @Override
  public Mode mode() {
    return commons.rights().mode();
  }

  @Override
  public void model(Model other, String reason) {
    lock.lock();
    try {
      model = other;
    } finally {
      lock.unlock();
    }
    recorder.record(AgentId.MAIN, new Event.ModelChanged(other.info().id(), reason));
  }

  @Override
  public void effort(Effort wanted) {
    requireEffort(wanted, currentModel().info());
    effort = wanted;
  }

  @Override
  public Effort effort() {
    return effort;
  }

  /** After a change of the model the level may be one that it does not have. */
  private Effort effectiveEffort() {
    return effort.within(currentModel().info().efforts());
  }

  private static void requireEffort(Effort wanted, ModelInfo model) {
    var efforts = model.efforts();
    if (wanted == Effort.DEFAULT || efforts.isEmpty() || efforts.contains(wanted)) return;
    throw new JackdawException(
        JackdawException.Kind.USER,
        "effort-unknown",
        model.id()
            + " has no effort \""
            + wanted.text()
            + "\"; it has "
            + String.join(", ", Effort.texts(efforts))
            + ".");
  }

  private Model currentModel() {
    lock.lock();
    try {
      return model;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public ModelInfo model() {
    return windows.known(currentModel().info());
  }

  @Override
  public Plan plan() {
    return plan;
  }

  @Override
  public ContextReport context() {
    var usage = totals().usage();
    var cached =
        usage.prompt() == 0
            ? Optional.<Double>empty()
            : Optional.of((double) usage.cacheRead() / usage.prompt());
    return agent.context(cached);
  }

  @Override
  public Optional<Fold> foldable() {
    return agent.foldable();
  }

  @Override
  public Optional<Fold> compact(String focus) throws InterruptedException {
    begin();
    try {
      return agent.compact(focus);
    } finally {
      end();
    }
  }

  /** Takes the place of the worker, so that no task runs meanwhile. */
  private void begin() {
    lock.lock();
    try {
      if (closed) throw new IllegalStateException("the session is closed");
      if (worker != null) throw new IllegalStateException("a task is running");
      worker = Thread.currentThread();
    } finally {
      lock.unlock();
    }
  }

  /** Gives the place back to what was submitted meanwhile. */
  private void end() {
    lock.lock();
    try {
      stopAs = null;
      worker = null;
      if (!closed && inbox.hasPrompts()) {
        worker = threads.newThread(this::work);
        worker.start();
      } else {
        idle.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Fold> uncompact() {
    begin();
    try {
      var folds = transcript.folds();
      if (folds.isEmpty()) return Optional.empty();
      var fold = folds.getLast();
      record(new Event.ContextUnfolded(fold.number()));
      agent.prefixMayChange("a fold was taken back");
      recorder.sync();
      transcript.settle(AgentId.MAIN, journal::replay);
      return Optional.of(fold);
    } finally {
      end();
    }
  }

  @Override
  public void pin(String what) {
    var name = what.strip();
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "Nothing to pin. Name #N, a number of the journal, or give a text.");
    }
    if (Pins.isNumber(name) && Pins.find(recorder, List.of(name)).isEmpty()) {
      throw new IllegalArgumentException("There is no prompt, reply or result " + name + ".");
    }
    if (!transcript.pins().contains(name)) record(new Event.ContextPinned(name));
  }

  @Override
  public void unpin(String what) {
    var name = what.strip();
    if (!transcript.pins().contains(name)) {
      throw new IllegalArgumentException(
          "\""
              + name
              + "\" is not pinned"
              + (transcript.pins().isEmpty()
                  ? "; nothing is."
                  : ". Pinned are: " + String.join(", ", transcript.pins()) + "."));
    }
    record(new Event.ContextUnpinned(name));
  }

  @Override
  public Totals totals() {
    return commons.tally().totals();
  }

  @Override
  public boolean isRunning() {
    lock.lock();
    try {
      return worker != null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void took(TakenBack what) {
    lock.lock();
    try {
      if (worker != null) throw new IllegalStateException("a task is running");
      if (what instanceof TakenBack.Conversation) agent.prefixMayChange("it was taken back");
      record(
          switch (what) {
            case TakenBack.Steps(var steps, var summary) -> new Event.StepsUndone(steps, summary);
            case TakenBack.Again(var steps, var summary) -> new Event.StepsRedone(steps, summary);
            case TakenBack.Conversation(var prompts) -> new Event.ConversationRewound(prompts);
          });
      transcript.settle(AgentId.MAIN, journal::replay);
      recorder.sync();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) return;
      closed = true;
      inbox.drain();
    } finally {
      lock.unlock();
    }
    interrupt();
    awaitIdle();
    tellHooksOfTheEnd();
    subAgents.background().close();
    titling.ifPresent(Titling::close);
    for (var resource : resources) closeQuietly(resource);
    closeQuietly(commons.checkpoints());
    journal.close();
  }

  private void awaitIdle() {
    lock.lock();
    try {
      while (worker != null) idle.awaitUninterruptibly();
    } finally {
      lock.unlock();
    }
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      System.getLogger("dev.jackdaw.engine").log(System.Logger.Level.WARNING, "on closing", e);
    }
  }
}

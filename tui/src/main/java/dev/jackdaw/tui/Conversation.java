package dev.jackdaw.tui;

import dev.jackdaw.api.AgentNames;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Session;
import dev.jackdaw.tui.ask.Asked;
import dev.jackdaw.tui.loop.Mailbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The session that is open, on the stage's thread: what is submitted, whether a task runs, and what
 * it used. Events reach its listener one after the other, however fast they come.
 */
final class Conversation {
  /** Who hears of it, on the stage's thread. */
  interface Listener {
    void happened(Occurrence occurrence);

    void asked(Asked asked);

    void began();

    /** The task is over; what it used and took is a line. */
    void over(String sums);
  }

  /** How long the last events of a task may be on their way once it is over. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final Mailbox mailbox;
  private final InstantSource clock;
  private final Signs signs;
  private final Listener listener;
  private volatile Session session;
  private Session.Registration registration;
  private Session.Totals before;
  private Instant began;
  private boolean isWorking;
  private boolean isStopping;
  private int tasks;

  Conversation(
      Session session, Mailbox mailbox, InstantSource clock, Signs signs, Listener listener) {
    this.session = session;
    this.mailbox = mailbox;
    this.clock = clock;
    this.signs = signs;
    this.listener = listener;
    this.before = session.totals();
    this.began = clock.instant();
    this.registration = listenTo(session);
  }

  private Session.Registration listenTo(Session heard) {
    var names = new AgentNames();
    return heard.listen(occurrence -> mailbox.postEvent(() -> heard(heard, occurrence, names)));
  }

  Session session() {
    return session;
  }

  boolean isWorking() {
    return isWorking;
  }

  /** Returns whether it was told to stop and has not yet. */
  boolean isStopping() {
    return isWorking && isStopping;
  }

  /** Another session is open from now on. */
  void open(Session other) {
    registration.close();
    session = other;
    before = other.totals();
    registration = listenTo(other);
  }

  void close() {
    registration.close();
  }

  @SuppressWarnings("ReferenceEquality") // what an old session still tells is not heard
  private void heard(Session from, Occurrence occurrence, AgentNames names) {
    if (from != session) return;
    names.hear(occurrence);
    var agent = occurrence.agent();
    if (agent.isMain() && !isWorking && occurrence.event() instanceof Event.TurnStarted) {
      before = session.totals();
      begin();
    }
    listener.happened(occurrence);
    if (occurrence.event() instanceof Event.QuestionAsked(var number, var question)) {
      listener.asked(new Asked(number, question, agent.isMain() ? "" : names.of(agent)));
    }
    if (agent.isMain() && occurrence.event() instanceof Event.TaskFinished) over();
  }

  /**
   * Starts a task, or steers the one that runs.
   *
   * @throws JackdawException when the session does not take it
   */
  void submit(List<Block.Content> content) {
    submit(() -> session.submit(content));
  }

  /** Starts a task, or steers the one that runs, in another way than with words. */
  void submit(Runnable submission) {
    var used = session.totals();
    submission.run();
    if (!isWorking) before = used;
    begin();
    awaitEnd();
  }

  private void begin() {
    if (isWorking) return;
    isWorking = true;
    isStopping = false;
    tasks++;
    began = clock.instant();
    listener.began();
  }

  /** A session that ends without saying so is over all the same. */
  private void awaitEnd() {
    var task = tasks;
    var awaited = session;
    Thread.ofVirtual()
        .name("task-end")
        .start(() -> {
          try {
            awaited.await();
            Thread.sleep(GRACE);
          } catch (InterruptedException _) {
            return;
          }
          mailbox.post(() -> endedSilently(awaited, task));
        });
  }

  @SuppressWarnings("ReferenceEquality") // this very session
  private void endedSilently(Session awaited, int task) {
    if (awaited == session && task == tasks && !awaited.isRunning()) over();
  }

  private void over() {
    if (!isWorking) return;
    isWorking = false;
    var sums = Sums.of(Sums.between(before, session.totals()), signs);
    var took = Amounts.seconds(Duration.between(began, clock.instant()));
    listener.over(sums + signs.separator() + took);
  }

  /** Tells it to stop; once more ends what it runs. */
  void interrupt() {
    isStopping = true;
    session.interrupt();
  }

  void answer(long question, Answer answer) {
    session.answer(question, answer);
  }
}

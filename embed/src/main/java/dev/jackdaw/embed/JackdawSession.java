package dev.jackdaw.embed;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.SessionId;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A conversation with an agent. Tasks of several threads are done one after the other, in the order
 * in which they came. Safe for use by several threads.
 */
public final class JackdawSession implements AutoCloseable {
  private static final int EVENTS_BUFFERED = 256;
  private static final int PATIENCE_SECONDS = 30;

  private final Session session;
  private final Approvals approvals;
  private final Wanted wanted;
  private final int repairs;
  private final Consumer<JackdawSession> onClose;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final AtomicBoolean closed = new AtomicBoolean();

  JackdawSession(
      Session session,
      Approver approver,
      Wanted wanted,
      int repairs,
      Consumer<JackdawSession> onClose) {
    this.session = session;
    this.approvals = new Approvals(session, approver);
    this.wanted = wanted;
    this.repairs = repairs;
    this.onClose = onClose;
    session.listen(this::answer);
  }

  public SessionId id() {
    return session.id();
  }

  /** Returns all there is to a session: mode, model, effort, context, totals. */
  public Session session() {
    return session;
  }

  /**
   * Has a task done and returns the model's last word.
   *
   * @throws UnfinishedException when it ended otherwise: interrupted, at a limit, blocked, failed
   * @throws InterruptedException when this thread was interrupted; the task has ended then
   */
  public String prompt(String task) throws InterruptedException {
    return UnfinishedException.textOf(run(task));
  }

  /**
   * Has a task done whose result is a value.
   *
   * @param type a record, or a sealed interface of records; see {@link Param} for what can be said
   *     of its components
   * @throws AnswerException when the model gave none, although it was told what was wrong
   * @throws UnfinishedException when the task ended otherwise than by the model's last word
   * @throws dev.jackdaw.api.JackdawException with code {@code type-unsupported} when the type has
   *     no schema; the message says why
   */
  public <T> T prompt(String task, Class<T> type) throws InterruptedException {
    var answers = new Answers<>(type);
    var problems = new ArrayList<String>();
    turn.lockInterruptibly();
    try {
      wanted.want(answers.form());
      var text = UnfinishedException.textOf(run(task + "\n\n" + answers.request()));
      while (true) {
        try {
          return answers.read(text);
        } catch (InvalidInputException e) {
          problems.add(String.valueOf(e.getMessage()));
          if (problems.size() > repairs) throw new AnswerException(type, problems, text);
          text = UnfinishedException.textOf(run(answers.repair(problems.getLast())));
        }
      }
    } finally {
      wanted.wantNothing();
      turn.unlock();
    }
  }

  /**
   * Has a task done and returns how it ended.
   *
   * @throws InterruptedException when this thread was interrupted; the task has ended then
   */
  public Outcome run(String task) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      session.submit(task);
      return awaited();
    } finally {
      turn.unlock();
    }
  }

  private Outcome awaited() throws InterruptedException {
    try {
      return session.await();
    } catch (InterruptedException e) {
      end();
      throw e;
    }
  }

  /** A further interruption cuts the time that what runs has to end by itself. */
  private void end() {
    while (true) {
      session.interrupt();
      try {
        session.await();
        return;
      } catch (InterruptedException _) {
        // Once more.
      }
    }
  }

  /** Has a task done without waiting for it. */
  public Task start(String task) {
    var outcome = new CompletableFuture<Outcome>();
    var thread =
        Thread.ofVirtual()
            .name("jackdaw-" + id())
            .start(() -> {
              try {
                outcome.complete(run(task));
              } catch (InterruptedException _) {
                outcome.complete(new Outcome.Interrupted());
              } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
              }
            });
    return new Task(outcome, thread::interrupt);
  }

  /** Says something to the running task, which hears it before its next turn. */
  public void steer(String text) {
    session.submit(text);
  }

  /** Stops the running task as soon as it can be. */
  public void interrupt() {
    session.interrupt();
  }

  /** Hears every event from now on, one at a time; the session waits for a slow listener. */
  public Session.Registration listen(Consumer<Occurrence> listener) {
    return session.listen(listener);
  }

  /**
   * Returns the events from the moment of each subscription on. The session waits while a
   * subscriber has {@value #EVENTS_BUFFERED} of them before it; one that takes none for {@value
   * #PATIENCE_SECONDS} seconds gets an error instead.
   */
  public Flow.Publisher<Occurrence> events() {
    return subscriber -> {
      var threads = Executors.newVirtualThreadPerTaskExecutor();
      var publisher = new SubmissionPublisher<Occurrence>(threads, EVENTS_BUFFERED);
      publisher.subscribe(subscriber);
      var registration = session.listen(occurrence -> publish(publisher, occurrence));
      approvals.atEnd(() -> {
        registration.close();
        publisher.close();
        threads.shutdown();
      });
    };
  }

  private static void publish(SubmissionPublisher<Occurrence> publisher, Occurrence occurrence) {
    if (publisher.isClosed() || !publisher.hasSubscribers()) return;
    publisher.offer(
        occurrence,
        PATIENCE_SECONDS,
        TimeUnit.SECONDS,
        (_, _) -> {
          publisher.closeExceptionally(new IllegalStateException("events were not taken in time"));
          return false;
        });
  }

  private void answer(Occurrence occurrence) {
    if (!(occurrence.event() instanceof Event.QuestionAsked(var number, var question))) return;
    switch (question) {
      case Question.Approval approval -> approvals.ask(number, occurrence.agent(), approval);
      case Question.Choice _ -> session.answer(number, new Answer.Dismissed());
    }
  }

  /** Waits until nothing runs, but not longer than until this moment of the nano time. */
  void endBy(long deadline) {
    try {
      if (turn.tryLock(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
        turn.unlock();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Interrupts what runs, waits for it, and lets go of the storage; the session can be resumed. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) return;
    approvals.denyRest();
    session.close();
    approvals.close();
    onClose.accept(this);
  }
}

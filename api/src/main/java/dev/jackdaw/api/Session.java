package dev.jackdaw.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A conversation with an agent and all that follows from it. This is everything a front end holds:
 * it submits prompts, receives events, answers questions. All methods may be called from any
 * thread; none but {@link #await} and {@link #close} waits.
 */
public interface Session extends AutoCloseable {
  SessionId id();

  /** Starts a task, or steers the running one: it hears this before its next turn. */
  void submit(List<Block.Content> content);

  /**
   * As the other, with parts that are looked up first.
   *
   * @throws IllegalStateException when nothing can be looked up here
   */
  default void submit(Prompt prompt) {
    if (prompt.hasLookUps()) throw new IllegalStateException("nothing can be looked up here");
    submit(prompt.said());
  }

  default void submit(String text) {
    submit(List.of(new Block.Text(text, Label.USER)));
  }

  /**
   * Waits until nothing is running or waiting to run.
   *
   * @return how the last task ended
   * @throws IllegalStateException when nothing was ever submitted
   */
  Outcome await() throws InterruptedException;

  /** Submits and waits. */
  default Outcome run(String text) throws InterruptedException {
    submit(text);
    return await();
  }

  /** Stops the running task as soon as it can be; what finished is kept. */
  void interrupt();

  /** Answers a {@link Event.QuestionAsked}; a second answer to the same one is ignored. */
  void answer(long question, Answer answer);

  /**
   * Hears every event from now on, one at a time and in order, durable ones once they are kept. The
   * session waits for a slow listener; one that throws is dropped. Closing the registration ends
   * it.
   */
  Registration listen(Consumer<Occurrence> listener);

  /** Takes effect before the next call is decided. */
  void mode(Mode mode);

  Mode mode();

  /** Takes effect with the next turn. */
  void model(Model model, String reason);

  ModelInfo model();

  /**
   * Takes effect with the next turn.
   *
   * @throws JackdawException of kind user when the model has no such level; the message lists those
   *     it has
   */
  void effort(Effort effort);

  Effort effort();

  /** Returns the steps of the work as the model last wrote them down, those of earlier runs too. */
  default Plan plan() {
    return Plan.NONE;
  }

  /** Returns whether a task is running or about to. */
  default boolean isRunning() {
    return false;
  }

  /**
   * Keeps that a person took steps back, did them again, or took the conversation back; the model
   * is told with the next prompt.
   *
   * @throws IllegalStateException when a task is running
   */
  default void took(TakenBack what) {
    throw new IllegalStateException("nothing can be taken back here");
  }

  /** What a person can take back. */
  sealed interface TakenBack {
    /** As in {@link Event.StepsUndone}. */
    record Steps(List<Integer> steps, String summary) implements TakenBack {}

    /** As in {@link Event.StepsRedone}. */
    record Again(List<Integer> steps, String summary) implements TakenBack {}

    /** As in {@link Event.ConversationRewound}. */
    record Conversation(int prompts) implements TakenBack {}
  }

  /** Returns what the next request would hold. */
  default ContextReport context() {
    throw new IllegalStateException("nothing is known of the context here");
  }

  /**
   * Returns what {@link #compact} would do now.
   *
   * @return nothing when there is nothing to fold
   */
  default Optional<Fold> foldable() {
    return Optional.empty();
  }

  /**
   * Folds the conversation now, as deep as it goes.
   *
   * @param focus what the note should dwell on; may be empty
   * @return nothing when there was nothing to fold
   * @throws IllegalStateException when a task is running
   */
  default Optional<Fold> compact(String focus) throws InterruptedException {
    return Optional.empty();
  }

  /**
   * Takes the last fold back that is in force.
   *
   * @return the fold; nothing when there is none
   * @throws IllegalStateException when a task is running
   */
  default Optional<Fold> uncompact() {
    return Optional.empty();
  }

  /**
   * Keeps something in the context word for word, whatever is folded.
   *
   * @param what as in {@link Event.ContextPinned}
   * @throws IllegalArgumentException when it names nothing; the message says so
   */
  default void pin(String what) {
    throw new IllegalArgumentException("nothing can be pinned here");
  }

  /**
   * Gives up a pin.
   *
   * @throws IllegalArgumentException when it is not pinned
   */
  default void unpin(String what) {
    throw new IllegalArgumentException(what + " is not pinned");
  }

  /** Returns what was used so far, sub-agents included. */
  Totals totals();

  /** Interrupts what runs, waits for it, and lets go of the journal. */
  @Override
  void close();

  /** Ends what {@link #listen} began. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Sums over a session.
   *
   * @param dollars what is known of the cost
   * @param dollarsKnown whether every reply had a known price
   */
  record Totals(int turns, Usage usage, double dollars, boolean dollarsKnown) {}
}

package dev.jackdaw.api;

/** How a task ended. */
public sealed interface Outcome {
  /** The model finished; {@code text} is its last word. */
  record Finished(String text) implements Outcome {}

  /** The user interrupted it. */
  record Interrupted() implements Outcome {}

  /** A limit was reached; everything done so far is kept. */
  record LimitReached(Limit limit, String message) implements Outcome {}

  /**
   * A needed approval was refused, or nobody was there to give it, and the task could not be done
   * without it.
   *
   * @param text the model's last word
   * @param message what was refused and what would allow it
   */
  record Blocked(String text, String message) implements Outcome {}

  /** It could not go on. {@code code} is that of {@link JackdawException}. */
  record Failed(JackdawException.Kind kind, String code, String message) implements Outcome {}

  /** What can be limited. */
  enum Limit {
    TURNS,
    COST,
    TIME,
    /** The task went in circles. */
    PROGRESS,
    TOKENS,
    CALLS
  }
}

package dev.jackdaw.engine.context;

/**
 * How long what stands for folded turns may become, and what is left of long texts in turns that
 * are shown in brief. The benchmark replays sessions with the same numbers.
 */
public final class Lengths {
  /** What the words of users may take of the room for the conversation. */
  public static final double WORDS_PART = 0.75;

  /** What lines for calls may take of that room. */
  public static final double LINES_PART = 0.12;

  /** What lines for calls may take in any window: they are read with every request. */
  public static final int LINES_TOKENS = 2_500;

  /** What is left of a result. */
  public static final int BRIEF_RESULT_TOKENS = 120;

  /** What is left of each long text in the input of a call. */
  public static final int BRIEF_INPUT_TOKENS = 80;

  /** What is hardly longer than it may be stays: telling of the rest takes room, too. */
  public static final double WORTH = 1.5;

  private Lengths() {}

  /** Returns the tokens for lines of calls where the conversation has so much room. */
  public static long lines(double room) {
    return Math.min(LINES_TOKENS, (long) (LINES_PART * room));
  }
}

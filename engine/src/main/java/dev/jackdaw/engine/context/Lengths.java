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
  public static final int LINES_TOKENS = 1_500;

  /** The beginnings of so many of the newest answers are told. */
  public static final int ANSWERS = 10;

  /** What is left of a long result in brief, with the mark of what is missing. */
  public static final int BRIEF_RESULT_TOKENS = 75;

  /** In brief a result of so many tokens stays as it is. */
  public static final int WHOLE_RESULT_TOKENS = 180;

  /** What is left of a call with a long input in brief. */
  public static final int BRIEF_INPUT_TOKENS = 80;

  /** In brief a call of so many tokens stays as it is. */
  public static final int WHOLE_INPUT_TOKENS = 120;

  /** Elsewhere, what is hardly longer than it may be stays: telling of the rest takes room, too. */
  public static final double WORTH = 1.5;

  private Lengths() {}

  /** Returns the tokens for lines of calls where the conversation has so much room. */
  public static long lines(double room) {
    return Math.min(LINES_TOKENS, (long) (LINES_PART * room));
  }
}

package dev.jackdaw.tools.search;

/**
 * A text that can be matched for only so long. Java's regular expressions can take exponential
 * time; they ask for every character they look at, which is where the clock is watched. Not
 * thread-safe.
 */
final class TimedText implements CharSequence {
  private static final int LOOKS_BETWEEN_CHECKS = 4_096;

  private final String text;
  private final long deadlineNanos;
  private int looks;

  /** Matching took too long, or was cancelled. */
  static final class OutOfTime extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfTime() {
      super("the search took too long", null, false, false);
    }
  }

  /** Starts with {@code deadlineNanos} in the time of {@link System#nanoTime}. */
  TimedText(String text, long deadlineNanos) {
    this.text = text;
    this.deadlineNanos = deadlineNanos;
  }

  @Override
  public char charAt(int index) {
    if (++looks >= LOOKS_BETWEEN_CHECKS) check();
    return text.charAt(index);
  }

  void check() {
    looks = 0;
    if (System.nanoTime() - deadlineNanos > 0 || Thread.currentThread().isInterrupted()) {
      throw new OutOfTime();
    }
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}

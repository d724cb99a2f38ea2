package dev.jackdaw.engine.workflow;

import java.io.Serial;

/**
 * A text that can be looked at only so often: a regular expression that backtracks without end
 * stops, and stops at the same point every time. Used by one thread.
 */
final class MeteredText implements CharSequence {
  private static final int LOOKS_PER_CHAR = 200;
  private static final int LEAST_LOOKS = 1 << 20;

  /** The text was looked at too often. */
  static final class Exhausted extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;
  }

  private final String text;
  private long left;

  MeteredText(String text) {
    this.text = text;
    this.left = LEAST_LOOKS + (long) text.length() * LOOKS_PER_CHAR;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (--left < 0) throw new Exhausted();
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}

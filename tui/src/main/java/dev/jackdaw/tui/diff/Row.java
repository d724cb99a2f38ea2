package dev.jackdaw.tui.diff;

/** A line of a difference. */
sealed interface Row {
  /** What the lines below belong to: a file. */
  record Head(String text) implements Row {}

  /**
   * Unchanged lines that are left out.
   *
   * @param count how many; 0 where that is not known
   * @param heading what they belong to, such as the name of a function; may be empty
   */
  record Gap(int count, String heading) implements Row {}

  /** A remark, such as that the last line has no end. */
  record Remark(String text) implements Row {}

  /**
   * A line.
   *
   * @param sign {@code +}, {@code -} or a space
   * @param number in the new text, of removed lines in the old one; 0 where it is not known
   */
  record Line(char sign, int number, String text) implements Row {}
}

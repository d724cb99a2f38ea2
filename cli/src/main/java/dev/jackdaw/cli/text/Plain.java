package dev.jackdaw.cli.text;

/** Text that has to fit. */
public final class Plain {
  private Plain() {}

  /** Returns the text, cut where it is longer than that many characters. */
  public static String cut(String text, int chars) {
    if (text.length() <= chars) return text;
    var end = chars - 3;
    if (Character.isHighSurrogate(text.charAt(end - 1))) end--;
    return text.substring(0, end) + "...";
  }
}

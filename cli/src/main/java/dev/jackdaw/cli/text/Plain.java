package dev.jackdaw.cli.text;

/** Text from elsewhere as it may stand in a line of a terminal. */
public final class Plain {
  private Plain() {}

  /** Returns the text without anything that could move the cursor or hide other text. */
  public static String oneLine(String text) {
    var plain = new StringBuilder(text.length());
    text.codePoints().forEach(c -> plain.appendCodePoint(isVisible(c) ? c : ' '));
    return plain.toString();
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  /** Returns the text, cut where it is longer than that many characters. */
  public static String cut(String text, int chars) {
    if (text.length() <= chars) return text;
    var end = chars - 3;
    if (Character.isHighSurrogate(text.charAt(end - 1))) end--;
    return text.substring(0, end) + "...";
  }
}

package dev.jackdaw.engine;

/** Makes texts shorter, telling how the rest is had. */
final class Shortening {
  private Shortening() {}

  /** Returns head and tail of a text; {@code at} is the number in the journal that has it all. */
  static String of(String text, int chars, long at) {
    if (text.length() <= chars) return text;
    var head = before(text, chars * 2 / 3);
    var tail = after(text, text.length() - chars / 3);
    var left = text.length() - head - (text.length() - tail);
    return text.substring(0, head)
        + "\n[… "
        + left
        + " characters left out; recall #"
        + at
        + " has them …]\n"
        + text.substring(tail);
  }

  /** Returns the beginning of a text. */
  static String line(String text, int chars) {
    return text.length() <= chars ? text : text.substring(0, before(text, chars)) + "…";
  }

  private static int before(String text, int at) {
    return at > 0 && Character.isHighSurrogate(text.charAt(at - 1)) ? at - 1 : at;
  }

  private static int after(String text, int at) {
    return at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
  }
}

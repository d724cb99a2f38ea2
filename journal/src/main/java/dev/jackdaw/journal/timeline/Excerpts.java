package dev.jackdaw.journal.timeline;

/**
 * The beginnings of texts, so that no session needs more than so much memory. Each kind has its own
 * bound; once all of them together reach {@value #MAX_CHARS} characters, nothing more is kept.
 */
final class Excerpts {
  static final int LINE = 200;
  static final int TEXT = 2_000;
  static final int DIFF = 20_000;
  static final int MAX_CHARS = 16_000_000;

  private static final String REST = "\n[the rest is in the session]";

  private int left = MAX_CHARS;

  /** Returns the text, or as much of it as may be kept. */
  String of(String text, int most) {
    var end = Math.min(text.length(), Math.min(most, left));
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) end--;
    left -= end;
    return end == text.length() ? text : text.substring(0, end) + REST;
  }

  /** Returns the first line that is not blank. */
  String line(String text) {
    var start = 0;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) start++;
    var end = text.indexOf('\n', start);
    if (end < 0) end = text.length();
    var cut = Math.min(end, start + LINE);
    if (cut > start && Character.isHighSurrogate(text.charAt(cut - 1)) && cut < end) cut--;
    return text.substring(start, cut).strip() + (cut < end ? "..." : "");
  }
}

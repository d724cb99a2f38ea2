package dev.jackdaw.tui;

import dev.jackdaw.api.VisibleText;

/**
 * Makes text from models and tools safe to print: of the control characters only newline and tab
 * survive. CSI sequences are dropped; every other control, bidirectional or invisible character is
 * made visible, see {@link VisibleText}. An instance follows one stream whose pieces may be cut
 * anywhere; {@link #all} takes whole texts. Not for use by several threads.
 */
public final class OutputFilter {
  /** Longer than any sequence a program means; what does not end by then is shown. */
  private static final int MAX_SEQUENCE = 64;

  private static final char ESCAPE = 0x1b;

  private final StringBuilder held = new StringBuilder();

  /** Filters a whole text. */
  public static String all(String text) {
    var filter = new OutputFilter();
    return filter.accept(text) + filter.end();
  }

  /** Filters a whole text and puts it on one line. */
  public static String line(String text) {
    return VisibleText.inOneLine(text.strip());
  }

  /** Returns what of the stream can be printed now. */
  String accept(String piece) {
    var text = held + piece;
    held.setLength(0);
    var out = new StringBuilder(text.length());
    var at = 0;
    while (at < text.length()) {
      var length = unitAt(text, at);
      if (length < 0) {
        held.append(text, at, text.length());
        break;
      }
      if (length > 0) at += length;
      else at += appendAt(text, at, out);
    }
    return out.toString();
  }

  /** Returns what was held back at the end of the stream. */
  String end() {
    var rest = VisibleText.of(held.toString());
    held.setLength(0);
    return rest;
  }

  /**
   * Returns the length of what is dropped at the position: a CSI sequence, or the carriage return
   * of a line end; 0 for nothing, -1 when that cannot be told yet.
   */
  private static int unitAt(String text, int at) {
    var c = text.charAt(at);
    var last = at + 1 == text.length();
    if (c == '\r') return last ? -1 : text.charAt(at + 1) == '\n' ? 1 : 0;
    if (Character.isHighSurrogate(c) && last) return -1;
    if (c != ESCAPE) return 0;
    if (last) return -1;
    return text.charAt(at + 1) == '[' ? sequenceAt(text, at) : 0;
  }

  private static int sequenceAt(String text, int at) {
    for (var i = at + 2; i < text.length() && i - at < MAX_SEQUENCE; i++) {
      var c = text.charAt(i);
      if (c >= 0x40 && c <= 0x7e) return i + 1 - at;
      if (c < 0x20 || c > 0x7e) return 0;
    }
    return text.length() - at < MAX_SEQUENCE ? -1 : 0;
  }

  private static int appendAt(String text, int at, StringBuilder out) {
    var c = text.codePointAt(at);
    VisibleText.append(c, out);
    return Character.charCount(c);
  }
}

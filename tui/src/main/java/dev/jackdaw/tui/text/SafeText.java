package dev.jackdaw.tui.text;

import dev.jackdaw.api.VisibleText;

/**
 * Makes prose from models and files safe to show, as a stream whose pieces may be cut anywhere: of
 * the control characters only line feed and tab survive. Sequences that begin with {@code ESC [}
 * are dropped, as is the carriage return of a line end; whatever else controls, turns or hides text
 * is made visible, see {@link VisibleText}. What comes out is the same when it is filtered again.
 * Not for use by several threads.
 */
public final class SafeText {
  /** Longer than any sequence a program means; what does not end by then is shown. */
  private static final int MAX_SEQUENCE = 64;

  private static final char ESCAPE = 0x1b;
  private static final char ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final char ZERO_WIDTH_JOINER = 0x200D;

  private final boolean keepsJoiners;
  private final StringBuilder held = new StringBuilder();
  private int before = -1;

  private SafeText(boolean keepsJoiners) {
    this.keepsJoiners = keepsJoiners;
  }

  /** Text to judge: joiners are made visible wherever they are. */
  public static SafeText toJudge() {
    return new SafeText(false);
  }

  /** Text to read: joiners stay between the characters that need them. */
  public static SafeText toRead() {
    return new SafeText(true);
  }

  /** Filters a whole text to judge. */
  public static String all(String text) {
    var filter = toJudge();
    return filter.accept(text) + filter.end();
  }

  /** Filters a whole text to judge and puts it on one line. */
  public static String line(String text) {
    return VisibleText.inOneLine(text.strip());
  }

  /** Returns what of the stream can be shown now. */
  public String accept(String piece) {
    var text = held.isEmpty() ? piece : held + piece;
    held.setLength(0);
    var out = new StringBuilder(text.length());
    var at = 0;
    while (at < text.length()) {
      var dropped = dropped(text, at);
      if (dropped < 0) {
        held.append(text, at, text.length());
        break;
      }
      at += dropped > 0 ? dropped : append(text, at, out);
    }
    return out.toString();
  }

  /** Returns what was held back at the end of the stream. */
  public String end() {
    var rest = VisibleText.of(held.toString());
    held.setLength(0);
    before = -1;
    return rest;
  }

  /**
   * Returns the length of what is dropped at the position: a sequence, or the carriage return of a
   * line end; 0 for nothing, -1 when that cannot be told yet.
   */
  private int dropped(String text, int at) {
    var c = text.charAt(at);
    if (c >= ' ' && c < 0x7f) return 0;
    var last = at + 1 == text.length();
    if (c == '\r') return last ? -1 : text.charAt(at + 1) == '\n' ? 1 : 0;
    if (Character.isHighSurrogate(c) && last) return -1;
    if (isJoiner(c) && keepsJoiners) return endsInHalf(text, at + 1) ? -1 : 0;
    if (c != ESCAPE) return 0;
    if (last) return -1;
    return text.charAt(at + 1) == '[' ? sequenceAt(text, at) : 0;
  }

  private static boolean endsInHalf(String text, int at) {
    return at == text.length()
        || at + 1 == text.length() && Character.isHighSurrogate(text.charAt(at));
  }

  private static boolean isJoiner(int c) {
    return c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
  }

  private static int sequenceAt(String text, int at) {
    for (var i = at + 2; i < text.length() && i - at < MAX_SEQUENCE; i++) {
      var c = text.charAt(i);
      if (c >= 0x40 && c <= 0x7e) return i + 1 - at;
      if (c < 0x20 || c > 0x7e) return 0;
    }
    return text.length() - at < MAX_SEQUENCE ? -1 : 0;
  }

  private int append(String text, int at, StringBuilder out) {
    var c = text.codePointAt(at);
    var length = Character.charCount(c);
    if (isJoiner(c) && keepsJoiners && joins(before, text, at + length)) out.appendCodePoint(c);
    else VisibleText.append(c, out);
    before = c;
    return length;
  }

  private static boolean joins(int before, String text, int next) {
    return before >= 0 && VisibleText.joins(before, text.codePointAt(next));
  }
}

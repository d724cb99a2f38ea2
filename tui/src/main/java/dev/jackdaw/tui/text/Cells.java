package dev.jackdaw.tui.text;

import org.jline.utils.WCWidth;

/**
 * How many columns text takes: the one rule for everything that is laid out, drawn or pointed at.
 * What is drawn as one character is counted as one, as terminals of today do (mode 2027 asks for
 * it): a family of emoji and a flag take two columns. Where a terminal counts otherwise, a row is
 * spoiled and never the layout.
 */
public final class Cells {
  public static final Cells CLUSTERS = new Cells();

  private static final int JOINER = 0x200D;
  private static final int EMOJI_PRESENTATION = 0xFE0F;

  private Cells() {}

  private static int clusterWidth(CharSequence text, int at, int length) {
    var first = Character.codePointAt(text, at);
    if (isRegional(first) && length == 4) return 2;
    for (var i = at; i < at + length; i++) if (text.charAt(i) == EMOJI_PRESENTATION) return 2;
    return Math.max(0, WCWidth.wcwidth(first));
  }

  /**
   * Returns how many characters from the position on are drawn as one: what Unicode's annex 29
   * keeps together, but for prepended marks.
   */
  public int lengthAt(CharSequence text, int at) {
    if (isAscii(text, at)) return 1;
    var c = Character.codePointAt(text, at);
    var end = at + Character.charCount(c);
    var regional = isRegional(c);
    for (var before = c; end < text.length(); ) {
      var next = Character.codePointAt(text, end);
      var pair = regional && isRegional(next);
      if (!pair && !extendsCluster(next) && !isJoined(before, next)) break;
      end += Character.charCount(next);
      regional = false;
      before = next;
    }
    return end - at;
  }

  private static boolean isRegional(int c) {
    return c >= 0x1F1E6 && c <= 0x1F1FF;
  }

  private static boolean isJoined(int before, int c) {
    return before == JOINER && Character.isExtendedPictographic(c);
  }

  private static boolean extendsCluster(int c) {
    if (c < 0x300) return false;
    if (c == JOINER || c == 0x200C || c >= 0xFE00 && c <= 0xFE0F) return true;
    if (c >= 0x1160 && c <= 0x11FF || Character.isEmojiModifier(c)) return true;
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> false;
    };
  }

  /** Returns how many columns these take. */
  public int widthAt(CharSequence text, int at) {
    return isAscii(text, at) ? 1 : clusterWidth(text, at, lengthAt(text, at));
  }

  /** Two in a row: what follows a letter may be an accent that belongs to it. */
  private static boolean isAscii(CharSequence text, int at) {
    return text.charAt(at) < 0x7f && (at + 1 == text.length() || text.charAt(at + 1) < 0x300);
  }

  /** Returns how many columns a text takes; it holds no control characters. */
  public int width(CharSequence text) {
    var width = 0;
    for (var at = 0; at < text.length(); ) {
      if (isAscii(text, at)) {
        width++;
        at++;
      } else {
        var length = lengthAt(text, at);
        width += clusterWidth(text, at, length);
        at += length;
      }
    }
    return width;
  }

  /**
   * Returns how many characters of the text fit the columns, at least one cluster if it has any.
   */
  public int fitting(CharSequence text, int from, int columns) {
    var at = from;
    var width = 0;
    while (at < text.length()) {
      width += widthAt(text, at);
      if (width > columns && at > from) break;
      at += lengthAt(text, at);
    }
    return at - from;
  }
}

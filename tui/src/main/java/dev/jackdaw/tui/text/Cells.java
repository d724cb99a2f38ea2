package dev.jackdaw.tui.text;

import org.jline.utils.WCWidth;

/** How a terminal counts the columns that text takes. */
public enum Cells {
  /** Every code point for itself, as most terminals do. */
  CODE_POINTS {
    @Override
    int clusterLength(CharSequence text, int at) {
      return Character.charCount(Character.codePointAt(text, at));
    }

    @Override
    int clusterWidth(CharSequence text, int at) {
      return Math.max(0, WCWidth.wcwidth(Character.codePointAt(text, at)));
    }
  },
  /** What is drawn as one, together: a family of emoji, a flag (mode 2027). */
  CLUSTERS {
    @Override
    int clusterLength(CharSequence text, int at) {
      return Math.max(1, WCWidth.charCountForGraphemeCluster(text, at));
    }

    @Override
    int clusterWidth(CharSequence text, int at) {
      return Math.max(0, WCWidth.wcwidthForGraphemeCluster(text, at));
    }
  };

  abstract int clusterLength(CharSequence text, int at);

  abstract int clusterWidth(CharSequence text, int at);

  /** Returns how many characters from the position on are drawn as one. */
  public int lengthAt(CharSequence text, int at) {
    return isAscii(text, at) ? 1 : clusterLength(text, at);
  }

  /** Returns how many columns these take: 0, 1 or 2. */
  public int widthAt(CharSequence text, int at) {
    return isAscii(text, at) ? 1 : clusterWidth(text, at);
  }

  /** Two in a row: what follows a letter may be an accent that belongs to it. */
  private static boolean isAscii(CharSequence text, int at) {
    return text.charAt(at) < 0x7f && (at + 1 == text.length() || text.charAt(at + 1) < 0x7f);
  }

  /** Returns how many columns a text takes; it holds no control characters. */
  public int width(CharSequence text) {
    var width = 0;
    for (var at = 0; at < text.length(); at += lengthAt(text, at)) width += widthAt(text, at);
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

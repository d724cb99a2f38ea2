package dev.jackdaw.tui.layout;

import dev.jackdaw.tui.text.Cells;
import org.jline.utils.AttributedString;

/** Cuts and fills text to widths, in the columns of a terminal. */
public final class Columns {
  private Columns() {}

  /** Returns how many columns the text takes. */
  public static int of(CharSequence text) {
    return Cells.CLUSTERS.width(text);
  }

  /** Returns as much of the text as fits, with dots at its end where something is left out. */
  public static AttributedString cut(AttributedString text, int width, String dots) {
    if (text.length() <= width / 2 || of(text) <= width) return text;
    var room = width - of(dots);
    if (room <= 0) return text.subSequence(0, fitting(text, 0, width));
    var end = fitting(text, 0, room);
    return AttributedString.join(
        AttributedString.EMPTY,
        text.subSequence(0, end),
        new AttributedString(dots, text.styleAt(Math.max(0, end - 1))));
  }

  /** As {@link #cut(AttributedString, int, String)}. */
  public static String cut(String text, int width, String dots) {
    return cut(new AttributedString(text), width, dots).toString();
  }

  /** Returns the end of what fits the width, from an index on. */
  static int fitting(CharSequence text, int from, int width) {
    var columns = 0;
    for (var i = from; i < text.length(); ) {
      columns += Cells.CLUSTERS.widthAt(text, i);
      if (columns > width) return i;
      i += Cells.CLUSTERS.lengthAt(text, i);
    }
    return text.length();
  }

  /** Returns the text with spaces behind it up to the width; cut where it is longer. */
  public static AttributedString padded(AttributedString text, int width, String dots) {
    var fitted = cut(text, width, dots);
    var missing = width - of(fitted);
    return missing <= 0
        ? fitted
        : AttributedString.join(
            AttributedString.EMPTY, fitted, new AttributedString(" ".repeat(missing)));
  }
}

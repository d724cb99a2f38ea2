package dev.jackdaw.tui.screen;

import dev.jackdaw.tui.text.LinkedLine;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.WCWidth;

/** How much room text takes: characters the terminal draws in two columns, in one, or in none. */
public final class Cells {
  private Cells() {}

  /** Returns the columns that a row takes. Hidden characters take none. */
  public static int width(AttributedString row) {
    return width(row, 0, row.length());
  }

  static int width(AttributedString row, int from, int to) {
    var columns = 0;
    for (var at = from; at < to; ) {
      columns += columnsAt(row, at);
      at += lengthAt(row, at);
    }
    return columns;
  }

  /** Returns how many chars belong together at the position. */
  static int lengthAt(AttributedString row, int at) {
    if (isSimple(row, at)) return 1;
    return Math.max(1, WCWidth.charCountForGraphemeCluster(row, at));
  }

  private static int columnsAt(AttributedString row, int at) {
    if (row.isHidden(at)) return 0;
    if (isSimple(row, at)) return 1;
    return Math.max(0, WCWidth.wcwidthForGraphemeCluster(row, at));
  }

  private static boolean isSimple(AttributedString row, int at) {
    return plain(row.charAt(at)) && (at + 1 == row.length() || plain(row.charAt(at + 1)));
  }

  private static boolean plain(char c) {
    return c >= ' ' && c < 0x300 && c != 0x7f && c != 0xad && c != 0xa9 && c != 0xae;
  }

  /** Returns whether terminals may disagree on the width of something in the row. */
  static boolean isDoubtful(AttributedString row) {
    for (var i = 0; i < row.length(); i++) {
      var c = row.charAt(i);
      if (c == 0x200d || c == 0xfe0f || c >= 0xd83c && c <= 0xd83e) return true;
    }
    return false;
  }

  /** Returns whether part of a row is moved about by the terminal: it is drawn whole, or not. */
  static boolean isWhole(AttributedString row) {
    if (row instanceof LinkedLine) return true;
    for (var i = 0; i < row.length(); i++) {
      var c = row.charAt(i);
      if (c == 0x1b) return true;
      if (c >= 0x590 && c <= 0x8ff || c >= 0xfb1d && c <= 0xfefc) return true;
      if (c == 0xd802 || c == 0xd803 || c == 0xd83a) return true;
    }
    return false;
  }

  /** Cuts a line into rows that are no wider than the columns; nothing is lost. */
  public static List<AttributedString> wrapped(AttributedString line, int columns) {
    if (line.length() <= columns / 2 || width(line) <= columns) return List.of(line);
    var rows = new ArrayList<AttributedString>();
    var from = 0;
    var used = 0;
    for (var at = 0; at < line.length(); ) {
      var next = columnsAt(line, at);
      if (used + next > columns && at > from) {
        rows.add(line.subSequence(from, at));
        from = at;
        used = 0;
      }
      used += next;
      at += lengthAt(line, at);
    }
    rows.add(line.subSequence(from, line.length()));
    return rows;
  }

  /** Cuts off what does not fit in the columns. */
  public static AttributedString cut(AttributedString line, int columns) {
    return wrapped(line, Math.max(1, columns)).getFirst();
  }

  /** Leaves out blanks at the end that cannot be seen; a terminal may take them for content. */
  static AttributedString trimmed(AttributedString row) {
    var end = row.length();
    while (end > 0
        && row.charAt(end - 1) == ' '
        && row.styleAt(end - 1).equals(AttributedStyle.DEFAULT)) end--;
    return end == row.length() ? row : row.subSequence(0, end);
  }
}

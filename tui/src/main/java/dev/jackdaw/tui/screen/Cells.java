package dev.jackdaw.tui.screen;

import dev.jackdaw.tui.text.LinkedLine;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * How much room the rows of the screen take, by the one rule there is ({@link
 * dev.jackdaw.tui.text.Cells}), and where terminals may not follow it.
 */
public final class Cells {
  private static final dev.jackdaw.tui.text.Cells RULE = dev.jackdaw.tui.text.Cells.CLUSTERS;

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
    return RULE.lengthAt(row, at);
  }

  private static int columnsAt(AttributedString row, int at) {
    return row.isHidden(at) ? 0 : RULE.widthAt(row, at);
  }

  /** Returns whether a character begins there that nothing before it can have a part in. */
  static boolean isPlain(AttributedString row, int at) {
    var c = row.charAt(at);
    return c >= ' ' && c < 0x7f && !row.isHidden(at);
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

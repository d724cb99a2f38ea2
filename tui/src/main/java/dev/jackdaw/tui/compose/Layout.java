package dev.jackdaw.tui.compose;

import java.util.ArrayList;
import java.util.List;

/**
 * A text in rows of a width. A row breaks behind a blank where there is one, else between two
 * clusters.
 */
final class Layout {
  /** A piece of a row: one cluster or a run of plain characters, as it is shown. */
  record Piece(int start, int end, String shown, int column, int width, Kind kind) {}

  /** What a piece is. */
  enum Kind {
    TEXT,
    HIDDEN,
    CHIP
  }

  /**
   * A row: the text from a start to an end, the line end left out.
   *
   * @param isLast whether the line of the text ends with it
   */
  record Row(int start, int end, boolean isLast) {}

  private final CharSequence text;
  private final Chips chips;
  private final Cells cells;
  private final int width;
  private final List<Row> rows = new ArrayList<>();

  /** {@code width} is at least 1. */
  Layout(CharSequence text, Chips chips, Cells cells, int width) {
    this.text = text;
    this.chips = chips;
    this.cells = cells;
    this.width = width;
    var start = 0;
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '\n') continue;
      line(start, i);
      start = i + 1;
    }
    line(start, text.length());
  }

  List<Row> rows() {
    return rows;
  }

  private void line(int start, int end) {
    var row = start;
    var used = 0;
    var blank = -1;
    for (var i = start; i < end; ) {
      var next = Math.min(end, Clusters.next(text, i));
      var wide = width(i, next);
      while (used + wide > width && used > 0) {
        var cut = blank > row ? blank : i;
        rows.add(new Row(row, cut, false));
        row = cut;
        blank = -1;
        used = widthOf(cut, i);
      }
      used += wide;
      if (isBlank(text.charAt(i))) blank = next;
      i = next;
    }
    // The cursor needs a cell behind the last character.
    if (used >= width) rows.add(new Row(row, end, false));
    rows.add(new Row(used >= width ? end : row, end, true));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private int widthOf(int from, int to) {
    var sum = 0;
    for (var i = from; i < to; ) {
      var next = Math.min(to, Clusters.next(text, i));
      sum += width(i, next);
      i = next;
    }
    return sum;
  }

  private int width(int from, int to) {
    var c = text.charAt(from);
    if (to == from + 1 && c >= ' ' && c < 0x7F) return 1;
    return Math.clamp(cells.ofText(shown(from, to)), 1, width);
  }

  private String shown(int from, int to) {
    var code = Character.codePointAt(text, from);
    return Chips.isChip(code)
        ? chips.label(code)
        : cells.shown(text.subSequence(from, to).toString());
  }

  /** Returns the pieces of a row, each as far as it fits. */
  List<Piece> pieces(Row row) {
    var pieces = new ArrayList<Piece>();
    var column = 0;
    for (var i = row.start(); i < row.end(); ) {
      var next = Math.min(row.end(), Clusters.next(text, i));
      var wide = width(i, next);
      var whole = shown(i, next);
      pieces.add(
          new Piece(i, next, cells.fitting(whole, wide, ""), column, wide, kind(i, next, whole)));
      column += wide;
      i = next;
    }
    return pieces;
  }

  private Kind kind(int from, int to, String shown) {
    if (Chips.isChip(Character.codePointAt(text, from))) return Kind.CHIP;
    return to - from == shown.length() || text.charAt(from) == '\t'
        ? plainOr(from, shown)
        : Kind.HIDDEN;
  }

  private Kind plainOr(int from, String shown) {
    var isControl =
        text.charAt(from) < ' ' && text.charAt(from) != '\t' || text.charAt(from) == 0x7F;
    return isControl && !shown.isEmpty() ? Kind.HIDDEN : Kind.TEXT;
  }

  /** Returns the number of the row that the cursor is in when it is at the position. */
  int row(int position) {
    var low = 0;
    var high = rows.size() - 1;
    while (low < high) {
      var middle = (low + high + 1) >>> 1;
      if (rows.get(middle).start() <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Returns the column of a position in the row. */
  int column(int row, int position) {
    return widthOf(rows.get(row).start(), Math.min(position, rows.get(row).end()));
  }

  /** Returns the position in a row that is nearest to the column, from the left. */
  int position(int row, int column) {
    var at = rows.get(row).start();
    var end = rows.get(row).end();
    var used = 0;
    while (at < end) {
      var next = Math.min(end, Clusters.next(text, at));
      used += width(at, next);
      if (used > column) break;
      // Behind the last character of a row that goes on is the start of the next one.
      if (next == end && !rows.get(row).isLast()) break;
      at = next;
    }
    return at;
  }
}

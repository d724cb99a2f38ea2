package dev.jackdaw.tui.screen;

import dev.jackdaw.tui.text.Ansi;
import org.jline.utils.AttributedString;

/**
 * Writes control sequences and remembers where the cursor is: its row is counted from the first of
 * the live part. The column is not known after a row was filled to its end.
 */
final class Pen {
  private static final String CSI = "\u001b[";
  private static final int UNKNOWN = -1;

  /** What is shorter is shown at once by any terminal. */
  private static final int SMALL = 160;

  /** To skip less costs more than to write it again. */
  private static final int LONG_TAIL = 8;

  private final StringBuilder out = new StringBuilder();
  private int row;
  private int column = UNKNOWN;
  private boolean hasLinks;
  private boolean isCursorShown = true;
  private boolean wasCursorShown = true;

  void links(boolean known) {
    hasLinks = known;
  }

  int row() {
    return row;
  }

  int column() {
    return Math.max(0, column);
  }

  /** The cursor is in that row. */
  void at(int nowIn) {
    row = nowIn;
    column = UNKNOWN;
  }

  /** Rows above became finished ones. */
  void shift(int rows) {
    row -= rows;
  }

  void to(int wantedRow, int wantedColumn) {
    if (wantedRow == row + 1 && wantedColumn == 0) {
      down();
      return;
    }
    if (wantedRow != row) move(Math.abs(wantedRow - row), wantedRow < row ? 'A' : 'B');
    row = wantedRow;
    if (wantedColumn == column) return;
    if (wantedColumn == 0) out.append('\r');
    else out.append(CSI).append(wantedColumn + 1).append('G');
    column = wantedColumn;
  }

  private void move(int count, char where) {
    out.append(CSI);
    if (count != 1) out.append(count);
    out.append(where);
  }

  void down() {
    out.append("\r\n");
    row++;
    column = 0;
  }

  /** Makes room for more rows below the last. */
  void lineFeeds(int count, int height) {
    if (count == 0) return;
    to(Math.max(0, height - 1), 0);
    out.repeat('\n', height == 0 ? count - 1 : count);
    row += height == 0 ? count - 1 : count;
  }

  void insert(int at, int count) {
    to(at, 0);
    move(count, 'L');
  }

  void delete(int at, int count) {
    to(at, 0);
    move(count, 'M');
  }

  void eraseBelow() {
    out.append(CSI).append('J');
  }

  /** Clears the alternate screen; the cursor is in its first row. */
  void clear() {
    out.append(CSI).append('H').append(CSI).append("2J");
    row = 0;
    column = 0;
  }

  void wrapping(boolean on) {
    out.append(CSI).append("?7").append(on ? 'h' : 'l');
  }

  void cursorShown(boolean wanted) {
    isCursorShown = wanted;
  }

  /** Writes a finished line, which takes as many rows as the terminal gives it. */
  void line(AttributedString text) {
    write(text, 0);
    out.append("\r\n");
    column = 0;
  }

  void writeAt(int at, AttributedString text) {
    if (text.length() == 0) return;
    to(at, 0);
    write(text, 0);
  }

  /** Writes a row from a char on; the cursor is where that belongs. */
  void write(AttributedString text, int from) {
    var row = Cells.trimmed(text);
    if (from >= row.length()) return;
    out.append(Ansi.of(from == 0 ? row : row.subSequence(from, row.length()), hasLinks));
    column = UNKNOWN;
  }

  /** Writes what differs. */
  void rewrite(int at, AttributedString before, AttributedString after) {
    if (before.equals(after)) return;
    var old = Cells.trimmed(before);
    var now = Cells.trimmed(after);
    var same = common(old, now);
    if (same == old.length() && same == now.length()) return;
    to(at, Cells.width(now, 0, same));
    var end = tail(old, now, same);
    if (end < now.length()) {
      out.append(Ansi.of(now.subSequence(same, end), hasLinks));
      column = UNKNOWN;
      return;
    }
    write(now, same);
    if (Cells.width(now) < Cells.width(old)) out.append(CSI).append('K');
  }

  /**
   * Returns where what follows is the same again and in the same place, such as behind a sign that
   * turns; the end of the row when nothing is, or too little.
   */
  private static int tail(AttributedString old, AttributedString now, int from) {
    var end = now.length();
    if (old.length() != end || Cells.isWhole(old) || Cells.isWhole(now)) return end;
    while (end > from && isSame(old, now, end - 1)) end--;
    while (end < now.length() && !Cells.isPlain(now, end)) end++;
    var isWorthIt = now.length() - end > LONG_TAIL;
    return isWorthIt && Cells.width(old, from, end) == Cells.width(now, from, end)
        ? end
        : now.length();
  }

  private static boolean isSame(AttributedString old, AttributedString now, int at) {
    return old.charAt(at) == now.charAt(at) && old.styleAt(at).equals(now.styleAt(at));
  }

  /** Returns how many chars need not be written again: whole characters of the same look. */
  private static int common(AttributedString old, AttributedString now) {
    if (Cells.isWhole(old) || Cells.isWhole(now)) return 0;
    var least = Math.min(old.length(), now.length());
    var same = 0;
    while (same < least && isSame(old, now, same)) same++;
    return boundary(old, now, same);
  }

  private static int boundary(AttributedString old, AttributedString now, int same) {
    var at = 0;
    while (at < same) {
      var next = at + Math.max(Cells.lengthAt(old, at), Cells.lengthAt(now, at));
      if (next > same) break;
      at = next;
    }
    return at;
  }

  /** Returns what was written, to be shown at once. */
  String take(boolean isSynchronized) {
    var changed = isCursorShown != wasCursorShown;
    if (out.isEmpty() && !changed) return "";
    var isSmall = out.length() < SMALL;
    var text = out.toString();
    out.setLength(0);
    var show = isCursorShown && (!isSmall || changed) ? CSI + "?25h" : "";
    var hide = !isSmall && wasCursorShown || changed && !isCursorShown ? CSI + "?25l" : "";
    wasCursorShown = isCursorShown;
    if (isSynchronized && !isSmall) {
      return CSI + "?2026h" + hide + text + show + CSI + "?2026l";
    }
    return hide + text + show;
  }
}

package dev.jackdaw.tui.screen;

import dev.jackdaw.tui.widget.Drawing.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/**
 * Keeps the live part of the screen as it should be, and puts finished lines above it, where they
 * become the terminal's own and are never touched again. It writes what differs from the last frame
 * and moves the cursor relative to where it is: it never needs to know where on the screen it is.
 *
 * <p>Room for finished lines is made by line feeds below the live part, which scroll the oldest
 * lines into the scrollback, and by inserting blank lines above it. Lines that were live and become
 * finished unchanged stay where they are. The terminal's wrapping is off, so that no width the two
 * judge differently pushes a row into the next. Not for use by several threads.
 */
public final class Painter {
  private final Pen pen = new Pen();
  private Features features;
  private int columns;
  private int rows;
  private Frame shown = Frame.EMPTY;
  private boolean isStale = true;

  public Painter(Features features, int columns, int rows) {
    this.features = features;
    this.columns = columns;
    this.rows = rows;
    pen.links(features.hasLinks());
  }

  /** Takes note of what the terminal can do. */
  public void features(Features known) {
    features = known;
    pen.links(known.hasLinks());
  }

  /** Returns how many rows the live part may have, so that one of what is above can be seen. */
  public int room() {
    return Math.max(1, rows - 1);
  }

  /**
   * The terminal has another size. What it made of the live part is guessed: a row of it that does
   * not fit any more takes several rows where lines are broken anew. The next frame is drawn afresh
   * from the first of them.
   */
  public void resized(int newColumns, int newRows) {
    var above = pen.row();
    if (features.reflows() && newColumns < columns) {
      var live = shown.rows();
      above = pen.column() / newColumns;
      for (var i = 0; i < pen.row() && i < live.size(); i++) {
        above += Math.max(1, -Math.floorDiv(-Cells.width(live.get(i)), newColumns));
      }
    }
    columns = newColumns;
    rows = newRows;
    pen.at(Math.min(above, Math.max(0, newRows - 1)));
    isStale = true;
  }

  /** The next frame is drawn afresh. */
  public void redraw() {
    isStale = true;
  }

  /** The cursor is at the beginning of an empty line, and nothing of ours is below. */
  public void begun() {
    shown = Frame.EMPTY;
    pen.at(0);
    isStale = true;
  }

  /**
   * Returns what is to be written so that the lines stand above the live part, and that is as the
   * frame says.
   *
   * @param finished no wider than the terminal
   * @param next no higher than {@link #room}
   */
  public String paint(List<AttributedString> finished, Frame next) {
    if (isStale || finished.stream().anyMatch(this::wraps)) {
      afresh(finished, next);
    } else {
      inChunks(finished, next);
    }
    isStale = false;
    cursor(next.cursor());
    return pen.take(features.isSynchronized());
  }

  private boolean wraps(AttributedString line) {
    var width = Cells.width(line);
    return width > columns || Cells.isDoubtful(line) && 2 * width > columns;
  }

  /** Returns what is to be written so that the live part is gone and the cursor where it began. */
  public String erase() {
    pen.to(0, 0);
    pen.eraseBelow();
    pen.cursorShown(true);
    var written = pen.take(features.isSynchronized());
    begun();
    return written;
  }

  private void afresh(List<AttributedString> finished, Frame next) {
    pen.to(0, 0);
    pen.eraseBelow();
    if (!finished.isEmpty()) {
      pen.wrapping(true);
      for (var line : finished) pen.line(line);
      pen.wrapping(false);
    }
    pen.at(0);
    var live = next.rows();
    for (var i = 0; i < live.size(); i++) {
      if (i > 0) pen.down();
      pen.write(live.get(i), 0);
    }
    shown = next;
  }

  private void inChunks(List<AttributedString> finished, Frame next) {
    var at = 0;
    do {
      var live = Math.max(shown.height(), next.height());
      var end = Math.min(finished.size(), at + Math.max(1, rows - live));
      chunk(finished.subList(at, end), next);
      at = end;
    } while (at < finished.size());
  }

  private void chunk(List<AttributedString> finished, Frame next) {
    var changes = changes(finished, next);
    for (var change : changes.reversed()) change.delete(pen);
    var missing = 0;
    for (var change : changes) missing += change.inserted();
    pen.lineFeeds(missing, Math.max(0, shown.height() - deleted(changes)));
    for (var change : changes) change.write(pen);
    pen.shift(finished.size());
    shown = next;
  }

  private static int deleted(List<Change> changes) {
    var rows = 0;
    for (var change : changes) rows += change.deleted();
    return rows;
  }

  private List<Change> changes(List<AttributedString> finished, Frame next) {
    var changes = new ArrayList<Change>();
    var before = 0;
    var after = 0;
    for (var i = 0; i < Math.max(shown.sections().size(), next.sections().size()); i++) {
      var old = shown.section(i);
      var now = i == 0 ? joined(finished, next.section(0)) : next.section(i);
      changes.add(Change.between(old, now, before, after));
      before += old.size();
      after += now.size();
    }
    return changes;
  }

  private static List<AttributedString> joined(
      List<AttributedString> finished, List<AttributedString> live) {
    if (finished.isEmpty()) return live;
    var all = new ArrayList<>(finished);
    all.addAll(live);
    return all;
  }

  private void cursor(Optional<Cursor> wanted) {
    if (wanted.isPresent()) pen.to(wanted.get().row(), wanted.get().column());
    pen.cursorShown(wanted.isPresent());
  }
}

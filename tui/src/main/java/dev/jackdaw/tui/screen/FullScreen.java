package dev.jackdaw.tui.screen;

import dev.jackdaw.tui.widget.Drawing;
import java.util.List;
import org.jline.utils.AttributedString;

/** Paints the whole of the alternate screen, row by row where it differs from before. */
public final class FullScreen {
  private final Pen pen = new Pen();
  private final boolean isSynchronized;
  private List<AttributedString> shown = List.of();
  private boolean isStale = true;

  public FullScreen(Features features) {
    isSynchronized = features.isSynchronized();
    pen.links(features.hasLinks());
  }

  /** The next drawing is painted afresh. */
  public void redraw() {
    isStale = true;
  }

  /** Returns what is to be written so that the screen is as drawn. */
  public String paint(Drawing drawing) {
    if (isStale) {
      pen.clear();
      shown = List.of();
    }
    isStale = false;
    var rows = drawing.lines();
    for (var i = 0; i < Math.max(rows.size(), shown.size()); i++) {
      pen.rewrite(i, row(shown, i), row(rows, i));
    }
    shown = rows;
    drawing.cursor().ifPresent(cursor -> pen.to(cursor.row(), cursor.column()));
    pen.cursorShown(drawing.cursor().isPresent());
    return pen.take(isSynchronized);
  }

  private static AttributedString row(List<AttributedString> rows, int number) {
    return number < rows.size() ? rows.get(number) : AttributedString.EMPTY;
  }
}

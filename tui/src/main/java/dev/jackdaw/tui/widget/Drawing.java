package dev.jackdaw.tui.widget;

import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/**
 * How a widget looks.
 *
 * @param lines from top to bottom; none holds a line end, a tab or a control character
 * @param cursor where the hardware cursor belongs; empty when it is not in this widget
 */
public record Drawing(List<AttributedString> lines, Optional<Cursor> cursor) {
  /** Counting from 0; the column is of the cell, not of the character. */
  public record Cursor(int row, int column) {}

  public Drawing {
    lines = List.copyOf(lines);
  }

  /** Returns lines without a cursor. */
  public static Drawing of(List<AttributedString> lines) {
    return new Drawing(lines, Optional.empty());
  }
}

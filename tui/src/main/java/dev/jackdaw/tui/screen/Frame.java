package dev.jackdaw.tui.screen;

import dev.jackdaw.tui.widget.Drawing.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/**
 * The live part of the screen, at its bottom.
 *
 * @param sections from top to bottom, always as many; each is compared with what it was before
 * @param cursor where the hardware cursor belongs, counted from the first row of all; empty hides
 *     it
 */
public record Frame(List<List<AttributedString>> sections, Optional<Cursor> cursor) {
  /** Nothing live at all. */
  public static final Frame EMPTY = new Frame(List.of(), Optional.empty());

  public Frame {
    var copy = new ArrayList<List<AttributedString>>();
    for (var section : sections) copy.add(List.copyOf(section));
    sections = List.copyOf(copy);
  }

  /** Returns how many rows there are. */
  public int height() {
    var rows = 0;
    for (var section : sections) rows += section.size();
    return rows;
  }

  /**
   * Returns it without what is above the section with the cursor: what is left can hardly be taken
   * apart by a terminal whose size is not known.
   */
  public Frame reduced() {
    if (cursor.isEmpty()) return this;
    var above = 0;
    var kept = new ArrayList<>(sections);
    for (var i = 0; i < kept.size(); i++) {
      var rows = kept.get(i).size();
      if (cursor.get().row() < above + rows) break;
      above += rows;
      kept.set(i, List.of());
    }
    var row = cursor.get().row() - above;
    return new Frame(kept, Optional.of(new Cursor(row, cursor.get().column())));
  }

  List<AttributedString> section(int number) {
    return number < sections.size() ? sections.get(number) : List.of();
  }

  List<AttributedString> rows() {
    var rows = new ArrayList<AttributedString>();
    sections.forEach(rows::addAll);
    return rows;
  }
}

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

  List<AttributedString> section(int number) {
    return number < sections.size() ? sections.get(number) : List.of();
  }

  List<AttributedString> rows() {
    var rows = new ArrayList<AttributedString>();
    sections.forEach(rows::addAll);
    return rows;
  }
}

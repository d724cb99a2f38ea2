package dev.jackdaw.tui.view;

import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.layout.Paragraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jline.utils.AttributedString;

/**
 * The lines of many sections, of which only those near the shown ones are ever laid out. Used by
 * one thread.
 */
final class Pages {
  private static final int MOST_KEPT = 300;

  /** A line of a section. */
  record Place(int section, int line) {}

  private final List<Section> sections;
  private final Ink ink;
  private final Set<Integer> open = new HashSet<>();
  private final Map<Integer, List<AttributedString>> laid = new LinkedHashMap<>();
  private int width = 80;

  Pages(List<Section> sections, Ink ink) {
    this.sections = sections;
    this.ink = ink;
  }

  void width(int columns) {
    if (columns != width) laid.clear();
    width = columns;
  }

  int size() {
    return sections.size();
  }

  Section section(int number) {
    return sections.get(number);
  }

  boolean isOpen(int section) {
    return open.contains(section);
  }

  /** Shows all of a section, or again its beginning. */
  void toggle(int section) {
    if (!open.remove(section)) open.add(section);
    laid.remove(section);
  }

  void openAll() {
    for (var i = 0; i < sections.size(); i++) if (sections.get(i).isFolded()) open.add(i);
    laid.clear();
  }

  List<AttributedString> lines(int section) {
    var known = laid.get(section);
    if (known != null) return known;
    if (laid.size() >= MOST_KEPT) laid.clear();
    var piece = sections.get(section);
    var lines =
        Paragraph.lines(open.contains(section) ? piece.whole(ink) : piece.shown(ink), width);
    laid.put(section, lines);
    return lines;
  }

  /** Returns the place so many lines farther on, or back; the ends are the farthest. */
  Place moved(Place from, int by) {
    if (sections.isEmpty()) return from;
    var section = from.section();
    var line = Math.min(from.line(), lines(section).size());
    for (var left = by; left > 0; ) {
      var rest = section < size() ? lines(section).size() - line : 0;
      if (rest > left) return new Place(section, line + left);
      left -= rest;
      if (section + 1 >= size()) return new Place(section, Math.max(0, line + rest - 1));
      section++;
      line = 0;
    }
    for (var left = -by; left > 0; ) {
      if (line >= left) return new Place(section, line - left);
      left -= line;
      if (section == 0) return new Place(0, 0);
      section--;
      line = lines(section).size();
    }
    return new Place(section, line);
  }

  /** Returns the first line that is shown when the last one is at the bottom. */
  Place last(int rows) {
    var left = rows;
    for (var section = size() - 1; section >= 0; section--) {
      var count = lines(section).size();
      if (count >= left) return new Place(section, count - left);
      left -= count;
    }
    return new Place(0, 0);
  }

  /** Returns the lines from a place on. */
  List<AttributedString> from(Place place, int rows) {
    var shown = new ArrayList<AttributedString>(rows);
    var line = place.line();
    for (var section = place.section(); section < size() && shown.size() < rows; section++) {
      var lines = lines(section);
      while (line < lines.size() && shown.size() < rows) shown.add(lines.get(line++));
      line = 0;
    }
    return shown;
  }

  static boolean isBehind(Place one, Place other) {
    return one.section() > other.section()
        || one.section() == other.section() && one.line() > other.line();
  }
}

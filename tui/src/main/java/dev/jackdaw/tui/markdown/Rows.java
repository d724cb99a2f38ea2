package dev.jackdaw.tui.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the lines of tables apart. */
final class Rows {
  private Rows() {}

  /** Returns the cells of a line; a bar after a backslash does not part them. */
  static List<String> cells(String line) {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    var text = line.strip();
    var from = text.startsWith("|") ? 1 : 0;
    for (var i = from; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '|') {
        cell.append('|');
        i++;
      } else if (c == '|') {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (!cell.toString().isBlank() || cells.isEmpty()) cells.add(cell.toString().strip());
    return cells;
  }

  /** Reads the line below the head; empty when it is none. */
  static Optional<List<Table.Align>> aligns(String line) {
    if (!line.contains("-") || line.codePoints().anyMatch(c -> " \t|:-".indexOf(c) < 0)) {
      return Optional.empty();
    }
    var aligns = new ArrayList<Table.Align>();
    for (var cell : cells(line)) {
      if (!cell.matches(":?-+:?")) return Optional.empty();
      var right = cell.endsWith(":");
      var both = right && cell.startsWith(":");
      aligns.add(both ? Table.Align.CENTRE : right ? Table.Align.RIGHT : Table.Align.LEFT);
    }
    return Optional.of(aligns);
  }
}

package dev.jackdaw.tui.view;

import dev.jackdaw.tui.layout.Columns;
import java.util.List;

/** What keys do, at the bottom of a view: as much of it as fits whole, what matters most first. */
final class Footer {
  private Footer() {}

  static String of(List<String> parts, int width) {
    var line = new StringBuilder();
    for (var part : parts) {
      var more = (line.isEmpty() ? "" : ", ") + part;
      if (!line.isEmpty() && Columns.of(line + more) > width) break;
      line.append(more);
    }
    return line.toString();
  }
}

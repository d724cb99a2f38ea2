package dev.jackdaw.lsp;

import java.util.List;
import java.util.Optional;

/**
 * Where a name stands in a text, counting lines and UTF-16 units from 0. Models know names and
 * lines, seldom columns, and lines only about.
 */
record SymbolPlace(int line, int column) {
  static final SymbolPlace START = new SymbolPlace(0, 0);
  private static final int NEAR_LINES = 5;

  /** Returns where it stands on that line or near it; where no line is given, the first place. */
  static Optional<SymbolPlace> of(String text, Optional<Integer> given, String symbol) {
    if (symbol.isBlank()) return Optional.empty();
    var name = symbol.strip();
    var lines = text.lines().toList();
    if (given.isEmpty()) return first(lines, 0, lines.size(), name);
    var line = given.get() - 1;
    for (var distance = 0; distance <= NEAR_LINES; distance++) {
      var above = first(lines, line - distance, line - distance + 1, name);
      if (above.isPresent()) return above;
      var below = first(lines, line + distance, line + distance + 1, name);
      if (below.isPresent()) return below;
    }
    return Optional.empty();
  }

  private static Optional<SymbolPlace> first(List<String> lines, int from, int to, String name) {
    for (var i = Math.max(0, from); i < Math.min(lines.size(), to); i++) {
      var column = column(lines.get(i), name);
      if (column >= 0) return Optional.of(new SymbolPlace(i, column));
    }
    return Optional.empty();
  }

  /** Of a dotted name the last part is asked about. */
  private static int column(String line, String name) {
    for (var at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + 1)) {
      var end = at + name.length();
      var begins = at == 0 || !partOfName(line.charAt(at - 1)) || !partOfName(name.charAt(0));
      var ends =
          end == line.length()
              || !partOfName(line.charAt(end))
              || !partOfName(name.charAt(name.length() - 1));
      if (begins && ends) return at + name.lastIndexOf('.') + 1;
    }
    return -1;
  }

  private static boolean partOfName(char c) {
    return Character.isJavaIdentifierPart(c);
  }
}

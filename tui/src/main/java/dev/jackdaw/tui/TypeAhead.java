package dev.jackdaw.tui;

import java.util.Optional;

/** What is typed while the agent works: a line that steers it once Enter is pressed. */
final class TypeAhead {
  private static final int BACKSPACE = 8;
  private static final int KILL_LINE = 21;
  private static final int KILL_WORD = 23;
  private static final int DELETE = 127;

  private final StringBuilder typed = new StringBuilder();

  /** Takes a key and returns the line it completed, if it did. */
  Optional<String> accept(int key) {
    switch (key) {
      case '\r', '\n' -> {
        var line = take();
        return line.isBlank() ? Optional.empty() : Optional.of(line);
      }
      case BACKSPACE, DELETE -> shorten(previous(typed.length()));
      case KILL_LINE -> shorten(0);
      case KILL_WORD -> shorten(typed.toString().stripTrailing().lastIndexOf(' ') + 1);
      case '\t' -> typed.append(' ');
      default -> {
        if (key >= ' ') typed.append((char) key);
      }
    }
    return Optional.empty();
  }

  private int previous(int end) {
    return end == 0 ? 0 : typed.offsetByCodePoints(end, -1);
  }

  private void shorten(int length) {
    typed.setLength(length);
  }

  /** Returns what was typed, as it can be shown. */
  String shown() {
    return OutputFilter.line(typed.toString());
  }

  /** Returns what was typed and forgets it. */
  String take() {
    var line = typed.toString();
    typed.setLength(0);
    return line;
  }
}

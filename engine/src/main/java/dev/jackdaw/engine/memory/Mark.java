package dev.jackdaw.engine.memory;

import dev.jackdaw.api.Retention;
import java.util.Locale;
import java.util.Optional;

/**
 * A comment {@code <!-- keep: pinned -->}: how a fold treats the section whose heading stands right
 * above it, or on the same line.
 *
 * @param at where in the line it begins
 * @param value as it is spelled
 */
record Mark(int at, String value) {
  private static final String OPEN = "<!--";
  private static final String CLOSE = "-->";
  private static final String WORD = "keep:";

  /** Returns the mark that a line ends with. */
  static Optional<Mark> in(String line) {
    var text = line.stripTrailing();
    if (!text.endsWith(CLOSE)) return Optional.empty();
    var at = text.lastIndexOf(OPEN);
    if (at < 0 || at + OPEN.length() + CLOSE.length() > text.length()) return Optional.empty();
    var inner = text.substring(at + OPEN.length(), text.length() - CLOSE.length()).strip();
    return inner.regionMatches(true, 0, WORD, 0, WORD.length())
        ? Optional.of(new Mark(at, inner.substring(WORD.length()).strip()))
        : Optional.empty();
  }

  /** Returns what it asks for; nothing when there is no such value. */
  Optional<Retention> retention() {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "pinned" -> Optional.of(Retention.PINNED);
      case "summarise", "summarize" -> Optional.of(Retention.SUMMARISE);
      case "elide" -> Optional.of(Retention.ELIDE);
      case "drop" -> Optional.of(Retention.DROP);
      default -> Optional.empty();
    };
  }
}

package dev.jackdaw.mcp.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How much a server is asked to tell of its doings, as the protocol has it; the least first. */
public enum LogLevel {
  EMERGENCY,
  ALERT,
  CRITICAL,
  ERROR,
  WARNING,
  NOTICE,
  INFO,
  DEBUG;

  /** Returns the word of the protocol. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Finds one by its word. */
  public static Optional<LogLevel> parse(String word) {
    for (var level : values()) if (level.word().equals(word.strip())) return Optional.of(level);
    return Optional.empty();
  }

  /** Returns all words. */
  public static List<String> words() {
    var words = new ArrayList<String>();
    for (var level : values()) words.add(level.word());
    return words;
  }
}

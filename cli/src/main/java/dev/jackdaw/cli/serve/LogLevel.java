package dev.jackdaw.cli.serve;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How grave something is that is logged, the least first. */
public enum LogLevel {
  DEBUG,
  INFO,
  NOTICE,
  WARNING,
  ERROR,
  CRITICAL,
  ALERT,
  EMERGENCY;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<LogLevel> parse(String text) {
    return Arrays.stream(values()).filter(level -> level.text().equals(text)).findFirst();
  }
}

package dev.jackdaw.models;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads how long a provider asks to wait (RFC 9110, 10.2.3, and a finer header some send). */
final class RetryAfter {
  private RetryAfter() {}

  static Optional<Duration> of(UnaryOperator<String> header, InstantSource clock) {
    var millis = number(header.apply("retry-after-ms"));
    if (millis >= 0) return Optional.of(Duration.ofMillis((long) millis));
    var text = header.apply("retry-after").strip();
    if (text.isEmpty()) return Optional.empty();
    var seconds = number(text);
    if (seconds >= 0) return Optional.of(Duration.ofMillis((long) (seconds * 1000)));
    return until(text, clock);
  }

  /** Reads the delay of a {@code google.rpc.RetryInfo} in the body of an error. */
  static Optional<Duration> in(String body) {
    var at = body.indexOf("\"retryDelay\"");
    if (at < 0) return Optional.empty();
    var from = body.indexOf('"', body.indexOf(':', at)) + 1;
    var to = body.indexOf("s\"", from);
    if (from <= 0 || to < 0) return Optional.empty();
    var seconds = number(body.substring(from, to));
    if (seconds < 0) return Optional.empty();
    return Optional.of(Duration.ofMillis((long) (seconds * 1000)));
  }

  /** Returns -1 for what is no sensible number. */
  private static double number(String text) {
    if (text.isEmpty() || text.length() > 12) return -1;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.') return -1;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private static Optional<Duration> until(String date, InstantSource clock) {
    try {
      var when = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var wait = Duration.between(clock.instant(), when);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}

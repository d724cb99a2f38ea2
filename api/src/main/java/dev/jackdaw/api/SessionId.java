package dev.jackdaw.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

/**
 * Names a session: 1 to 64 letters, digits, {@code -} or {@code _}, so that it is also a file name.
 */
public record SessionId(String value) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  public SessionId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "a session id has 1 to 64 letters, digits, '-' or '_', not \"" + value + "\"");
    }
  }

  /** Returns an id that sorts by creation time and does not clash within a second. */
  public static SessionId create(Instant now, RandomGenerator random) {
    var suffix = Long.toString(random.nextLong() & Long.MAX_VALUE, 36);
    return new SessionId(
        TIME.format(now) + "-" + ("0000000" + suffix).substring(suffix.length()).substring(0, 7));
  }

  public static boolean isValid(String value) {
    if (value.isEmpty() || value.length() > 64) return false;
    return value.chars().allMatch(SessionId::isAllowed);
  }

  private static boolean isAllowed(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '_';
  }

  @Override
  public String toString() {
    return value;
  }
}

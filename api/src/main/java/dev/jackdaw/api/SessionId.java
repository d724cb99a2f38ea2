package dev.jackdaw.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;

/**
 * Names a session: 1 to 64 letters, digits, {@code -} or {@code _}, so that it is also a file name.
 */
public record SessionId(String value) {
  private static final int SUFFIX_CHARS = 7;

  public SessionId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "a session id has 1 to 64 letters, digits, '-' or '_', not \"" + value + "\"");
    }
  }

  /** Returns an id that sorts by creation time and does not clash within a second. */
  public static SessionId create(Instant now, RandomGenerator random) {
    var time = now.atOffset(ZoneOffset.UTC);
    var out = new StringBuilder(24);
    digits(out, time.getYear(), 4);
    digits(out, time.getMonthValue(), 2);
    digits(out, time.getDayOfMonth(), 2);
    digits(out.append('-'), time.getHour(), 2);
    digits(out, time.getMinute(), 2);
    digits(out, time.getSecond(), 2);
    out.append('-');
    for (var i = 0; i < SUFFIX_CHARS; i++) out.append(Character.forDigit(random.nextInt(36), 36));
    return new SessionId(out.toString());
  }

  /** A formatter from {@code java.time} would cost start-up more than all else in this class. */
  private static void digits(StringBuilder out, int value, int width) {
    var text = Integer.toString(value);
    out.repeat('0', Math.max(0, width - text.length())).append(text);
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

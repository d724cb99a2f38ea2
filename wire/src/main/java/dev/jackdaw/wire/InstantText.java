package dev.jackdaw.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Instants as ISO-8601 text in UTC, exactly as {@link Instant#toString()} writes them. The usual
 * shape is handled by hand, because a formatter costs more to load than a whole journal to open.
 */
public final class InstantText {
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int SHORTEST = "2000-01-01T00:00:00Z".length();

  private InstantText() {}

  public static String write(Instant instant) {
    var seconds = instant.getEpochSecond();
    var date = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_PER_DAY));
    if (date.getYear() < 0 || date.getYear() > 9_999) return instant.toString();
    var time = Math.floorMod(seconds, SECONDS_PER_DAY);
    var out = new StringBuilder(30);
    digits(out, date.getYear(), 4).append('-');
    digits(out, date.getMonthValue(), 2).append('-');
    digits(out, date.getDayOfMonth(), 2).append('T');
    digits(out, time / 3_600, 2).append(':');
    digits(out, time / 60 % 60, 2).append(':');
    digits(out, time % 60, 2);
    fraction(out, instant.getNano());
    return out.append('Z').toString();
  }

  private static void fraction(StringBuilder out, int nanos) {
    if (nanos == 0) return;
    out.append('.');
    if (nanos % 1_000_000 == 0) digits(out, nanos / 1_000_000, 3);
    else if (nanos % 1_000 == 0) digits(out, nanos / 1_000, 6);
    else digits(out, nanos, 9);
  }

  private static StringBuilder digits(StringBuilder out, int value, int width) {
    for (var unit = power(width - 1); unit > 0; unit /= 10) {
      out.append((char) ('0' + value / unit % 10));
    }
    return out;
  }

  private static int power(int exponent) {
    var result = 1;
    for (var i = 0; i < exponent; i++) result *= 10;
    return result;
  }

  /** Returns the instant, or nothing when the text is none. */
  public static Optional<Instant> read(String text) {
    try {
      return Optional.of(isUsual(text) ? usual(text) : Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** Returns whether the text looks like {@code 2000-01-01T00:00:00[.1 to 9 digits]Z}. */
  private static boolean isUsual(String text) {
    if (text.length() < SHORTEST || text.length() > SHORTEST + 10) return false;
    if (text.length() == SHORTEST + 1 || !text.endsWith("Z")) return false;
    var pattern = "0000-00-00T00:00:00.000000000";
    for (var i = 0; i < text.length() - 1; i++) {
      var c = text.charAt(i);
      var digit = c >= '0' && c <= '9';
      if (pattern.charAt(i) == '0' ? !digit : c != pattern.charAt(i)) return false;
    }
    return true;
  }

  private static Instant usual(String text) {
    var date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    var hour = number(text, 11, 13);
    var minute = number(text, 14, 16);
    var second = number(text, 17, 19);
    if (hour > 23 || minute > 59 || second > 59) throw new DateTimeException(text);
    var start = SHORTEST;
    var end = text.length() - 1;
    var nanos = end < start ? 0 : number(text, start, end) * power(9 - (end - start));
    var seconds = date.toEpochDay() * SECONDS_PER_DAY + hour * 3_600L + minute * 60L + second;
    return Instant.ofEpochSecond(seconds, nanos);
  }

  private static int number(String text, int from, int to) {
    var value = 0;
    for (var i = from; i < to; i++) value = value * 10 + (text.charAt(i) - '0');
    return value;
  }
}

package dev.jackdaw.journal.timeline;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Times and money as people read them. */
final class Amounts {
  private Amounts() {}

  static double inSeconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  /**
   * Returns {@code 250 ms}, {@code 3.2 s}, {@code 2 m 05 s}, {@code 3 h 05 m} or {@code 2 d 03 h}.
   */
  static String time(Duration duration) {
    var millis = Math.round(inSeconds(duration) * 1_000);
    if (millis < 1_000) return millis + " ms";
    if (millis < 59_950) return (millis + 50) / 1_000 + "." + (millis + 50) % 1_000 / 100 + " s";
    var seconds = (millis + 500) / 1_000;
    if (seconds < 3_600) return two(seconds, 60, "m", "s");
    if (seconds < 86_400) return two(seconds / 60, 60, "h", "m");
    return two(seconds / 3_600, 24, "d", "h");
  }

  private static String two(long amount, int base, String large, String small) {
    var rest = amount % base;
    return amount / base + " " + large + " " + (rest < 10 ? "0" : "") + rest + " " + small;
  }

  /** Returns {@code 950}, {@code 12.3k} or {@code 4.5M}. */
  static String tokens(long count) {
    if (count < 1_000) return Long.toString(count);
    if (count < 1_000_000) return count / 1_000 + "." + count % 1_000 / 100 + "k";
    return count / 1_000_000 + "." + count % 1_000_000 / 100_000 + "M";
  }

  /** Returns the amount with four digits behind the point below a dollar, else two. */
  static String dollars(double amount) {
    if (!Double.isFinite(amount)) return "$?";
    var digits = amount < 1 ? 4 : 2;
    return "$" + BigDecimal.valueOf(amount).setScale(digits, RoundingMode.HALF_UP).toPlainString();
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  /** Returns {@code 1 call} or {@code 2 calls}. */
  static String count(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}

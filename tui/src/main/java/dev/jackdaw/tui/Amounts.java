package dev.jackdaw.tui;

import java.time.Duration;

/** Numbers as people read them. */
public final class Amounts {
  private Amounts() {}

  /** Returns {@code 3.2 s} or {@code 2 m 05 s}. */
  public static String seconds(Duration duration) {
    var tenths = Math.max(0, (duration.toMillis() + 50) / 100);
    if (tenths < 600) return tenths / 10 + "." + tenths % 10 + " s";
    var seconds = tenths / 10;
    var rest = seconds % 60;
    return seconds / 60 + " m " + (rest < 10 ? "0" : "") + rest + " s";
  }

  /** Returns {@code 950}, {@code 12.3k} or {@code 4.5M}. */
  public static String tokens(long count) {
    if (count < 1_000) return Long.toString(count);
    if (count < 1_000_000) return count / 1_000 + "." + count % 1_000 / 100 + "k";
    return count / 1_000_000 + "." + count % 1_000_000 / 100_000 + "M";
  }

  /** Returns the amount with four digits behind the point below a dollar, else two. */
  public static String dollars(double amount) {
    var digits = amount < 1 ? 4 : 2;
    var scale = digits == 4 ? 10_000 : 100;
    var units = Math.round(amount * scale);
    var fraction = Long.toString(units % scale);
    return "$" + units / scale + "." + "0".repeat(digits - fraction.length()) + fraction;
  }
}

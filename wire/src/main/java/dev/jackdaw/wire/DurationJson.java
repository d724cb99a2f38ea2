package dev.jackdaw.wire;

import dev.jackdaw.api.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Durations as milliseconds, with as many decimals as they need: nothing is lost. */
public final class DurationJson {
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int MAX_LITERAL = 40;

  private DurationJson() {}

  public static Json.Num write(Duration duration) {
    if (duration.toNanosPart() % NANOS_PER_MILLI == 0 && isSmall(duration)) {
      return Json.of(duration.toMillis());
    }
    var millis =
        BigDecimal.valueOf(duration.toSeconds(), -3)
            .add(BigDecimal.valueOf(duration.toNanosPart(), 6));
    return new Json.Num(millis.stripTrailingZeros().toPlainString());
  }

  private static boolean isSmall(Duration duration) {
    return Math.abs(duration.toSeconds()) < Long.MAX_VALUE / 2_000;
  }

  /** Returns the member as a duration; zero when it is missing or no duration. */
  static Duration read(Json.Obj object, String name) {
    return object.members().get(name) instanceof Json.Num(var literal)
        ? parse(literal)
        : Duration.ZERO;
  }

  private static Duration parse(String literal) {
    if (literal.length() > MAX_LITERAL) return Duration.ZERO;
    try {
      var seconds = new BigDecimal(literal).movePointLeft(3);
      var whole = seconds.setScale(0, RoundingMode.FLOOR);
      var nanos = seconds.subtract(whole).movePointRight(9).longValue();
      return Duration.ofSeconds(whole.longValueExact(), nanos);
    } catch (ArithmeticException _) {
      return Duration.ZERO;
    }
  }
}

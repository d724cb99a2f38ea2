package dev.jackdaw.benchmarks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The text of a token that tells its times, in microseconds since 1970 by the clock of the machine.
 *
 * @param due when it had to be said
 * @param sent when it was said
 */
record Stamp(long due, long sent) {
  String text() {
    return due + "/" + sent + " ";
  }

  static Stamp of(String text) {
    var middle = text.indexOf('/');
    return new Stamp(
        Long.parseLong(text, 0, middle, 10),
        Long.parseLong(text, middle + 1, text.length() - 1, 10));
  }

  static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}

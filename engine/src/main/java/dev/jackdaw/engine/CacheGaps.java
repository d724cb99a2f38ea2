package dev.jackdaw.engine;

import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Prices;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Learns from the time between the requests of a session whether its beginning is cheaper kept for
 * an hour: whoever is often away for longer than five minutes pays for writing it again each time.
 * What is away for more than an hour is lost either way and counts as no time at all. Used by one
 * thread.
 */
final class CacheGaps {
  static final Duration SHORT = Duration.ofMinutes(5);
  static final Duration LONG = Duration.ofHours(1);

  /** Of a shorter session nobody knows yet how many gaps an hour of it has. */
  private static final double LEAST_HOURS = 1;

  private @Nullable Instant last;
  private Duration watched = Duration.ZERO;
  private int gaps;

  /** Takes in that a request was sent. */
  void asked(Instant time) {
    var before = last;
    last = time;
    if (before == null) return;
    var gap = Duration.between(before, time);
    if (gap.isNegative() || gap.compareTo(LONG) > 0) return;
    watched = watched.plus(gap);
    if (gap.compareTo(SHORT) > 0) gaps++;
  }

  /**
   * Returns how long the beginning of the next request should be kept: an hour when what the gaps
   * of an hour are expected to cost is more than what the longer lifetime does, five minutes else
   * and where the price of an hour is not known.
   */
  Duration wanted(ModelInfo model) {
    var perHour = gaps / Math.max(LEAST_HOURS, watched.toMinutes() / 60.0);
    var prices = model.prices();
    return prices.isPresent() && pays(perHour, prices.get()) ? LONG : SHORT;
  }

  private static boolean pays(double gapsPerHour, Prices prices) {
    Optional<Double> hourly = prices.hourWrite();
    if (hourly.isEmpty() || prices.cacheWrite() <= prices.cacheRead()) return false;
    var writtenAgain = prices.cacheWrite() - prices.cacheRead();
    return gapsPerHour * writtenAgain > hourly.get() - prices.cacheWrite();
  }
}

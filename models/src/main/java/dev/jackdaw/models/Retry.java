package dev.jackdaw.models;

import dev.jackdaw.api.ModelException.Failure;
import java.time.Duration;
import java.util.Map;

/**
 * How often and how patiently a request is tried again.
 *
 * @param tries at least 1, the first one included
 * @param firstDelay the most that is waited before the second try; it doubles with every further
 *     one
 * @param maxDelay the most that is waited of our own accord
 * @param maxAsked the longest wait that is granted to a provider; if it asks for more, the request
 *     fails at once
 * @param limits failures that are treated with less patience than the rest
 */
public record Retry(
    int tries,
    Duration firstDelay,
    Duration maxDelay,
    Duration maxAsked,
    Map<Failure, Limit> limits) {

  /**
   * The patience with one kind of failure.
   *
   * @param tries at least 1, the first one included
   * @param maxAsked the longest wait that is granted to a provider
   */
  public record Limit(int tries, Duration maxAsked) {
    public Limit {
      if (tries < 1) throw new IllegalArgumentException("tries must be at least 1, was " + tries);
    }
  }

  /** What is damaged in the same way at once will not heal in a minute. */
  private static final Map<Failure, Limit> USUAL =
      Map.of(Failure.MALFORMED, new Limit(3, Duration.ofMinutes(1)));

  public static final Retry DEFAULT =
      new Retry(8, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMinutes(5));

  public static final Retry NEVER =
      new Retry(1, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO);

  public Retry(int tries, Duration firstDelay, Duration maxDelay, Duration maxAsked) {
    this(tries, firstDelay, maxDelay, maxAsked, USUAL);
  }

  public Retry {
    if (tries < 1) throw new IllegalArgumentException("tries must be at least 1, was " + tries);
    if (firstDelay.toMillis() < 1 || maxDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException("delays must be at least 1 ms and not shrink");
    }
    limits = Map.copyOf(limits);
  }

  /** Returns this with other limits of single failures. */
  public Retry withLimits(Map<Failure, Limit> others) {
    return new Retry(tries, firstDelay, maxDelay, maxAsked, others);
  }

  /** Returns the patience with a failure; no limit is laxer than the general one. */
  Limit limit(Failure failure) {
    var limit = limits.get(failure);
    if (limit == null) return new Limit(tries, maxAsked);
    return new Limit(
        Math.min(tries, limit.tries()),
        maxAsked.compareTo(limit.maxAsked()) < 0 ? maxAsked : limit.maxAsked());
  }

  /** Returns the longest wait before the given try, counting from 2. */
  Duration longestDelayBefore(int attempt) {
    var doubled = firstDelay.multipliedBy(1L << Math.min(attempt - 2, 30));
    return doubled.compareTo(maxDelay) < 0 ? doubled : maxDelay;
  }
}

package dev.jackdaw.models;

import java.time.Duration;

/**
 * How often and how patiently a request is tried again.
 *
 * @param tries at least 1, the first one included
 * @param firstDelay the most that is waited before the second try; it doubles with every further
 *     one
 * @param maxDelay the most that is waited of our own accord
 * @param maxAsked the longest wait that is granted to a provider; if it asks for more, the request
 *     fails at once
 */
public record Retry(int tries, Duration firstDelay, Duration maxDelay, Duration maxAsked) {
  public static final Retry DEFAULT =
      new Retry(8, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMinutes(5));

  public static final Retry NEVER =
      new Retry(1, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO);

  public Retry {
    if (tries < 1) throw new IllegalArgumentException("tries must be at least 1, was " + tries);
    if (firstDelay.toMillis() < 1 || maxDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException("delays must be at least 1 ms and not shrink");
    }
  }

  /** Returns the longest wait before the given try, counting from 2. */
  Duration longestDelayBefore(int attempt) {
    var doubled = firstDelay.multipliedBy(1L << Math.min(attempt - 2, 30));
    return doubled.compareTo(maxDelay) < 0 ? doubled : maxDelay;
  }
}

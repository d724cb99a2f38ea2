package dev.jackdaw.api;

import java.util.Optional;

/**
 * US dollars per million tokens.
 *
 * @param upTo tokens of a prompt up to which this holds; 0 for any
 * @param beyond what a longer prompt and its reply cost, all of it; nothing when not known
 * @param hourWrite a write into the cache that is kept for an hour; nothing when not known
 */
public record Prices(
    double input,
    double cacheWrite,
    double cacheRead,
    double output,
    long upTo,
    Optional<Prices> beyond,
    Optional<Double> hourWrite) {

  /** Prices that hold for every prompt. */
  public Prices(double input, double cacheWrite, double cacheRead, double output) {
    this(input, cacheWrite, cacheRead, output, 0, Optional.empty());
  }

  /** Prices of which that of keeping a prompt for an hour is not known. */
  public Prices(
      double input,
      double cacheWrite,
      double cacheRead,
      double output,
      long upTo,
      Optional<Prices> beyond) {
    this(input, cacheWrite, cacheRead, output, upTo, beyond, Optional.empty());
  }

  /** Returns the price of a reply in US dollars; nothing when it is not known. */
  public Optional<Double> of(Usage usage) {
    if (!usage.known()) return Optional.empty();
    if (upTo > 0 && usage.prompt() > upTo) return beyond.flatMap(prices -> prices.of(usage));
    if (usage.hourWrite() > 0 && hourWrite.isEmpty()) return Optional.empty();
    return Optional.of(
        (usage.input() * input
                + (usage.cacheWrite() - usage.hourWrite()) * cacheWrite
                + usage.hourWrite() * hourWrite.orElse(0.0)
                + usage.cacheRead() * cacheRead
                + usage.output() * output)
            / 1e6);
  }

  /** Returns what reading so many tokens afresh costs; nothing when it is not known. */
  public Optional<Double> ofReading(long tokens) {
    return of(new Usage(0, 0, tokens, 0, 0));
  }
}

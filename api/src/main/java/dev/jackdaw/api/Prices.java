package dev.jackdaw.api;

/** US dollars per million tokens. */
public record Prices(double input, double cacheWrite, double cacheRead, double output) {
  /** Returns the price of a reply in US dollars. */
  public double of(Usage usage) {
    return (usage.input() * input
            + usage.cacheWrite() * cacheWrite
            + usage.cacheRead() * cacheRead
            + usage.output() * output)
        / 1e6;
  }
}

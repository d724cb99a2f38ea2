package dev.jackdaw.api;

/**
 * Tokens of a reply, as the provider counts them.
 *
 * @param input read afresh: neither from nor into the prompt cache
 * @param cacheRead read from the prompt cache
 * @param cacheWrite written into the prompt cache
 * @param output produced, reasoning included
 * @param reasoning the part of {@code output} that was reasoning, 0 when not told
 * @param known whether the provider told all of it; where it did not, the counts are too low
 * @param hourWrite the part of {@code cacheWrite} that is kept for an hour
 */
public record Usage(
    long input,
    long cacheRead,
    long cacheWrite,
    long output,
    long reasoning,
    boolean known,
    long hourWrite) {
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0);

  /** Of a reply about whose tokens the provider said nothing. */
  public static final Usage UNKNOWN = new Usage(0, 0, 0, 0, 0, false);

  /** Tokens of which none are kept for an hour. */
  public Usage(
      long input, long cacheRead, long cacheWrite, long output, long reasoning, boolean known) {
    this(input, cacheRead, cacheWrite, output, reasoning, known, 0);
  }

  /** Tokens a provider told. */
  public Usage(long input, long cacheRead, long cacheWrite, long output, long reasoning) {
    this(input, cacheRead, cacheWrite, output, reasoning, true);
  }

  public Usage plus(Usage other) {
    return new Usage(
        input + other.input,
        cacheRead + other.cacheRead,
        cacheWrite + other.cacheWrite,
        output + other.output,
        reasoning + other.reasoning,
        known && other.known,
        hourWrite + other.hourWrite);
  }

  /** Returns the tokens of the whole prompt, cached or not. */
  public long prompt() {
    return input + cacheRead + cacheWrite;
  }
}

package dev.jackdaw.api;

/**
 * Tokens of a reply, as the provider counts them.
 *
 * @param input read afresh: neither from nor into the prompt cache
 * @param cacheRead read from the prompt cache
 * @param cacheWrite written into the prompt cache
 * @param output produced, reasoning included
 * @param reasoning the part of {@code output} that was reasoning, 0 when not told
 */
public record Usage(long input, long cacheRead, long cacheWrite, long output, long reasoning) {
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0);

  public Usage plus(Usage other) {
    return new Usage(
        input + other.input,
        cacheRead + other.cacheRead,
        cacheWrite + other.cacheWrite,
        output + other.output,
        reasoning + other.reasoning);
  }

  /** Returns the tokens of the whole prompt, cached or not. */
  public long prompt() {
    return input + cacheRead + cacheWrite;
  }
}

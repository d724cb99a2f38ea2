package dev.jackdaw.engine.context;

/**
 * What a model takes and asks for. Prices are multiples of that of a fresh token of input.
 *
 * @param window tokens of prompt and reply together; 0 when not known
 * @param reserved tokens of the window kept free for the reply; no more than half of it counts
 * @param read of a token from the cache
 * @param write of a token into the cache
 * @param output of a token of the reply
 */
public record Terms(int window, int reserved, double read, double write, double output) {

  /** Returns the same for prompts that may have so many tokens. */
  public Terms withUsable(long tokens) {
    var most = (int) Math.clamp((tokens + reserved) / 0.95, 1, Integer.MAX_VALUE);
    return new Terms(most, reserved, read, write, output);
  }

  /**
   * Returns how many tokens a prompt may have, 5 % off for what counting gets wrong. Where the
   * window is not known, nothing is too large.
   */
  public int usable() {
    if (window <= 0) return Integer.MAX_VALUE;
    return (int) (window * 0.95) - Math.min(reserved, window / 2);
  }
}

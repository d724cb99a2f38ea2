package dev.jackdaw.engine.context;

/**
 * How eagerly conversations are folded.
 *
 * @param name as in settings
 * @param patience how many times its price waiting must have cost before a fold; infinite to fold
 *     only when the window is nearly full
 * @param tail tokens of the newest turns that stay as they are
 * @param brief tokens of the turns before those that stay with their long texts cut
 */
public record Profile(String name, double patience, int tail, int brief) {
  public static final Profile FRUGAL = new Profile("frugal", 1, 3_000, 3_000);
  public static final Profile BALANCED = new Profile("balanced", 1.1, 2_500, 5_000);
  public static final Profile VERBATIM =
      new Profile("verbatim", Double.POSITIVE_INFINITY, 25_000, 0);
}

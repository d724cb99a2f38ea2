package dev.jackdaw.engine.context;

/**
 * How eagerly conversations are folded.
 *
 * @param name as in settings
 * @param patience how many times its price waiting must have cost before a fold; infinite to fold
 *     only when the window is nearly full
 * @param tail tokens of the newest turns that stay as they are
 */
public record Profile(String name, double patience, int tail) {
  public static final Profile FRUGAL = new Profile("frugal", 1, 9_000);
  public static final Profile BALANCED = new Profile("balanced", 3, 25_000);
  public static final Profile VERBATIM = new Profile("verbatim", Double.POSITIVE_INFINITY, 25_000);
}

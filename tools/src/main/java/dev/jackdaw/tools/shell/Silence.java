package dev.jackdaw.tools.shell;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Tells a screen when a command has printed nothing for a while, and again after twice as long.
 * Used by one thread.
 */
final class Silence {
  private final Duration first;
  private final Consumer<String> screen;
  private long seen = -1;
  private long since;
  private long next;

  /** {@code first} is zero when nothing is to be told. */
  Silence(Duration first, Consumer<String> screen) {
    this.first = first;
    this.screen = screen;
  }

  /**
   * Tells what there is to tell, and returns in how many nanoseconds there may be more.
   *
   * @param bytes printed so far
   */
  long left(long bytes, long now) {
    if (first.isZero()) return Long.MAX_VALUE / 4;
    if (bytes != seen) {
      seen = bytes;
      since = now;
      next = first.toNanos();
    }
    if (now - since >= next) {
      screen.accept("[no output for " + Duration.ofNanos(next).toSeconds() + " s]\n");
      next *= 2;
    }
    return next - (now - since);
  }
}

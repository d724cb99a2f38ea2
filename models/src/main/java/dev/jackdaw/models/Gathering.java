package dev.jackdaw.models;

import dev.jackdaw.models.http.ByteSource;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Lets bytes that come in a fast trickle gather for a moment. A model of 2,000 tokens a second
 * sends a few bytes every half a millisecond; to be woken for each costs more than all that is done
 * with them. It rests only after a while of that, and only when it has taken all there was, so that
 * neither a short reply nor one that is there already comes any later. Not thread-safe.
 */
final class Gathering implements ByteSource {
  /** Nobody sees that a piece of text is shown as much later. */
  private static final long REST_MILLIS = 10;

  private static final long WAITED_NANOS = 100_000;
  private static final long SLOW_NANOS = 6_000_000;
  private static final int MANY = 24;

  private final ByteSource source;
  private int quick;
  private boolean isTrickle;

  Gathering(ByteSource source) {
    this.source = source;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException, InterruptedException {
    if (isTrickle) rest();
    var before = System.nanoTime();
    var count = source.read(buffer, offset, length);
    var waited = System.nanoTime() - before;
    if (waited >= SLOW_NANOS) quick = 0;
    else if (waited >= WAITED_NANOS) quick++;
    isTrickle = quick >= MANY && waited >= WAITED_NANOS;
    return count;
  }

  /** Who is interrupted learns it from the source, which closes what it reads from. */
  private static void rest() {
    try {
      TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.jackdaw.models;

import dev.jackdaw.models.http.ByteSource;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Notices a server that sends signs of life and never says anything: comments and pings come every
 * few seconds, so it is enough to look at the clock when bytes do. Not thread-safe.
 */
final class Pulse implements ByteSource {
  private final ByteSource source;
  private final Duration patience;
  private long last = System.nanoTime();

  Pulse(ByteSource source, Duration patience) {
    this.source = source;
    this.patience = patience;
  }

  /** Something was said. */
  void beat() {
    last = System.nanoTime();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException, InterruptedException {
    if (System.nanoTime() - last > patience.toNanos()) {
      throw new SocketTimeoutException(
          "nothing but signs of life for " + patience.toSeconds() + " s");
    }
    return source.read(buffer, offset, length);
  }
}

package dev.jackdaw.sandbox.egress;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A time-out of blocking reads: closes a channel unless it is called off in time, which wakes who
 * reads from it. Channels of the unix domain have no time-out of their own.
 */
final class Watch implements AutoCloseable {
  private final ScheduledFuture<?> bell;

  Watch(ScheduledExecutorService timer, Duration limit, Closeable watched) {
    bell = timer.schedule(() -> end(watched), limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Closes a channel of which nothing more is wanted. */
  static void end(Closeable watched) {
    try (watched) {
      return;
    } catch (IOException _) {
      // It is closed for the reader either way.
    }
  }

  @Override
  public void close() {
    bell.cancel(false);
  }
}

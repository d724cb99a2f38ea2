package dev.jackdaw.tui;

import dev.jackdaw.api.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A task that is waited for on a thread of its own, so that its end can be looked up. */
final class Running {
  private final InstantSource clock;
  private final Thread waiting;
  private volatile @Nullable Instant ended;

  Running(Session session, InstantSource clock) {
    this.clock = clock;
    this.waiting = Thread.ofVirtual().name("task-end").start(() -> waitFor(session));
  }

  private void waitFor(Session session) {
    try {
      session.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      ended = clock.instant();
    }
  }

  /**
   * Returns whether nothing is to be expected any more.
   *
   * @param grace how long to wait for the last events once the session is done
   */
  boolean isOver(Duration grace, boolean finishHeard) {
    var since = ended;
    if (since == null) return false;
    return finishHeard || Duration.between(since, clock.instant()).compareTo(grace) > 0;
  }

  void join() throws InterruptedException {
    waiting.join();
  }
}

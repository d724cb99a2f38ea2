package dev.jackdaw.tools.shell;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps the sessions of a process from all starting commands at the same moment: a few start at
 * once, and one that is over soon, or has run for a moment, makes room for the next. A machine is
 * no faster with a thousand starts under way, but each takes threads, pipes and memory. How many
 * run is not limited. Safe for use by several threads.
 */
final class Rush {
  /** The one machine of this process. */
  static final Rush OF_THIS_PROCESS =
      new Rush(4 * Math.max(2, Runtime.getRuntime().availableProcessors()));

  private final Semaphore room;

  /** {@code most} may start at once. */
  Rush(int most) {
    room = new Semaphore(most, true);
  }

  /** Waits for room to start a command. */
  Start enter() throws InterruptedException {
    room.acquire();
    return new Start(room);
  }

  /** A command that is starting; it leaves once, however often that is said. */
  static final class Start implements AutoCloseable {
    private final Semaphore room;
    private final AtomicBoolean left = new AtomicBoolean();

    private Start(Semaphore room) {
      this.room = room;
    }

    @Override
    public void close() {
      if (left.compareAndSet(false, true)) room.release();
    }
  }
}

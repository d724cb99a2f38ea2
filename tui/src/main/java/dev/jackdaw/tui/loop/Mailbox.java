package dev.jackdaw.tui.loop;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the screen's thread is to do, in the order in which it was told. Events are told by threads
 * that can wait, so that of them only so many are kept; nothing else ever waits.
 */
public final class Mailbox {
  private static final int MAX_EVENTS = 2_048;

  private final LinkedBlockingQueue<Runnable> letters = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MAX_EVENTS);
  private volatile boolean isClosed;

  /** Leaves a letter. */
  public void post(Runnable letter) {
    letters.add(letter);
  }

  /** Leaves a letter once there is room for it; it is lost when the mailbox is closed. */
  public void postEvent(Runnable letter) {
    if (isClosed) return;
    room.acquireUninterruptibly();
    letters.add(() -> {
      room.release();
      letter.run();
    });
  }

  /** Waits for the next letter. */
  public Runnable take() throws InterruptedException {
    return letters.take();
  }

  /** Returns the next letter; null when there is none in time, at once for no time. */
  public @Nullable Runnable take(long nanos) throws InterruptedException {
    return nanos <= 0 ? letters.poll() : letters.poll(nanos, TimeUnit.NANOSECONDS);
  }

  /** Nobody reads any more: whoever waits for room goes on. */
  public void close() {
    isClosed = true;
    room.release(Integer.MAX_VALUE / 2);
  }
}

package dev.jackdaw.tui.loop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the screen's thread is to do, in the order in which it was told. Events are told by threads
 * that can wait, so that of them only so many are kept; nothing else ever waits. A reader that has
 * something to do soon anyway may doze: events then pile up and do not wake it one by one, which at
 * thousands a second would cost more than all that is done about them.
 */
public final class Mailbox {
  private static final int MAX_EVENTS = 2_048;

  /** As many wake a reader that dozes, so that whoever tells them need not wait for room. */
  private static final int MANY_EVENTS = MAX_EVENTS / 2;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Semaphore room = new Semaphore(MAX_EVENTS);
  private final Deque<Runnable> letters = new ArrayDeque<>();
  private int urgent;
  private boolean isDozing;
  private volatile boolean isClosed;

  /** A letter, and whether it wakes a reader that dozes. */
  private record Event(Runnable letter, Semaphore room) implements Runnable {
    @Override
    public void run() {
      room.release();
      letter.run();
    }
  }

  /** Leaves a letter. */
  public void post(Runnable letter) {
    lock.lock();
    try {
      letters.add(letter);
      urgent++;
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Leaves a letter once there is room for it; it is lost when the mailbox is closed. */
  public void postEvent(Runnable letter) {
    if (isClosed) return;
    room.acquireUninterruptibly();
    lock.lock();
    try {
      letters.add(new Event(letter, room));
      if (!isDozing || letters.size() == MANY_EVENTS) arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next letter. */
  public Runnable take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (letters.isEmpty()) arrived.await();
      return next();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the next letter; null when there is none in time, at once for no time. */
  public @Nullable Runnable take(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      for (var left = nanos; letters.isEmpty() && left > 0; ) left = arrived.awaitNanos(left);
      return letters.isEmpty() ? null : next();
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #take(long)}, but events alone do not end the waiting unless they are many. */
  @Nullable Runnable doze(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      isDozing = true;
      for (var left = nanos; urgent == 0 && letters.size() < MANY_EVENTS && left > 0; ) {
        left = arrived.awaitNanos(left);
      }
      return letters.isEmpty() ? null : next();
    } finally {
      isDozing = false;
      lock.unlock();
    }
  }

  private Runnable next() {
    var letter = letters.remove();
    if (!(letter instanceof Event)) urgent--;
    return letter;
  }

  /** Nobody reads any more: whoever waits for room goes on. */
  public void close() {
    isClosed = true;
    room.release(Integer.MAX_VALUE / 2);
  }
}

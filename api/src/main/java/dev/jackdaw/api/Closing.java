package dev.jackdaw.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;

/** Ends several things side by side, because one that is slow must not hold up the others. */
public final class Closing {
  private Closing() {}

  /**
   * Ends them all, each in a thread of its own, and waits until they have ended, no longer than
   * {@code within} in all. What takes longer goes on without anybody waiting. When interrupted it
   * waits no more and stays interrupted.
   *
   * @param name of the threads
   */
  public static void all(Collection<? extends AutoCloseable> things, String name, Duration within) {
    var closing = new ArrayList<Thread>();
    for (var thing : things) {
      closing.add(Thread.ofPlatform().daemon().name(name).start(() -> close(thing)));
    }
    var end = System.nanoTime() + within.toNanos();
    try {
      for (var thread : closing) {
        var left = Duration.ofNanos(end - System.nanoTime());
        if (!left.isPositive() || !thread.join(left)) return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(AutoCloseable thing) {
    try {
      thing.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      System.getLogger(Closing.class.getName())
          .log(System.Logger.Level.DEBUG, () -> thing + " did not end well", e);
    }
  }
}

package dev.jackdaw.journal.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work with files on a thread of its own. An interruption would close the file that is open at that
 * moment; here it reaches only the one that waits.
 */
final class Errand {
  private Errand() {}

  /** How long nobody wonders, and how often to say more. */
  private static final long SILENCE_MILLIS = 1_000;

  private static final long INTERVAL_MILLIS = 4_000;

  /**
   * Does the work and waits for it.
   *
   * @param waiting is run after a while, and again from time to time
   * @throws InterruptedException when interrupted meanwhile; the work goes on by itself
   */
  static <T> T run(Callable<T> work, Runnable waiting) throws IOException, InterruptedException {
    var task = begin(work);
    try {
      for (var patience = SILENCE_MILLIS; ; patience = INTERVAL_MILLIS) {
        try {
          return task.get(patience, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
          waiting.run();
        }
      }
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  /** Does the work and waits for it, interrupted or not. */
  static <T> T runToEnd(Callable<T> work) throws IOException {
    var task = begin(work);
    var interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private static <T> FutureTask<T> begin(Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().name("checkpoint").start(task);
    return task;
  }

  private static IOException failure(ExecutionException e) {
    var cause = e.getCause();
    if (cause instanceof RuntimeException bug && !(bug instanceof UncheckedIOException)) throw bug;
    return cause instanceof IOException known ? known : new IOException(cause);
  }
}

package dev.jackdaw.sandbox.layer;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work with files that is done to its end on a thread of its own, because an interruption would
 * close the file that is open at that moment. Whoever waits keeps the interruption for later.
 */
final class Undisturbed {
  private Undisturbed() {}

  static <T> T run(Callable<T> work) throws IOException {
    var task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().name("layer").start(task);
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
      if (e.getCause() instanceof RuntimeException bug) throw bug;
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }
}

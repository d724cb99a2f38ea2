package dev.jackdaw.models.http;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs blocking socket work so that interrupting the caller ends it. Interrupting a virtual thread
 * closes the socket it waits for; nothing of the kind exists for platform threads and for name
 * lookups, so those wait for a virtual thread that does the work, and leave it behind to end.
 */
final class Interruptible {
  private Interruptible() {}

  /** Runs work that waits for a socket and nothing else. */
  static <T> T socket(Callable<T> work) throws IOException, InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    return Thread.currentThread().isVirtual() ? here(work) : elsewhere(work);
  }

  /** Runs work that may also look up a name. */
  static <T> T lookup(Callable<T> work) throws IOException, InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    return elsewhere(work);
  }

  private static <T> T here(Callable<T> work) throws IOException, InterruptedException {
    try {
      return work.call();
    } catch (Exception e) {
      if (Thread.interrupted()) throw new InterruptedException();
      throw rethrown(e);
    }
  }

  private static <T> T elsewhere(Callable<T> work) throws IOException, InterruptedException {
    var task = new FutureTask<>(work);
    var thread = Thread.ofVirtual().name("http").start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      thread.interrupt();
      throw e;
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
  }

  static IOException rethrown(@Nullable Throwable failure) {
    if (failure instanceof IOException e) return e;
    if (failure instanceof RuntimeException e) throw e;
    if (failure instanceof Error e) throw e;
    throw new IllegalStateException("unexpected failure", failure);
  }
}

package dev.jackdaw.models.http;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/**
 * Does the socket work of one exchange for a platform thread, which cannot be interrupted while it
 * waits for a socket. The work is on a platform thread too: a virtual one would leave the JVM with
 * a poller inside the kernel, for which it waits 300 ms when it exits. An interrupted caller leaves
 * at once; the connection is closed when the next byte or the time limit wakes the work.
 */
final class Worker implements AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> Thread.ofPlatform().daemon().name("http").unstarted(work));
  private volatile boolean abandoned;

  /** Runs the work and waits; when interrupted, has the cleanup done after the work ends. */
  <T> T run(Callable<T> work, Runnable cleanup) throws IOException, InterruptedException {
    var task = new FutureTask<>(work);
    thread.execute(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      abandoned = true;
      thread.execute(cleanup);
      thread.shutdown();
      throw e;
    } catch (ExecutionException e) {
      throw Interruptible.rethrown(e.getCause());
    }
  }

  /** Returns whether its work may still go on, so that nobody else may touch the connection. */
  boolean isAbandoned() {
    return abandoned;
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}

package dev.jackdaw.embed;

import dev.jackdaw.api.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A task of a session that was started without waiting for it. Safe for use by several threads. */
public final class Task {
  private final CompletableFuture<Outcome> outcome;
  private final Runnable cancellation;

  Task(CompletableFuture<Outcome> outcome, Runnable cancellation) {
    this.outcome = outcome;
    this.cancellation = cancellation;
  }

  /** Stops it as soon as it can be, or before it began; what finished is kept. */
  public void cancel() {
    cancellation.run();
  }

  public boolean isDone() {
    return outcome.isDone();
  }

  /** Waits for its end; an interruption ends the waiting, not the task. */
  public Outcome await() throws InterruptedException {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Returns a future of its end; cancelling that does not cancel the task. */
  public CompletableFuture<Outcome> outcome() {
    return outcome.copy();
  }
}

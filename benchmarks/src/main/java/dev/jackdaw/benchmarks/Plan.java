package dev.jackdaw.benchmarks;

import java.time.Duration;

/**
 * What a crowd of sessions does.
 *
 * @param turns calls of a session, one each turn; the reply after the last ends the task
 * @param modelDelay how long the model takes for every reply
 */
record Plan(int sessions, int turns, Duration modelDelay, Store store, Work work) {
  /** Where events go. */
  enum Store {
    FILE,
    MEMORY
  }

  /** What a call does. */
  enum Work {
    /** Starts a shell. */
    BASH,
    /** Starts no process. */
    ECHO
  }

  Plan {
    if (sessions < 1) throw new IllegalArgumentException("sessions must be at least 1");
    if (turns < 1) throw new IllegalArgumentException("turns must be at least 1");
  }

  int replies() {
    return turns + 1;
  }

  /** Returns the time if everything but the model took none. */
  Duration ideal() {
    return modelDelay.multipliedBy(replies());
  }
}

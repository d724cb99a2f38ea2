package dev.jackdaw.engine;

import dev.jackdaw.api.Effect;
import java.util.List;
import java.util.concurrent.Semaphore;

/** The places that commands and network calls of a session share. Thread-safe. */
final class Slots {
  private final Parallelism parallelism;
  private final Semaphore processes;
  private final Semaphore network;

  Slots(Parallelism parallelism) {
    this.parallelism = parallelism;
    this.processes = new Semaphore(parallelism.processes(), true);
    this.network = new Semaphore(parallelism.network(), true);
  }

  /** Returns the places for the sub-agents that one agent starts: they must not wait for theirs. */
  Semaphore forAgents() {
    return new Semaphore(parallelism.agents(), true);
  }

  /** Waits until a call with these effects has its places. Always taken in the same order. */
  Hold take(List<Effect> effects) throws InterruptedException {
    var held = Hold.NOTHING;
    if (effects.stream().anyMatch(Effect.Executes.class::isInstance)) {
      held = take(processes);
    }
    if (effects.stream().anyMatch(Effect.Connects.class::isInstance)) {
      try {
        held = held.and(take(network));
      } catch (InterruptedException e) {
        held.close();
        throw e;
      }
    }
    return held;
  }

  /** Waits for one place. */
  static Hold take(Semaphore places) throws InterruptedException {
    places.acquire();
    return places::release;
  }
}

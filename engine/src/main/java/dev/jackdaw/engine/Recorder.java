package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Session.Registration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The one door through which events leave the engine: first into the journal, then to whoever
 * listens. The lock makes both see the same order.
 */
final class Recorder {
  private final Journal journal;
  private final InstantSource clock;
  private final Origins origins;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Consumer<Occurrence>> listeners = new ArrayList<>();

  Recorder(Journal journal, InstantSource clock, Origins origins) {
    this.journal = journal;
    this.clock = clock;
    this.origins = origins;
  }

  /**
   * Keeps the event, then shows it. An interrupted thread records all the same.
   *
   * @return its number in the journal
   */
  long record(AgentId agent, Event.Durable event) {
    var interrupted = Thread.interrupted();
    lock.lock();
    try {
      origins.apply(event);
      var kept = journal.append(agent, event);
      tell(kept);
      return kept.sequence();
    } finally {
      lock.unlock();
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  /** Hands out every event of the session so far, of all agents. */
  void replay(Consumer<Occurrence> each) {
    journal.replay(each);
  }

  void show(AgentId agent, Event.Fleeting event) {
    lock.lock();
    try {
      if (!listeners.isEmpty()) tell(new Occurrence(0, clock.instant(), agent, event));
    } finally {
      lock.unlock();
    }
  }

  /** Returns when everything recorded so far would survive the end of the machine. */
  void sync() {
    journal.sync();
  }

  Registration listen(Consumer<Occurrence> listener) {
    lock.lock();
    try {
      listeners.add(listener);
    } finally {
      lock.unlock();
    }
    return () -> {
      lock.lock();
      try {
        listeners.remove(listener);
      } finally {
        lock.unlock();
      }
    };
  }

  private void tell(Occurrence occurrence) {
    for (var listener : List.copyOf(listeners)) {
      try {
        listener.accept(occurrence);
      } catch (RuntimeException e) {
        listeners.remove(listener);
        var thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }
  }
}

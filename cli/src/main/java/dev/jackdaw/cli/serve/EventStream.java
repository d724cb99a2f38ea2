package dev.jackdaw.cli.serve;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The messages about one request, or about none, as server-sent events. Each has a number, so that
 * a client whose connection broke can go on behind the last it heard. Thread-safe.
 */
final class EventStream {
  private static final int MAX_KEPT = 1_000;
  private static final long RETRY_MILLIS = 500;
  private static final long PULSE_SECONDS = 15;

  private record Numbered(int number, String data) {}

  private static final Numbered PULSE = new Numbered(-1, "");

  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by lock.
  private final Deque<Numbered> events = new ArrayDeque<>();
  private int last;
  private boolean complete;

  /** Counts the readers there were: only the newest one is served. */
  private int reader;

  EventStream(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  void add(Json.Obj message) {
    lock.lock();
    try {
      events.add(new Numbered(++last, message.compact()));
      if (events.size() > MAX_KEPT) events.removeFirst();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing comes any more. */
  void complete() {
    lock.lock();
    try {
      complete = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the one message of a stream that is complete with it. */
  Optional<String> only() {
    lock.lock();
    try {
      return complete && last == 1 ? Optional.of(events.getFirst().data()) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  boolean isComplete() {
    lock.lock();
    try {
      return complete;
    } finally {
      lock.unlock();
    }
  }

  /** Lets its reader go; the rest is for one that comes back. */
  void detach() {
    lock.lock();
    try {
      reader++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes what there is and what comes, until the stream is complete or another reader came.
   *
   * @param after the number of the last event that was heard
   * @param primes whether an empty event comes first, which tells the client where it is
   */
  void serve(OutputStream out, int after, boolean primes) throws IOException, InterruptedException {
    var mine = enter();
    if (primes)
      write(out, "id: " + name + "-" + after + "\nretry: " + RETRY_MILLIS + "\ndata: \n\n");
    var heard = after;
    while (true) {
      var next = next(heard, mine);
      if (next == null) return;
      if (next.number() < 0) {
        write(out, ": still here\n\n");
        continue;
      }
      write(
          out,
          "id: " + name + "-" + next.number() + "\nevent: message\ndata: " + next.data() + "\n\n");
      heard = next.number();
    }
  }

  private int enter() {
    lock.lock();
    try {
      changed.signalAll();
      return ++reader;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next event; a pulse now and then shows whether somebody is still there. */
  private @Nullable Numbered next(int heard, int mine) throws InterruptedException {
    lock.lock();
    try {
      while (reader == mine) {
        for (var event : events) {
          if (event.number() > heard) return event;
        }
        if (complete) return null;
        if (!changed.await(PULSE_SECONDS, TimeUnit.SECONDS)) return PULSE;
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}

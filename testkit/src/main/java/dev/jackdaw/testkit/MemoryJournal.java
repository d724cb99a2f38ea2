package dev.jackdaw.testkit;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.SessionId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A journal kept in memory, which tests can look into, break, and open again as after a crash.
 * Thread-safe.
 */
public final class MemoryJournal implements Journal {
  private final SessionId session;
  private final InstantSource clock;
  private final MemoryBlobs blobs;
  private final Object lock = new Object();

  // All guarded by lock.
  private final List<Occurrence> kept;
  private int synced;
  private int untilFailure;
  private boolean brokenSync;
  private boolean closed;

  public MemoryJournal() {
    this(new SessionId("memory"), FakeClock.create());
  }

  public MemoryJournal(SessionId session, InstantSource clock) {
    this(session, clock, new MemoryBlobs(), List.of());
  }

  private MemoryJournal(
      SessionId session, InstantSource clock, MemoryBlobs blobs, List<Occurrence> kept) {
    this.session = session;
    this.clock = clock;
    this.blobs = blobs;
    this.kept = new ArrayList<>(kept);
    this.synced = kept.size();
  }

  @Override
  public SessionId session() {
    return session;
  }

  @Override
  public void replay(Consumer<Occurrence> each) {
    occurrences().forEach(each);
  }

  @Override
  public Occurrence append(AgentId agent, Event.Durable event) {
    synchronized (lock) {
      requireOpen();
      if (untilFailure > 0 && --untilFailure == 0) {
        throw failure("the event was not kept: no space left; free some and continue the session");
      }
      var occurrence = new Occurrence(kept.size() + 1, clock.instant(), agent, event);
      kept.add(occurrence);
      return occurrence;
    }
  }

  @Override
  public void sync() {
    synchronized (lock) {
      requireOpen();
      if (brokenSync) throw failure("the journal cannot be written to the disk");
      synced = kept.size();
    }
  }

  @Override
  public MemoryBlobs blobs() {
    return blobs;
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (!closed && !brokenSync) synced = kept.size();
      closed = true;
    }
  }

  /** Returns every event so far with its circumstances. */
  public List<Occurrence> occurrences() {
    synchronized (lock) {
      return List.copyOf(kept);
    }
  }

  /** Returns every event so far. */
  public List<Event> events() {
    return occurrences().stream().map(Occurrence::event).toList();
  }

  /** Returns every event of one kind so far. */
  public <E extends Event> List<E> events(Class<E> kind) {
    return events().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Returns how many events would survive a power cut. */
  public int synced() {
    synchronized (lock) {
      return synced;
    }
  }

  public boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  /** Makes the n-th append from now, counting from 1, fail. */
  public void failAppend(int nth) {
    if (nth < 1) throw new IllegalArgumentException("appends count from 1, not " + nth);
    synchronized (lock) {
      untilFailure = nth;
    }
  }

  /** Makes every sync from now on fail. */
  public void failSync() {
    synchronized (lock) {
      brokenSync = true;
    }
  }

  /** Returns what a new process finds: everything that was appended. This one can go on. */
  public MemoryJournal afterCrash() {
    synchronized (lock) {
      return new MemoryJournal(session, clock, blobs, kept);
    }
  }

  /** Returns what is found after a power cut: everything that was synced. This one can go on. */
  public MemoryJournal afterPowerCut() {
    synchronized (lock) {
      return new MemoryJournal(session, clock, blobs, kept.subList(0, synced));
    }
  }

  /** Returns what a new process finds that was ended after the event with this number. */
  public MemoryJournal afterCrashAt(int sequence) {
    synchronized (lock) {
      return new MemoryJournal(session, clock, blobs, kept.subList(0, sequence));
    }
  }

  private void requireOpen() {
    if (closed) throw failure("the journal of session " + session + " is closed");
  }

  private static JackdawException failure(String message) {
    return new JackdawException(JackdawException.Kind.ENVIRONMENT, "journal-unwritable", message);
  }
}

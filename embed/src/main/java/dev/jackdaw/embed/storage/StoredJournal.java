package dev.jackdaw.embed.storage;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.SessionStore;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.wire.OccurrenceJson;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A journal in a store: the number of a line is that of its event. Thread-safe. */
final class StoredJournal implements Journal {
  private static final int PAGE_LINES = 500;

  private final SessionId session;
  private final SessionStore store;
  private final InstantSource clock;
  private final StoredBlobs blobs;
  private final ReentrantLock lock = new ReentrantLock();
  // Both guarded by lock.
  private long last;
  private boolean closed;

  StoredJournal(SessionId session, SessionStore store, InstantSource clock, long last) {
    this.session = session;
    this.store = store;
    this.clock = clock;
    this.blobs = new StoredBlobs(store);
    this.last = last;
  }

  static StoredJournal open(SessionId session, SessionStore store, InstantSource clock)
      throws IOException {
    var last = 0L;
    while (true) {
      var page = store.read(session, last, PAGE_LINES).size();
      last += page;
      if (page < PAGE_LINES) return new StoredJournal(session, store, clock, last);
    }
  }

  @Override
  public SessionId session() {
    return session;
  }

  /** Lines of a later version that are not understood are passed over. */
  @Override
  public void replay(Consumer<Occurrence> each) {
    for (var at = 0L; ; ) {
      var page = page(at);
      for (var line : page) {
        try {
          OccurrenceJson.read(Json.parseObject(line)).ifPresent(each);
        } catch (JsonException e) {
          throw unreadable(session, new IOException("an event is damaged: " + e.getMessage(), e));
        }
      }
      at += page.size();
      if (page.size() < PAGE_LINES) return;
    }
  }

  private java.util.List<String> page(long after) {
    try {
      return store.read(session, after, PAGE_LINES);
    } catch (IOException e) {
      throw unreadable(session, e);
    }
  }

  @Override
  public Occurrence append(AgentId agent, Event.Durable event) {
    lock.lock();
    try {
      requireOpen();
      var occurrence = new Occurrence(last + 1, clock.instant(), agent, event);
      var line = OccurrenceJson.write(occurrence).compact();
      if (!store.append(session, occurrence.sequence(), line)) throw elsewhere();
      last++;
      return occurrence;
    } catch (IOException e) {
      throw unwritable(session, e);
    } finally {
      lock.unlock();
    }
  }

  private JackdawException elsewhere() {
    return new JackdawException(
        JackdawException.Kind.USER,
        "session-locked",
        "Session " + session + " is being continued elsewhere. Close it there, and resume it.");
  }

  @Override
  public void sync() {
    lock.lock();
    try {
      requireOpen();
      store.sync(session);
    } catch (IOException e) {
      throw unwritable(session, e);
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) throw unwritable(session, new IOException("the journal is closed"));
  }

  @Override
  public Blobs blobs() {
    return blobs;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) return;
      closed = true;
      store.sync(session);
    } catch (IOException e) {
      throw unwritable(session, e);
    } finally {
      lock.unlock();
    }
  }

  static JackdawException unwritable(SessionId session, IOException e) {
    return new JackdawException(
        JackdawException.Kind.ENVIRONMENT,
        "journal-unwritable",
        "Session " + session + " cannot be kept: " + e.getMessage(),
        e);
  }

  static JackdawException unreadable(SessionId session, IOException e) {
    return new JackdawException(
        JackdawException.Kind.ENVIRONMENT,
        "journal-unreadable",
        "Session " + session + " cannot be read: " + e.getMessage(),
        e);
  }
}

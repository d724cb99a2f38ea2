package dev.jackdaw.journal;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.EventJson;
import dev.jackdaw.wire.InstantText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a file that only ever grows. An event is handed to the operating system before
 * {@link #append} returns; {@link #sync} waits for the disk, once for all threads that wait. Opened
 * by {@link Sessions}.
 */
public final class FileJournal implements Journal {
  private static final long NEVER = -1;

  private final SessionId session;
  private final Path file;
  private final Disk disk;
  private final Disk.Output output;
  private final SessionLock lock;
  private final FileBlobs blobs;
  private final Bodies bodies;
  private final Playback playback;
  private final InstantSource clock;

  private final ReentrantLock appending = new ReentrantLock();
  private final ReentrantLock syncing = new ReentrantLock();

  // Written under appending.
  private volatile Extent whole = Extent.NOTHING;
  private boolean dirty;
  private volatile boolean closed;

  // Guarded by syncing.
  private long synced = NEVER;
  private @Nullable IOException broken;

  private FileJournal(
      SessionId session,
      Path file,
      Disk disk,
      Disk.Output output,
      SessionLock lock,
      FileBlobs blobs,
      InstantSource clock) {
    this.session = session;
    this.file = file;
    this.disk = disk;
    this.output = output;
    this.lock = lock;
    this.blobs = blobs;
    this.clock = clock;
    bodies = new Bodies(blobs);
    playback = new Playback(blobs);
  }

  /** Opens the file, which exists, and repairs it if need be. */
  static FileJournal open(
      SessionId session, Path file, FileBlobs blobs, InstantSource clock, Disk disk)
      throws IOException {
    var lock = SessionLock.acquire(lockFile(file, session), session, clock);
    try {
      return open(session, file, disk, lock, blobs, clock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static FileJournal open(
      SessionId session,
      Path file,
      Disk disk,
      SessionLock lock,
      FileBlobs blobs,
      InstantSource clock)
      throws IOException {
    var output = disk.open(file);
    try {
      var journal = new FileJournal(session, file, disk, output, lock, blobs, clock);
      if (output.length() > 0) journal.repair();
      return journal;
    } catch (IOException | RuntimeException e) {
      output.close();
      throw e;
    }
  }

  static Path lockFile(Path file, SessionId session) {
    return file.resolveSibling(session + ".lock");
  }

  private void repair() throws IOException {
    whole = new Repair(file, output, disk, playback::warn).make();
  }

  @Override
  public SessionId session() {
    return session;
  }

  /** Returns the file, for people: hooks and messages name it. */
  public Path file() {
    return file;
  }

  /** Returns what was wrong with the file and what was done about it, in whole sentences. */
  public List<String> warnings() {
    return playback.warnings();
  }

  @Override
  public void replay(Consumer<Occurrence> each) {
    try {
      playback.play(file, whole.bytes(), each);
    } catch (IOException e) {
      throw Failures.read(file, e);
    }
  }

  @Override
  public Occurrence append(AgentId agent, Event.Durable event) {
    try {
      var rest = rest(agent, bodies.detach(EventJson.write(event)));
      var occurrence = append(agent, event, rest);
      if (event instanceof Event.SessionTitled(var title)) Title.write(file, session, title);
      return occurrence;
    } catch (IOException e) {
      throw Failures.write(file, e);
    }
  }

  private Occurrence append(AgentId agent, Event.Durable event, String rest) throws IOException {
    appending.lock();
    try {
      requireOpen();
      var now = clock.instant();
      var number = whole.records() + 1;
      write(Frame.line(number, ",\"t\":\"" + InstantText.write(now) + rest));
      return new Occurrence(number, now, agent, event);
    } finally {
      appending.unlock();
    }
  }

  /** Returns what follows the time: everything that can be made ready before the turn to write. */
  private static String rest(AgentId agent, Bodies.Lean lean) {
    var rest = new StringBuilder(256);
    rest.append("\",\"a\":").append(Json.of(agent.value()).compact());
    rest.append(",\"e\":").append(lean.event().compact());
    table(rest, "b", lean.blobs());
    table(rest, "d", lean.deep());
    return rest.append('}').toString();
  }

  private static void table(StringBuilder rest, String name, Map<String, Json> table) {
    if (table.isEmpty()) return;
    rest.append(",\"").append(name).append("\":").append(new Json.Obj(table).compact());
  }

  /** Writes the line or, when that fails, takes back whatever was written of it. */
  private void write(byte[] line) throws IOException {
    if (dirty) takeBack();
    dirty = true;
    try {
      output.write(line, 0, line.length);
      whole = whole.plus(line.length);
      dirty = false;
    } catch (IOException e) {
      try {
        takeBack();
      } catch (IOException second) {
        // Whatever comes first, the next append or the next opening, tries again.
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private void takeBack() throws IOException {
    output.truncate(whole.bytes());
    dirty = false;
  }

  @Override
  public void sync() {
    var wanted = whole.records();
    syncing.lock();
    try {
      if (synced >= wanted) return;
      requireOpen();
      if (broken != null) throw Failures.sync(file, broken);
      force();
    } finally {
      syncing.unlock();
    }
  }

  /** A disk that failed once may forget what it did not keep, so it is not believed again. */
  private void force() {
    var reached = whole.records();
    try {
      blobs.sync();
      output.force();
      if (synced == NEVER) syncFolders();
      synced = reached;
    } catch (IOException e) {
      broken = e;
      throw Failures.sync(file, e);
    }
  }

  private void syncFolders() throws IOException {
    var project = PrivateFiles.parent(file);
    disk.syncDirectory(project);
    disk.syncDirectory(PrivateFiles.parent(project));
  }

  @Override
  public FileBlobs blobs() {
    return blobs;
  }

  private void requireOpen() {
    if (closed) throw new IllegalStateException("the journal of session " + session + " is closed");
  }

  @Override
  public void close() {
    appending.lock();
    syncing.lock();
    try {
      if (closed) return;
      try {
        if (broken == null) sync();
      } finally {
        closed = true;
        release();
      }
    } finally {
      syncing.unlock();
      appending.unlock();
    }
  }

  private void release() {
    try (lock) {
      output.close();
    } catch (IOException e) {
      throw Failures.sync(file, e);
    }
  }
}

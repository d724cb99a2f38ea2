package dev.jackdaw.journal;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.SessionId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to write a session, held by one journal at a time. The operating system's lock on a
 * file beside the session is the truth, so that no process that ended can hold on to it; what the
 * file says about the owner is for people, and for file systems that cannot lock.
 */
final class SessionLock implements AutoCloseable {
  /** The locked byte, far behind the text, which others must be able to read on any system. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final int MAX_OWNER_BYTES = 4_096;

  // POSIX gives up a process's lock when the process closes any descriptor of the file. Whoever
  // shares this JVM must therefore not so much as open a lock file that is held, and only the JVM
  // as a whole can know that.
  private static final ReentrantLock GUARD = new ReentrantLock();
  private static final Set<Path> HELD = new HashSet<>();

  private final Path file;
  private final RandomAccessFile handle;
  private boolean closed;

  private SessionLock(Path file, RandomAccessFile handle) {
    this.file = file;
    this.handle = handle;
  }

  /**
   * Takes the lock.
   *
   * @throws JackdawException of kind user and code {@code session-locked} when another has it
   */
  static SessionLock acquire(Path file, SessionId session, InstantSource clock) throws IOException {
    GUARD.lock();
    try {
      var canonical = canonical(file);
      if (HELD.contains(canonical)) throw locked(session, "this process");
      var lock = open(canonical, session, clock);
      HELD.add(canonical);
      return lock;
    } finally {
      GUARD.unlock();
    }
  }

  private static Path canonical(Path file) throws IOException {
    return PrivateFiles.parent(file).toRealPath().resolve(file.getFileName());
  }

  private static SessionLock open(Path file, SessionId session, InstantSource clock)
      throws IOException {
    while (true) {
      PrivateFiles.createFileIfMissing(file);
      var before = identity(file);
      var handle = new RandomAccessFile(file.toFile(), "rw");
      try {
        if (!tryLock(handle)) throw locked(session, holder(handle));
        // Its last owner may have deleted it between our opening and our locking.
        if (before.isPresent() && before.equals(identity(file))) {
          handle.setLength(0);
          handle.write(Owner.self(clock.instant()).write().getBytes(StandardCharsets.UTF_8));
          return new SessionLock(file, handle);
        }
      } catch (IOException | RuntimeException e) {
        handle.close();
        throw e;
      }
      handle.close();
    }
  }

  private static boolean tryLock(RandomAccessFile handle) throws IOException {
    try {
      return handle.getChannel().tryLock(LOCKED_BYTE, 1, false) != null;
    } catch (IOException _) {
      // This file system cannot lock; the owner's word must do.
      return owner(handle).filter(Owner::isAlive).isEmpty();
    }
  }

  private static Optional<Object> identity(Path file) throws IOException {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(Optional.ofNullable(attributes.fileKey()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private static Optional<Owner> owner(RandomAccessFile handle) throws IOException {
    var bytes = new byte[(int) Math.min(handle.length(), MAX_OWNER_BYTES)];
    handle.seek(0);
    handle.readFully(bytes);
    return Owner.parse(new String(bytes, StandardCharsets.UTF_8));
  }

  private static String holder(RandomAccessFile handle) throws IOException {
    return owner(handle).map(Owner::description).orElse("another process");
  }

  private static JackdawException locked(SessionId session, String holder) {
    return new JackdawException(
        JackdawException.Kind.USER,
        "session-locked",
        "Session "
            + session
            + " is open in "
            + holder
            + ". Close it there, or go on with a copy of it (--fork-session).");
  }

  /** Lets go. Closing twice does nothing. */
  @Override
  public void close() throws IOException {
    GUARD.lock();
    try {
      if (closed) return;
      closed = true;
      try {
        Files.deleteIfExists(file);
      } catch (IOException _) {
        // Windows deletes no open file; the next owner finds it and takes it over.
      } finally {
        handle.close();
        HELD.remove(file);
      }
    } finally {
      GUARD.unlock();
    }
  }
}

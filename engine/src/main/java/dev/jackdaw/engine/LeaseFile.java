package dev.jackdaw.engine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Locks that other processes see. A path is one byte of a file, far behind its end, at a place
 * found by hashing: to change a path is to lock its byte for oneself and the bytes of the folders
 * above it together with others who do so. They end with the process, whatever ends it. What the
 * file holds tells people who has a lock; nothing rests on it but the case of a Jackdaw that runs
 * in a command of another one. Thread-safe.
 */
final class LeaseFile {
  private static final long FIRST_LOCK = 1L << 40;
  private static final int SLOTS = 1_024;
  private static final int SIGNATURES = 16;
  private static final int SLOT_BYTES = 128;
  private static final int TEXT_BYTES = SLOT_BYTES - 4 * Long.BYTES;

  /** A byte to lock; {@code wanted} is the path because of which. */
  record Key(long number, boolean exclusive, Path wanted) {}

  /** A process that locked a byte, and for what. */
  record Holder(long number, long process, long begun, String what) {
    String described() {
      return "process " + process + (what.isEmpty() ? "" : " (" + what + ")");
    }

    /** Returns whether it is not this process, and runs. */
    boolean isOther() {
      return process != ProcessHandle.current().pid()
          && ProcessHandle.of(process).filter(found -> begun == startOf(found)).isPresent();
    }

    /** Returns whether this process runs in a command of that one, which waits for it. */
    boolean isAbove() {
      var above = ProcessHandle.current().parent();
      while (above.isPresent()) {
        if (above.get().pid() == process) return begun == startOf(above.get());
        above = above.get().parent();
      }
      return false;
    }
  }

  /** A lock of this process; shared ones are counted. */
  private static final class Held {
    final FileLock lock;
    final boolean exclusive;
    int count = 1;

    Held(FileLock lock, boolean exclusive) {
      this.lock = lock;
      this.exclusive = exclusive;
    }
  }

  private final Path folder;
  private final Map<Long, Held> held = new HashMap<>();

  /** Unlike those of a channel, its reads and writes do not close it when they are interrupted. */
  private @Nullable RandomAccessFile file;

  LeaseFile(Path folder) {
    this.folder = folder;
  }

  /** Returns what to lock in order to change the paths, in the order in which to do it. */
  static SortedMap<Long, Key> keys(List<Place> places) {
    var keys = new TreeMap<Long, Key>();
    for (var place : places) {
      for (var at = place.key(); at != null; at = at.getParent()) {
        var key = new Key(number(at), at.equals(place.key()), place.path());
        keys.merge(key.number(), key, (one, other) -> one.exclusive() ? one : other);
      }
    }
    return keys;
  }

  private static long number(Path path) {
    try {
      var bytes = path.toString().getBytes(StandardCharsets.UTF_8);
      var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return ByteBuffer.wrap(hash).getLong() >>> 2;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Locks the byte unless somebody else has it. {@code what} tells others for what. */
  synchronized boolean tryLock(Key key, String what) throws IOException {
    var known = held.get(key.number());
    if (known != null) {
      if (known.exclusive || key.exclusive()) return false;
      known.count++;
      return true;
    }
    var opened = open();
    try {
      var lock = opened.getChannel().tryLock(FIRST_LOCK + key.number(), 1, !key.exclusive());
      if (lock == null) return false;
      held.put(key.number(), new Held(lock, key.exclusive()));
      sign(opened, key, what);
      return true;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  /** Gives back one lock on the byte. */
  synchronized void unlock(long number) {
    var known = held.get(number);
    if (known == null || --known.count > 0) return;
    held.remove(number);
    try (known.lock) {
      if (file != null) erase(file, number);
    } catch (IOException e) {
      System.getLogger("dev.jackdaw.engine")
          .log(System.Logger.Level.WARNING, "a lock of " + this + " could not be given back", e);
    }
  }

  /** Returns the other processes that say they have the byte and still run. */
  synchronized List<Holder> holders(Key key) throws IOException {
    var opened = open();
    var found = new ArrayList<Holder>();
    for (var slot = 0; slot < SIGNATURES; slot++) {
      read(opened, key.number(), slot)
          .filter(holder -> holder.number() == key.number() && holder.isOther())
          .ifPresent(found::add);
    }
    return found;
  }

  private static Optional<Holder> read(RandomAccessFile file, long number, long slot)
      throws IOException {
    var bytes = new byte[SLOT_BYTES];
    file.seek(position(number, slot));
    if (file.read(bytes) < SLOT_BYTES) return Optional.empty();
    var in = ByteBuffer.wrap(bytes);
    var signed = in.getLong();
    var process = in.getLong();
    if (process == 0) return Optional.empty();
    var begun = in.getLong();
    var text = new byte[Math.clamp(in.getLong(), 0, TEXT_BYTES)];
    in.get(text);
    return Optional.of(
        new Holder(signed, process, begun, new String(text, StandardCharsets.UTF_8)));
  }

  private static void sign(RandomAccessFile file, Key key, String what) throws IOException {
    var text = cut(what.lines().findFirst().orElse(""));
    var out = ByteBuffer.allocate(SLOT_BYTES);
    var me = ProcessHandle.current();
    out.putLong(key.number()).putLong(me.pid()).putLong(startOf(me));
    out.putLong(text.length).put(text);
    file.seek(position(key.number(), free(file, key.number(), me.pid())));
    file.write(out.array());
  }

  /**
   * Returns a slot that holds the signature of nobody else who still runs. Two who look at the same
   * instant begin at different ones, most likely; the one that is overwritten all the same only
   * stays unnamed.
   */
  private static long free(RandomAccessFile file, long number, long pid) throws IOException {
    for (var slot = pid; slot < pid + SIGNATURES; slot++) {
      var there = read(file, number, slot);
      if (there.isEmpty() || isMine(there.get(), number)) return slot;
      if (there.get().process() != pid && !there.get().isOther()) return slot;
    }
    return pid;
  }

  private static void erase(RandomAccessFile file, long number) throws IOException {
    for (var slot = 0; slot < SIGNATURES; slot++) {
      if (read(file, number, slot).filter(there -> isMine(there, number)).isEmpty()) continue;
      file.seek(position(number, slot));
      file.write(new byte[SLOT_BYTES]);
    }
  }

  private static boolean isMine(Holder holder, long number) {
    return holder.number() == number && holder.process() == ProcessHandle.current().pid();
  }

  /** Cuts between characters. */
  private static byte[] cut(String text) {
    var end = Math.min(text.length(), TEXT_BYTES);
    var bytes = text.substring(0, end).getBytes(StandardCharsets.UTF_8);
    while (bytes.length > TEXT_BYTES) {
      end = text.offsetByCodePoints(end, -1);
      bytes = text.substring(0, end).getBytes(StandardCharsets.UTF_8);
    }
    return bytes;
  }

  /** A byte that several share has room for some of their signatures. */
  private static long position(long number, long slot) {
    return (number % SLOTS * SIGNATURES + slot % SIGNATURES) * SLOT_BYTES;
  }

  /** Tells a process from an earlier or foreign one of the same number. */
  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private RandomAccessFile open() throws IOException {
    var known = file;
    if (known != null) return known;
    Files.createDirectories(folder);
    var opened = new RandomAccessFile(path().toFile(), "rw");
    file = opened;
    return opened;
  }

  private Path path() {
    return folder.resolve("leases.lock");
  }

  @Override
  public String toString() {
    return path().toString();
  }
}

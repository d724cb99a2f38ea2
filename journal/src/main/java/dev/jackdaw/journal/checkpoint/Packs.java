package dev.jackdaw.journal.checkpoint;

import dev.jackdaw.journal.PrivateFolder;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Contents by their SHA-256, one after the other in files that only grow, each behind its SHA-256
 * and its size. A process writes to packs of its own, so that several may keep contents in one
 * folder at once. What a pack holds is also listed beside it, which is quicker to read; what is not
 * listed, after a crash, is found in the pack. Safe for use by several threads.
 */
final class Packs implements Closeable {
  private static final String PACK = ".pack";
  private static final String LIST = ".list";
  private static final int HEAD_BYTES = ContentId.BYTES + Long.BYTES;
  private static final int ENTRY_BYTES = ContentId.BYTES + 2 * Long.BYTES;
  private static final long MAX_PACK_BYTES = 256L << 20;
  private static final int BUFFER_BYTES = 256 * 1024;

  /** Where a content is. */
  private record Place(String pack, long offset, long size) {}

  private final Path folder;
  private final Map<ContentId, Place> places = new HashMap<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private final List<ContentId> unlisted = new ArrayList<>();
  private boolean loaded;
  private boolean unsynced;
  private @Nullable FileChannel pack;
  private String name = "";

  Packs(Path folder) {
    this.folder = folder;
  }

  /**
   * Keeps what can be read from the channel.
   *
   * @param most bytes; what is larger is not kept
   * @return its id, nothing when it is too large
   */
  synchronized Optional<Kept> put(ReadableByteChannel from, long most) throws IOException {
    load();
    var to = pack();
    var start = to.position();
    var digest = ContentId.digest();
    var size = 0L;
    var whole = false;
    try {
      to.position(start + HEAD_BYTES);
      while (from.read(buffer.clear()) >= 0) {
        buffer.flip();
        size += buffer.limit();
        if (size > most) return Optional.empty();
        digest.update(buffer.array(), 0, buffer.limit());
        while (buffer.hasRemaining()) to.write(buffer);
      }
      var id = ContentId.of(digest);
      if (!places.containsKey(id)) {
        writeHead(to, start, id, size);
        whole = true;
        places.put(id, new Place(name, start + HEAD_BYTES, size));
        unlisted.add(id);
        unsynced = true;
      }
      return Optional.of(new Kept(id, size));
    } finally {
      if (!whole) to.truncate(start).position(start);
    }
  }

  /** Written last: what has a head is whole. */
  private static void writeHead(FileChannel to, long start, ContentId id, long size)
      throws IOException {
    var head = ByteBuffer.allocate(HEAD_BYTES);
    id.write(head);
    head.putLong(size).flip();
    for (var at = start; head.hasRemaining(); ) at += to.write(head, at);
    to.position(start + HEAD_BYTES + size);
  }

  /** What was kept. */
  record Kept(ContentId id, long size) {}

  /** Keeps the bytes. */
  ContentId put(byte[] bytes) throws IOException {
    try (var channel = Channels.newChannel(new ByteArrayInputStream(bytes))) {
      return put(channel, Long.MAX_VALUE).orElseThrow().id();
    }
  }

  private FileChannel pack() throws IOException {
    var current = pack;
    if (current != null && current.position() < MAX_PACK_BYTES) return current;
    if (current != null) {
      sync();
      current.close();
    }
    PrivateFolder.create(folder);
    name = ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), 36);
    current =
        FileChannel.open(
            folder.resolve(name + PACK),
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    pack = current;
    return current;
  }

  /** Returns when everything kept so far would survive the end of the machine. */
  synchronized void sync() throws IOException {
    list();
    if (pack != null && unsynced) pack.force(false);
    unsynced = false;
  }

  private void list() throws IOException {
    if (unlisted.isEmpty()) return;
    var entries = ByteBuffer.allocate(unlisted.size() * ENTRY_BYTES);
    for (var id : unlisted) {
      var place = Objects.requireNonNull(places.get(id));
      id.write(entries);
      entries.putLong(place.offset()).putLong(place.size());
    }
    entries.flip();
    try (var list =
        FileChannel.open(
            folder.resolve(name + LIST),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND)) {
      while (entries.hasRemaining()) list.write(entries);
    }
    unlisted.clear();
  }

  /** Reads what all packs hold, once. */
  private void load() throws IOException {
    if (loaded) return;
    loaded = true;
    try (var files = Files.newDirectoryStream(folder, "*" + PACK)) {
      for (var file : files) read(file);
    } catch (NoSuchFileException _) {
      // Nothing was ever kept.
    }
  }

  private void read(Path file) throws IOException {
    var base = file.getFileName().toString();
    var of = base.substring(0, base.length() - PACK.length());
    try (var channel = FileChannel.open(file)) {
      var size = channel.size();
      var listed = readList(of, size);
      for (var at = listed; at + HEAD_BYTES <= size; ) {
        var head = ByteBuffer.allocate(HEAD_BYTES);
        while (head.hasRemaining()) {
          if (channel.read(head, at + head.position()) < 0) return;
        }
        var id = ContentId.read(head.flip());
        var length = head.getLong();
        if (length < 0 || at + HEAD_BYTES + length > size || id.equals(ContentId.NONE)) return;
        places.put(id, new Place(of, at + HEAD_BYTES, length));
        at += HEAD_BYTES + length;
      }
    } catch (NoSuchFileException _) {
      // Another process let go of it.
    }
  }

  /** Returns where in the pack the list ends. */
  private long readList(String pack, long size) throws IOException {
    var end = 0L;
    try {
      var entries = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(pack + LIST)));
      while (entries.remaining() >= ENTRY_BYTES) {
        var id = ContentId.read(entries);
        var place = new Place(pack, entries.getLong(), entries.getLong());
        if (place.offset() != end + HEAD_BYTES || place.size() > size - place.offset()) break;
        places.put(id, place);
        end = place.offset() + place.size();
      }
    } catch (NoSuchFileException _) {
      return 0;
    }
    return end;
  }

  private long sizeOf(String pack) throws IOException {
    try {
      return Files.size(folder.resolve(pack + PACK));
    } catch (NoSuchFileException _) {
      return 0;
    }
  }

  /** Returns whether the content is kept. */
  synchronized boolean has(ContentId id) throws IOException {
    load();
    return places.containsKey(id);
  }

  /**
   * Opens a content.
   *
   * @throws NoSuchFileException when it is not kept, or not any more
   */
  InputStream open(ContentId id) throws IOException {
    Place place;
    synchronized (this) {
      load();
      place = places.get(id);
    }
    if (place == null) {
      throw new NoSuchFileException(id.toString(), null, "its content is not kept any more");
    }
    var file = Files.newByteChannel(folder.resolve(place.pack() + PACK));
    file.position(place.offset());
    return new Slice(file, place.size());
  }

  /**
   * Reads a whole content.
   *
   * @throws IOException also when it is not what was kept
   */
  byte[] bytes(ContentId id) throws IOException {
    try (var in = open(id)) {
      var bytes = in.readAllBytes();
      var digest = ContentId.digest();
      digest.update(bytes);
      if (!ContentId.of(digest).equals(id)) throw damaged(id);
      return bytes;
    }
  }

  static IOException damaged(ContentId id) {
    return new IOException("the kept content " + id + " is damaged");
  }

  /** Returns what these contents take, in bytes. */
  synchronized long size(Collection<ContentId> ids) throws IOException {
    load();
    var sum = 0L;
    for (var id : ids) {
      var place = places.get(id);
      if (place != null) sum += HEAD_BYTES + place.size();
    }
    return sum;
  }

  /**
   * Lets go of what is not wanted, by writing packs anew without it.
   *
   * @return how many bytes that freed
   */
  synchronized long prune(Predicate<ContentId> wanted, CheckpointFolder.Thoroughness thoroughness)
      throws IOException {
    close();
    load();
    var before = bytesOnDisk();
    var live = new HashMap<String, Long>();
    for (var entry : places.entrySet()) {
      var size = wanted.test(entry.getKey()) ? HEAD_BYTES + entry.getValue().size() : 0;
      live.merge(entry.getValue().pack(), size, Long::sum);
    }
    var old = new HashSet<String>();
    for (var one : live.entrySet()) {
      var size = sizeOf(one.getKey());
      var worth =
          switch (thoroughness) {
            case ALL -> one.getValue() < size;
            case WORTHWHILE -> one.getValue() * 2 <= size;
          };
      if (worth) old.add(one.getKey());
    }
    for (var entry : Map.copyOf(places).entrySet()) {
      if (!old.contains(entry.getValue().pack())) continue;
      if (wanted.test(entry.getKey())) copy(entry.getKey());
      else places.remove(entry.getKey());
    }
    close();
    for (var each : old) {
      Files.deleteIfExists(folder.resolve(each + LIST));
      Files.deleteIfExists(folder.resolve(each + PACK));
    }
    return Math.max(0, before - bytesOnDisk());
  }

  /** Returns when the pack that nobody wrote to for the longest time was last written to. */
  Optional<Instant> oldest() throws IOException {
    Optional<Instant> oldest = Optional.empty();
    try (var files = Files.newDirectoryStream(folder, "*" + PACK)) {
      for (var file : files) {
        var time = Files.getLastModifiedTime(file).toInstant();
        if (oldest.isEmpty() || time.isBefore(oldest.get())) oldest = Optional.of(time);
      }
    } catch (NoSuchFileException _) {
      return oldest;
    }
    return oldest;
  }

  private void copy(ContentId id) throws IOException {
    try (var in = Channels.newChannel(open(id))) {
      places.remove(id);
      put(in, Long.MAX_VALUE);
    }
  }

  /** Returns what the packs take on the disk, in bytes. */
  long bytesOnDisk() throws IOException {
    var sum = 0L;
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) sum += Files.size(file);
    } catch (NoSuchFileException _) {
      return 0;
    }
    return sum;
  }

  /** Lists what is kept; a later use begins a new pack. */
  @Override
  public synchronized void close() throws IOException {
    sync();
    var current = pack;
    pack = null;
    if (current != null) current.close();
  }

  /** A part of a pack. */
  private static final class Slice extends InputStream {
    private final SeekableByteChannel file;
    private long left;

    Slice(SeekableByteChannel file, long size) {
      this.file = file;
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int from, int count) throws IOException {
      if (count == 0) return 0;
      if (left == 0) return -1;
      var read = file.read(ByteBuffer.wrap(to, from, (int) Math.min(count, left)));
      if (read < 0) throw new EOFException("a pack is shorter than its list says");
      left -= read;
      return read;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}

package dev.jackdaw.journal;

import dev.jackdaw.api.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bodies as files named by their SHA-256, in two levels of folders: {@code ab/cd/abcd…}. A body is
 * written to a file of its own and then renamed, so that what has the name has the content; equal
 * bodies are kept once. Several threads and processes may share the folder.
 */
public final class FileBlobs implements Blobs {
  static final String UNFINISHED = "unfinished";

  private static final String PREFIX = "blob:";
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int SHA256_DIGITS = 64;
  private static final int FOLDER_DIGITS = 4;

  private final Path folder;
  private final InstantSource clock;
  private final Disk disk;
  private final AtomicLong counter = new AtomicLong();
  private final Set<Path> unsynced = ConcurrentHashMap.newKeySet();
  private final ReentrantLock syncing = new ReentrantLock();

  /** Keeps bodies below the folder, which is created with the first of them. */
  public FileBlobs(Path folder, InstantSource clock) {
    this(folder, clock, RealDisk.INSTANCE);
  }

  FileBlobs(Path folder, InstantSource clock, Disk disk) {
    this.folder = folder;
    this.clock = clock;
    this.disk = disk;
  }

  Path folder() {
    return folder;
  }

  @Override
  public Sink create() throws IOException {
    return new FileSink(unfinished());
  }

  private Path unfinished() throws IOException {
    var parent = folder.resolve(UNFINISHED);
    PrivateFiles.createFolders(parent);
    while (true) {
      var name = Long.toString(System.nanoTime(), 36) + "-" + counter.incrementAndGet();
      try {
        var file = parent.resolve(name);
        PrivateFiles.createFile(file);
        return file;
      } catch (FileAlreadyExistsException _) {
        // Another process was as quick; the counter makes the next name.
      }
    }
  }

  /** Keeps a body that is at hand. */
  Handle store(byte[] body) throws IOException {
    var handle = new Handle(hex(sha256().digest(body)), body.length);
    if (isKept(handle)) return handle;
    try (var sink = create()) {
      sink.write(body);
      return sink.commit();
    }
  }

  @Override
  public InputStream open(Handle handle) throws IOException {
    var file = file(handle.sha256());
    if (Files.size(file) != handle.size()) {
      throw new NoSuchFileException(handle.reference(), null, "its size is not what it was");
    }
    return Files.newInputStream(file);
  }

  /** Returns the body as text, after making sure that it is what was stored. */
  String text(Handle handle) throws IOException {
    byte[] body;
    try (var in = open(handle)) {
      body = in.readAllBytes();
    }
    if (!hex(sha256().digest(body)).equals(handle.sha256())) {
      throw new IOException(handle.reference() + " is damaged");
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public Handle find(String reference) throws IOException {
    var digits = reference.startsWith(PREFIX) ? reference.substring(PREFIX.length()) : reference;
    if (!isHex(digits) || digits.length() < FOLDER_DIGITS || digits.length() > SHA256_DIGITS) {
      throw new NoSuchFileException(
          reference, null, "write blob: and at least four hexadecimal digits in lower case");
    }
    Path found = null;
    try (var files = Files.newDirectoryStream(parent(digits), digits + "*")) {
      for (var file : files) {
        if (found != null) {
          throw new NoSuchFileException(reference, null, "more than one body begins like this");
        }
        found = file;
      }
    } catch (NoSuchFileException e) {
      if (e.getReason() != null) throw e;
    }
    if (found == null) throw new NoSuchFileException(reference, null, "there is no such body");
    return new Handle(found.getFileName().toString(), Files.size(found));
  }

  Path file(String sha256) {
    return parent(sha256).resolve(sha256);
  }

  private Path parent(String digits) {
    return folder.resolve(digits.substring(0, 2)).resolve(digits.substring(2, FOLDER_DIGITS));
  }

  /** Returns when every body committed so far is on the disk. */
  void sync() throws IOException {
    if (unsynced.isEmpty()) return;
    syncing.lock();
    try {
      var files = Set.copyOf(unsynced);
      var folders = new HashSet<Path>();
      for (var file : files) {
        if (force(file)) addFolders(file, folders);
      }
      for (var each : folders) disk.syncDirectory(each);
      unsynced.removeAll(files);
    } finally {
      syncing.unlock();
    }
  }

  /** A body that was collected meanwhile needs no care. */
  private boolean force(Path file) throws IOException {
    if (!Files.exists(file)) return false;
    try (var output = disk.open(file)) {
      output.force();
      return true;
    }
  }

  private void addFolders(Path file, Set<Path> folders) {
    for (var each = file.getParent(); each != null && each.startsWith(folder); ) {
      folders.add(each);
      each = each.getParent();
    }
    var above = folder.getParent();
    if (above != null) folders.add(above);
  }

  /** Returns whether the body is there and whole, and if so marks it as used just now. */
  private boolean isKept(Handle handle) throws IOException {
    var file = file(handle.sha256());
    try {
      if (Files.size(file) != handle.size() || !digest(file).equals(handle.sha256())) return false;
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    } catch (NoSuchFileException _) {
      return false;
    }
    unsynced.add(file);
    return true;
  }

  private static String digest(Path file) throws IOException {
    var digest = sha256();
    var buffer = new byte[BUFFER_BYTES];
    try (var in = Files.newInputStream(file)) {
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return hex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  static boolean isHex(String digits) {
    for (var i = 0; i < digits.length(); i++) {
      var c = digits.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) return false;
    }
    return true;
  }

  /** Writes to a file of its own until it is committed. */
  private final class FileSink extends Sink {
    private final Path file;
    private final Disk.Output output;
    private final MessageDigest digest = sha256();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private long size;
    private boolean done;

    private FileSink(Path file) throws IOException {
      this.file = file;
      this.output = disk.open(file);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      if (done) throw new IOException("the body was committed or closed");
      if (count > buffer.length - buffered) flush();
      if (count > buffer.length) {
        drain(bytes, from, count);
      } else {
        System.arraycopy(bytes, from, buffer, buffered, count);
        buffered += count;
      }
    }

    @Override
    public void flush() throws IOException {
      drain(buffer, 0, buffered);
      buffered = 0;
    }

    private void drain(byte[] bytes, int from, int count) throws IOException {
      if (count == 0) return;
      digest.update(bytes, from, count);
      output.write(bytes, from, count);
      size += count;
    }

    @Override
    public Handle commit() throws IOException {
      if (done) throw new IOException("the body was committed or closed");
      try {
        flush();
        output.close();
        var handle = new Handle(hex(digest.digest()), size);
        if (!isKept(handle)) moveTo(file(handle.sha256()));
        return handle;
      } finally {
        close();
      }
    }

    private void moveTo(Path target) throws IOException {
      PrivateFiles.createFolders(PrivateFiles.parent(target));
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      unsynced.add(target);
    }

    @Override
    public void close() throws IOException {
      if (done) return;
      done = true;
      output.close();
      Files.deleteIfExists(file);
    }
  }
}

package dev.jackdaw.tui.compose;

import dev.jackdaw.api.files.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The file that keeps what was sent, mode 600: an entry a line, {@code \} and line ends written
 * with a {@code \} before. Every entry is one write at the end, so that several sessions do not mix
 * theirs; a lock beside it keeps them apart while the oldest entries are dropped.
 */
public final class HistoryFile {
  /** Nobody looks further back, and what is before it is not even read. */
  private static final int READ_BYTES = 1 << 20;

  private static final long SHORTENED_FROM_BYTES = 4L << 20;

  /** A longer entry is kept until the process ends only. */
  private static final int MAX_ENTRY = 64 << 10;

  private static final int MOST_TRIES = 50;
  private static final long TRY_NANOS = 2_000_000;

  private final Path file;

  public HistoryFile(Path file) {
    this.file = file;
  }

  /** What was read; the problem is empty when there is none. */
  record Read(List<String> entries, String problem) {}

  /** Reads the newest entries, the oldest of them first. */
  Read read(int most) {
    try {
      if (!Files.isRegularFile(file)) {
        return new Read(List.of(), Files.exists(file) ? problem("it is no file") : "");
      }
      if (Files.size(file) > SHORTENED_FROM_BYTES) locked(this::shorten);
      var entries = new ArrayList<String>();
      for (var line : tail().split("\n")) {
        if (!line.isBlank() && line.length() <= MAX_ENTRY) entries.add(unescaped(line));
      }
      return new Read(entries.subList(Math.max(0, entries.size() - most), entries.size()), "");
    } catch (NoSuchFileException _) {
      return new Read(List.of(), "");
    } catch (IOException e) {
      return new Read(List.of(), problem(String.valueOf(e.getMessage())));
    }
  }

  private String problem(String why) {
    return "The history file " + file + " cannot be used (" + why + "). What you send is not kept.";
  }

  /** Returns the last part of the file, from the start of a line. */
  private String tail() throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var from = Math.max(0, channel.size() - READ_BYTES);
      var bytes = ByteBuffer.allocate((int) Math.min(READ_BYTES, channel.size() - from));
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
      var text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      return from == 0 ? text : text.substring(text.indexOf('\n') + 1);
    }
  }

  private void shorten() throws IOException {
    WholeFile.write(file, tail());
  }

  /** Adds an entry, and returns why it could not be. */
  Optional<String> append(String entry) {
    if (entry.length() > MAX_ENTRY) return Optional.empty();
    var line = ByteBuffer.wrap((escaped(entry) + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      var folder = file.toAbsolutePath().getParent();
      if (folder != null) Files.createDirectories(folder);
      locked(() -> write(line));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(problem(String.valueOf(e.getMessage())));
    }
  }

  private void write(ByteBuffer line) throws IOException {
    var options = Set.<OpenOption>of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    try (var channel = FileChannel.open(file, options, ownerOnly())) {
      while (line.hasRemaining()) channel.write(line);
    }
  }

  private FileAttribute<?>[] ownerOnly() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Something that reads or writes files. */
  private interface Work {
    void run() throws IOException;
  }

  /** Works alone among all sessions where files can be locked; else in the hope of the best. */
  private void locked(Work work) throws IOException {
    synchronized (HistoryFile.class) {
      var beside = file.resolveSibling(file.getFileName() + ".lock");
      if (Files.exists(beside, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(beside)) {
        work.run();
        return;
      }
      var options = Set.<OpenOption>of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try (var channel = FileChannel.open(beside, options, ownerOnly())) {
        lock(channel);
        work.run(); // closing the channel unlocks
      }
    }
  }

  /** Whoever holds it is done in a moment, or stopped: nobody waits for that. */
  private static void lock(FileChannel channel) throws IOException {
    for (var i = 0; i < MOST_TRIES; i++) {
      try {
        if (channel.tryLock() != null) return;
      } catch (OverlappingFileLockException _) {
        return; // held by this process, in another class loader
      }
      LockSupport.parkNanos(TRY_NANOS);
    }
  }

  static String escaped(String entry) {
    return entry.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  static String unescaped(String line) {
    if (line.indexOf('\\') < 0) return line;
    var out = new StringBuilder(line.length());
    for (var i = 0; i < line.length(); i++) {
      var c = line.charAt(i);
      if (c != '\\' || i + 1 == line.length()) {
        out.append(c);
        continue;
      }
      switch (line.charAt(++i)) {
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case '\\' -> out.append('\\');
        default -> out.append('\\').append(line.charAt(i));
      }
    }
    return out.toString();
  }
}

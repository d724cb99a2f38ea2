package dev.jackdaw.tools.shell;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The private folder where a session puts down its commands, so that a later process knows what
 * became of them: for the n-th {@code n.job}, a {@link JobRecord}, and {@code n.out}, what it
 * printed. A record goes when the result of its call is kept elsewhere. Files are opened as an
 * interrupted thread can: a channel would be closed under it. Safe for use by several threads.
 */
final class JobFolder {
  private static final String RECORD = ".job";
  private static final String OUTPUT = ".out";
  private static final long MAX_RECORD_BYTES = 64 * 1024;

  private final Path folder;
  private final Map<Key, Integer> numbers = new HashMap<>();
  private boolean made;
  private int last = -1;

  private record Key(AgentId agent, CallId call) {}

  JobFolder(Path folder) {
    this.folder = folder;
  }

  Path path() {
    return folder;
  }

  /** Makes room for the next command. */
  synchronized Entry next(AgentId agent, CallId call) throws IOException {
    if (!made) make();
    if (last < 0) last = records().keySet().stream().max(Comparator.naturalOrder()).orElse(0);
    var entry = new Entry(++last);
    entry.append("");
    numbers.put(new Key(agent, call), entry.number());
    return entry;
  }

  private void make() throws IOException {
    if (!Files.isDirectory(folder)) {
      if (Files.getFileStore(existing(folder)).supportsFileAttributeView("posix")) {
        var mode = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(mode));
      } else {
        Files.createDirectories(folder);
      }
    }
    made = true;
  }

  private static Path existing(Path path) {
    var above = path.toAbsolutePath();
    while (!Files.exists(above) && above.getParent() != null) above = above.getParent();
    return above;
  }

  /** Returns what is on record, by number. */
  synchronized Map<Integer, JobRecord> records() {
    var found = new TreeMap<Integer, JobRecord>();
    var names = folder.toFile().list((_, name) -> name.matches("[0-9]{1,9}\\.job"));
    for (var name : names == null ? new String[0] : names) {
      var number = Integer.parseInt(name.substring(0, name.length() - RECORD.length()));
      new Entry(number).record().ifPresent(record -> found.put(number, record));
    }
    return found;
  }

  /** Returns the commands that are on record, oldest first. */
  synchronized List<Entry> entries() {
    return records().keySet().stream().map(Entry::new).toList();
  }

  /** Returns the last command of a call, if there is a record of one. */
  synchronized Optional<Entry> find(AgentId agent, CallId call) {
    Optional<Entry> found = Optional.empty();
    for (var record : records().entrySet()) {
      var start = record.getValue().start();
      if (start.agent().equals(agent) && start.call().equals(call)) {
        found = Optional.of(new Entry(record.getKey()));
      }
    }
    return found;
  }

  /** Forgets the command of a call, unless it goes on as a background job. */
  synchronized void settled(AgentId agent, CallId call) {
    var number = numbers.remove(new Key(agent, call));
    if (number == null) return;
    var entry = new Entry(number);
    if (entry.record().filter(record -> !record.name().isEmpty()).isEmpty()) entry.remove();
  }

  /** Removes it with all that is in it. */
  synchronized void remove() {
    var files = folder.toFile().listFiles();
    for (var file : files == null ? new File[0] : files) delete(file);
    delete(folder.toFile());
    made = false;
  }

  private static void delete(File file) {
    // What cannot be removed is in nobody's way.
    var _ = file.delete();
  }

  /** The files of one command. */
  final class Entry {
    private final int number;

    Entry(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    /** Returns the file that holds what is on record. */
    Path recordFile() {
      return folder.resolve(number + RECORD);
    }

    /** Returns the file that holds what the command printed. */
    Path outputFile() {
      return folder.resolve(number + OUTPUT);
    }

    /** Returns what is on record; nothing when the command never began. */
    Optional<JobRecord> record() {
      return JobRecord.of(text());
    }

    /** Returns what the launcher put down beside the record. */
    String launcher() {
      return JobRecord.launcher(text().lines().toList());
    }

    private String text() {
      try (var in = new FileInputStream(recordFile().toFile())) {
        return new String(in.readNBytes((int) MAX_RECORD_BYTES), StandardCharsets.UTF_8);
      } catch (IOException _) {
        return "";
      }
    }

    void append(String lines) throws IOException {
      try (var out = new FileOutputStream(recordFile().toFile(), true)) {
        if (!lines.isEmpty()) out.write(lines.getBytes(StandardCharsets.UTF_8));
      }
    }

    /** Returns when the record was last added to, in milliseconds of the epoch. */
    long changed() {
      return recordFile().toFile().lastModified();
    }

    void remove() {
      delete(recordFile().toFile());
      delete(outputFile().toFile());
    }
  }

  /**
   * The beginning of what a command prints, as it comes, in case nobody lives to report it. Used by
   * one thread.
   */
  static final class Copy implements AutoCloseable {
    /** Enough to see how far a command came. */
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private final @Nullable Path file;
    private @Nullable FileOutputStream out;
    private long written;

    /** Keeps nothing without a file. */
    Copy(@Nullable Path file) {
      this.file = file;
    }

    /** Adds to it; a disk that is full costs the copy, never the command. */
    void accept(byte[] bytes, int count) {
      var room = Math.clamp(MAX_BYTES - written, 0, count);
      if (file == null || room == 0) return;
      try {
        var to = out;
        if (to == null) {
          to = new FileOutputStream(file.toFile());
          out = to;
        }
        to.write(bytes, 0, room);
        written += room;
      } catch (IOException _) {
        written = MAX_BYTES;
      }
    }

    @Override
    public void close() {
      if (out == null) return;
      try {
        out.close();
      } catch (IOException _) {
        // It holds what it holds.
      }
    }
  }
}

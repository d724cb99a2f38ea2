package dev.jackdaw.journal.audit;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An append-only file of JSON lines, each chained to the one before by its hash. All sessions of a
 * user share it: a lock of the system makes their entries follow each other. It proves that
 * something was changed, inserted or cut off; it cannot keep the same user from deleting it. Safe
 * for use by several threads and processes.
 */
public final class AuditLog {
  private static final int LAST_BYTES = 256 * 1024;
  private static final Object IN_THIS_PROCESS = new Object();

  private final Path file;
  private final Seal seal;

  /**
   * Names the log; nothing is read or created yet.
   *
   * @param state the user's state folder
   * @param config the user's settings folder, which holds the key
   */
  public AuditLog(Path state, Path config) {
    this.file = state.resolve("audit.jsonl");
    this.seal = new Seal(state.resolve("audit.head"), config.resolve("audit.key"));
  }

  public Path file() {
    return file;
  }

  /** Appends an entry with these facts. */
  public void append(Json.Obj facts) throws IOException {
    locked(channel -> {
      var last = last(channel);
      var number = last.map(Entry::number).orElse(0L) + 1;
      var previous = last.map(Entry::hash).orElse(Entry.BEGINNING);
      var line = Entry.after(number, previous, facts).content().compact() + "\n";
      var torn = channel.size() > 0 && !endsWithNewline(channel);
      write(channel, (torn ? "\n" : "") + line);
    });
  }

  /** Signs what is there, so that cutting it off is noticed. */
  public void seal() throws IOException {
    locked(channel -> {
      var last = last(channel);
      if (last.isPresent()) {
        seal.sign(new Seal.Head(last.get().number(), last.get().hash()));
      }
    });
  }

  /** Hands out every line that is one, oldest first. */
  public void read(Consumer<Json.Obj> each) throws IOException {
    if (!Files.exists(file)) return;
    try (var lines = Files.lines(file)) {
      lines.forEach(line -> parsed(line).ifPresent(each));
    }
  }

  /** Checks the chain and the signed end. */
  public AuditCheck check() throws IOException {
    return AuditCheck.of(file, seal);
  }

  /** Work on the file while nobody else has it. */
  private interface Work {
    void on(FileChannel channel) throws IOException;
  }

  private void locked(Work work) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    if (folder != null) Files.createDirectories(folder);
    synchronized (IN_THIS_PROCESS) {
      try (var channel =
              FileChannel.open(
                  file,
                  Set.of(
                      StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                  ownerOnly());
          var _ = channel.lock()) {
        work.on(channel);
      }
    }
  }

  private FileAttribute<?>[] ownerOnly() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Returns the last whole entry; a line that a crash cut is passed over. */
  private static Optional<Entry> last(FileChannel channel) throws IOException {
    var size = channel.size();
    var from = Math.max(0, size - LAST_BYTES);
    var bytes = ByteBuffer.allocate((int) (size - from));
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) break;
    }
    var lines = new String(bytes.array(), StandardCharsets.UTF_8).split("\n", -1);
    for (var i = lines.length - 1; i >= 0; i--) {
      var entry = parsed(lines[i]).map(Entry::new).filter(each -> each.number() > 0);
      if (entry.isPresent()) return entry;
    }
    return Optional.empty();
  }

  private static boolean endsWithNewline(FileChannel channel) throws IOException {
    var last = ByteBuffer.allocate(1);
    return channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n';
  }

  private static void write(FileChannel channel, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    channel.position(channel.size());
    while (bytes.hasRemaining()) channel.write(bytes);
  }

  static Optional<Json.Obj> parsed(String line) {
    if (line.isBlank()) return Optional.empty();
    try {
      return Optional.of(Json.parseObject(line));
    } catch (JsonException _) {
      return Optional.empty();
    }
  }
}

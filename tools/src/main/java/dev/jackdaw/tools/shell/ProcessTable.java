package dev.jackdaw.tools.shell;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A look at the machine's processes through {@code /proc}, on Linux only. It reads by {@code
 * FileInputStream}, which an interrupted thread can use where a channel would be closed under it.
 */
final class ProcessTable {
  private static final File PROC = new File("/proc");

  /**
   * A process that is not a zombie.
   *
   * @param started ticks between the start of the machine and its own
   */
  record Entry(long pid, long parent, long session, long started) {}

  private ProcessTable() {}

  static boolean isAvailable() {
    return new File(PROC, "self/stat").canRead();
  }

  /** Returns the processes no older than this JVM: any child of ours is among them. */
  static List<Entry> youngerThanThisJvm() {
    var self = entry(ProcessHandle.current().pid());
    long oldest = self.map(Entry::started).orElse(0L);
    var entries = new ArrayList<Entry>();
    var names = PROC.list();
    if (names == null) return entries;
    for (var name : names) {
      if (name.charAt(0) < '0' || name.charAt(0) > '9') continue;
      var entry = entry(Long.parseLong(name));
      if (entry.isPresent() && entry.get().started() >= oldest) entries.add(entry.get());
    }
    return entries;
  }

  /** Returns the process unless it is gone or a zombie. */
  static Optional<Entry> entry(long pid) {
    var stat = new String(read(pid, "stat"), StandardCharsets.ISO_8859_1);
    var nameEnd = stat.lastIndexOf(')');
    if (nameEnd < 0) return Optional.empty();
    var fields = stat.substring(nameEnd + 2).split(" ");
    if (fields.length < 20 || fields[0].equals("Z") || fields[0].equals("X")) {
      return Optional.empty();
    }
    return Optional.of(
        new Entry(
            pid, Long.parseLong(fields[1]), Long.parseLong(fields[3]), Long.parseLong(fields[19])));
  }

  /** Returns whether the process was started with a variable whose value begins so. */
  static boolean hasVariable(long pid, String assignment) {
    var environment = new String(read(pid, "environ"), StandardCharsets.ISO_8859_1);
    return environment.startsWith(assignment) || environment.contains("\0" + assignment);
  }

  private static byte[] read(long pid, String file) {
    try (var in = new FileInputStream("/proc/" + pid + "/" + file)) {
      return in.readAllBytes();
    } catch (IOException _) {
      return new byte[0];
    }
  }
}

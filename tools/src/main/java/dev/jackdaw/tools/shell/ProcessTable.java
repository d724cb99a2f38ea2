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
  private static final long UNKNOWN = -1;

  /** Every process is younger. */
  static final Horizon ALL = new Horizon(0, UNKNOWN);

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

  /**
   * A process, and how many there had been on the machine before it. Later ones have larger numbers
   * until the numbers begin anew, which the count tells; so most of the table need not be read.
   */
  record Horizon(long pid, long forks) {
    /** Numbers in use are passed over when one is given out; more than these are never in use. */
    private static final long MARGIN = 10_000;

    /** Returns the smallest number a process can have that is not older. */
    private long leastPid() {
      var numbers = new String(read("sys/kernel/pid_max"), StandardCharsets.ISO_8859_1).strip();
      return numbers.isEmpty() ? 0 : leastPid(forksSoFar(), Long.parseLong(numbers));
    }

    /** The same, with so many processes started by now, and numbers below the limit. */
    long leastPid(long forksNow, long limit) {
      return forks != UNKNOWN && forksNow - forks + MARGIN < limit - pid ? pid : 0;
    }
  }

  /** Returns how many processes and threads the machine started since it runs, for a horizon. */
  static long forksSoFar() {
    var stat = new String(read("stat"), StandardCharsets.ISO_8859_1);
    var line = stat.indexOf("\nprocesses ");
    if (line < 0) return UNKNOWN;
    var start = line + "\nprocesses ".length();
    return Long.parseLong(stat.substring(start, stat.indexOf('\n', start)));
  }

  /** Returns the processes that may be younger than the horizon, and perhaps older ones. */
  static List<Entry> since(Horizon horizon) {
    var leastPid = horizon.leastPid();
    var entries = new ArrayList<Entry>();
    var names = PROC.list();
    if (names == null) return entries;
    for (var name : names) {
      if (name.charAt(0) < '0' || name.charAt(0) > '9') continue;
      var pid = Long.parseLong(name);
      if (pid >= leastPid) entry(pid).ifPresent(entries::add);
    }
    return entries;
  }

  /** Returns the process unless it is gone or a zombie. */
  static Optional<Entry> entry(long pid) {
    var stat = new String(read(pid + "/stat"), StandardCharsets.ISO_8859_1);
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
    var environment = new String(read(pid + "/environ"), StandardCharsets.ISO_8859_1);
    return environment.startsWith(assignment) || environment.contains("\0" + assignment);
  }

  private static byte[] read(String file) {
    try (var in = new FileInputStream(new File(PROC, file))) {
      return in.readAllBytes();
    } catch (IOException _) {
      return new byte[0];
    }
  }
}

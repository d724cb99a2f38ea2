package dev.jackdaw.tools.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds a command back until its output is being read and, where it is kept, its start is on
 * record. Otherwise one that ends at once could be over before: the JDK would then close the pipe,
 * and what the command left running would lose its output and be ended by {@code SIGPIPE} for
 * writing it. If Jackdaw dies meanwhile, the command never begins.
 */
final class Gate {
  /** Takes on the first argument as {@link Brand}; bash calls the limit x, dash and ash w. */
  private static final String BRANDED =
      "{ ulimit -x \"$1\" || ulimit -w \"$1\"; } 2>/dev/null; shift; ";

  /** The process that waits is the one that becomes the command. */
  private static final List<String> WAITING =
      List.of("/bin/sh", "-c", "read x || exit 1; " + BRANDED + "exec \"$@\" </dev/null", "sh");

  /**
   * The process that waits stays to put down how the command ended, in the file its errors go to.
   * Signals for the whole group leave it alone but for SIGKILL; the command does not inherit that.
   */
  private static final List<String> SUPERVISING =
      List.of(
          "/bin/sh",
          "-c",
          "exec 3>&2 2>/dev/null; read x || exit 1; trap : HUP INT QUIT TERM; "
              + BRANDED
              + "(exec \"$@\" </dev/null 2>&1 3>&-); s=$?; echo \"exit $s\" >&3; exit $s",
          "sh");

  /**
   * The same for a command that may outlive Jackdaw: it prints into a pipe of the supervisor's, so
   * that what it prints into the file has a limit, and the supervisor is there until nobody can
   * print any more.
   */
  private static final List<String> KEEPING =
      List.of(
          "/bin/sh",
          "-c",
          "exec 3>&2 2>/dev/null; read x || exit 1; trap : HUP INT QUIT TERM; "
              + BRANDED
              + "{ trap : HUP INT QUIT TERM; (exec \"$@\" </dev/null 2>&1 3>&-); echo \"exit $?\""
              + " >&3; } | { trap '' HUP INT QUIT TERM; exec 3>&-; (ulimit -f 204800; exec cat);"
              + " exec cat >/dev/null; }",
          "sh");

  private Gate() {}

  /** Returns the line that waits, then runs the command without input. */
  static List<String> before(String brand, List<String> command) {
    return joined(WAITING, brand, command);
  }

  /** Returns the line that waits, runs the command without input, and writes {@code exit CODE}. */
  static List<String> supervising(String brand, List<String> command) {
    return joined(SUPERVISING, brand, command);
  }

  /** Returns the line that does the same and goes on when this process is gone. */
  static List<String> keeping(String brand, List<String> command) {
    return joined(KEEPING, brand, command);
  }

  private static List<String> joined(List<String> first, String brand, List<String> command) {
    var line = new ArrayList<>(first);
    line.add(brand);
    line.addAll(command);
    return line;
  }

  /** Lets the command begin. */
  static void open(Process process) {
    try (var input = process.getOutputStream()) {
      input.write('\n');
    } catch (IOException _) {
      // It was ended before it began.
    }
  }
}

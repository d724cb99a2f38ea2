package dev.jackdaw.mcp.transport;

import java.util.ArrayList;
import java.util.List;

/**
 * Has a server watched by a shell that ends with this process, however that ends: it passes the
 * server its input on, and when that is over, gives the server two seconds to end by itself and
 * then kills the whole group. What the server writes to its errors goes to the shell's, up to a
 * megabyte; the rest is read and dropped, so that no server waits for a full disk or pipe.
 */
public final class Supervised {
  private static final String SCRIPT =
      "exec 3<&0 4>&1 >/dev/null; trap : HUP INT QUIT TERM;"
          + " { cat <&3 2>/dev/null; exec >/dev/null; sleep 2; kill -s KILL 0; } 4>&-"
          + " | { exec 3<&-; (trap - HUP INT QUIT TERM; exec \"$@\" 2>&1 >&4 4>&-); s=$?;"
          + " echo \"jackdaw: the server ended with status $s\"; }"
          + " | { exec 3<&- 4>&-; (ulimit -f 2048; exec cat >&2); cat >/dev/null;"
          + " kill -s KILL 0; } & exec 3<&- 4>&-; wait";

  private Supervised() {}

  /** Returns the line that runs the command; it must lead a process group. */
  public static List<String> line(List<String> command) {
    var line = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sh"));
    line.addAll(command);
    return line;
  }
}

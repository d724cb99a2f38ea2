package dev.jackdaw.mcp.transport;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Has a server watched by a shell that ends with this process, however that ends: it passes the
 * server its input on, and when that is over, gives the server two seconds to end by itself and
 * then kills the whole group. What the server writes to its errors goes to the shell's, up to a
 * megabyte; the rest is read and dropped, so that no server waits for a full disk or pipe.
 */
public final class Supervised {
  private static final long GRACE_MILLIS = 400;
  private static final System.Logger LOG = System.getLogger(Supervised.class.getName());

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

  /**
   * Sees to it that a server is gone whose input is at its end, or soon will be; who does not end
   * by that is killed, with what it started.
   */
  public static void end(Process running) {
    try {
      if (running.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) return;
      killGroup(running.pid());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "killing a server's group", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    running.descendants().forEach(ProcessHandle::destroyForcibly);
    running.destroyForcibly();
  }

  /** A child whose parent is gone is still of the group. */
  private static void killGroup(long pid) throws IOException, InterruptedException {
    if (!new File("/bin/sh").canExecute()) return;
    var killer =
        new ProcessBuilder("/bin/sh", "-c", "kill -s KILL -- -" + pid)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    killer.environment().clear();
    var _ = killer.start().waitFor(1, TimeUnit.SECONDS);
  }
}

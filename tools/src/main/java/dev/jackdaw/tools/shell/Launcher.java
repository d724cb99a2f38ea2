package dev.jackdaw.tools.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Starts the processes of commands. A sandbox is another launcher. Safe for use by several threads.
 */
@FunctionalInterface
public interface Launcher {
  /**
   * Starts a process whose input is a pipe from here and whose errors go to its output. It leads a
   * session of its own where the system has a way to arrange that, so that it holds no terminal and
   * its process id is also that of its group.
   *
   * @param command the program, absolute, and its arguments
   * @param environment all the variables the process sees
   */
  Process start(List<String> command, Path directory, Map<String, String> environment)
      throws IOException;

  /** Returns the launcher that adds no confinement. */
  static Launcher unconfined() {
    return new SessionLauncher();
  }
}

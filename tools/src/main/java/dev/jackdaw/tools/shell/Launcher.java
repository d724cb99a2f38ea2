package dev.jackdaw.tools.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the processes of commands. A sandbox is another launcher. Safe for use by several threads.
 */
@FunctionalInterface
public interface Launcher {
  /**
   * Starts a process whose input is a pipe from here. It leads a session of its own where the
   * system has a way to arrange that, so that it holds no terminal and its process id is also that
   * of its group.
   */
  Process start(Request request) throws IOException;

  /**
   * What is to be started.
   *
   * @param command the program, absolute, and its arguments
   * @param environment all the variables the process sees
   * @param output the file its output is added to; nothing for a pipe to here. A process with such
   *     a file goes on when this one is gone, if the launcher can arrange that
   * @param errors the file its errors are added to; nothing where the output goes
   */
  record Request(
      List<String> command,
      Path directory,
      Map<String, String> environment,
      Optional<Path> output,
      Optional<Path> errors) {
    public Request {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }

  /** Returns whether what it starts can go on when this process is gone. */
  default boolean canOutlive() {
    return false;
  }

  /** Returns the launcher that adds no confinement. */
  static Launcher unconfined() {
    return new SessionLauncher();
  }
}

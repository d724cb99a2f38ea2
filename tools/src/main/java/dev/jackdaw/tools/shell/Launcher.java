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
   * @param cover what holds back what it writes
   */
  record Request(
      List<String> command,
      Path directory,
      Map<String, String> environment,
      Optional<Path> output,
      Optional<Path> errors,
      Cover cover) {
    /** A process whose writes count at once. */
    public Request(
        List<String> command,
        Path directory,
        Map<String, String> environment,
        Optional<Path> output,
        Optional<Path> errors) {
      this(command, directory, environment, output, errors, Cover.NONE);
    }

    public Request {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }

  /**
   * What stands before a command to hold back what it writes.
   *
   * @param around before the whole line, what confines it included; it makes the process root in a
   *     user namespace of its own
   * @param back before a command that nothing else confines, so that it is who it was again
   */
  record Cover(List<String> around, List<String> back) {
    public static final Cover NONE = new Cover(List.of(), List.of());

    public Cover {
      around = List.copyOf(around);
      back = List.copyOf(back);
    }
  }

  /** Returns what starts the same under a cover, and not for longer than this process. */
  default Launcher under(Cover cover) {
    return request ->
        start(
            new Request(
                request.command(),
                request.directory(),
                request.environment(),
                request.output(),
                request.errors(),
                cover));
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

package dev.jackdaw.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command to be started.
 *
 * @param command the program, absolute, and its arguments
 * @param directory where it starts, inside the workspace
 * @param environment all the variables it sees
 */
public record Launch(
    List<String> command, Path directory, Map<String, String> environment, Streams streams) {

  /** Where its input comes from and its output goes. */
  public enum Streams {
    /** Pipes from and to here; errors go to the output. It leads a session of its own. */
    PIPES,
    /** Those of this process. */
    INHERITED
  }

  public Launch {
    if (command.isEmpty()) throw new IllegalArgumentException("no program");
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}

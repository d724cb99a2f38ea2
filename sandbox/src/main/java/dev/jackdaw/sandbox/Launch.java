package dev.jackdaw.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command to be started.
 *
 * @param command the program, absolute, and its arguments
 * @param directory where it starts, inside the workspace
 * @param environment all the variables it sees
 * @param output with pipes: the file its output is added to instead, so that it can go on when this
 *     process is gone
 * @param errors with pipes: the file its errors are added to instead, which the command itself need
 *     not be able to open
 * @param around words that stand before the whole line, what confines it included; they make this
 *     process root in a user namespace of its own
 */
public record Launch(
    List<String> command,
    Path directory,
    Map<String, String> environment,
    Streams streams,
    Optional<Path> output,
    Optional<Path> errors,
    List<String> around) {

  /** Where its input comes from and its output goes. */
  public enum Streams {
    /** Pipes from and to here; errors go to the output. It leads a session of its own. */
    PIPES,
    /** Those of this process. */
    INHERITED
  }

  /** A command whose errors go to its output. */
  public Launch(
      List<String> command, Path directory, Map<String, String> environment, Streams streams) {
    this(command, directory, environment, streams, Optional.empty(), Optional.empty(), List.of());
  }

  /** Returns the same with other variables. */
  public Launch withEnvironment(Map<String, String> other) {
    return new Launch(command, directory, other, streams, output, errors, around);
  }

  /** Returns the same with another command. */
  public Launch withCommand(List<String> other) {
    return new Launch(other, directory, environment, streams, output, errors, around);
  }

  public Launch {
    if (command.isEmpty()) throw new IllegalArgumentException("no program");
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    around = List.copyOf(around);
  }
}

package dev.jackdaw.tools.shell;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the commands of a session are looked after.
 *
 * @param state the session's private folder for records of commands, made when it is needed, by
 *     which a later process learns what became of them; without one, commands can outlive a Jackdaw
 *     that is killed
 */
public record JobOptions(Optional<Path> state, Patience patience) {
  public static final JobOptions STANDARD = new JobOptions(Optional.empty(), Patience.STANDARD);

  public JobOptions withState(Path folder) {
    return new JobOptions(Optional.of(folder), patience);
  }

  public JobOptions withPatience(Patience other) {
    return new JobOptions(state, other);
  }
}

package dev.jackdaw.tools.shell;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the commands of a session are looked after.
 *
 * @param state the session's private folder for records of commands, made when it is needed, by
 *     which a later process learns what became of them; without one, commands can outlive a Jackdaw
 *     that is killed
 * @param keptAfterCrash whether commands go on when this process is killed, where the launcher can
 *     arrange that, to be found by the one that resumes the session
 */
public record JobOptions(Optional<Path> state, Patience patience, boolean keptAfterCrash) {
  public static final JobOptions STANDARD =
      new JobOptions(Optional.empty(), Patience.STANDARD, false);

  public JobOptions withState(Path folder) {
    return new JobOptions(Optional.of(folder), patience, keptAfterCrash);
  }

  public JobOptions withPatience(Patience other) {
    return new JobOptions(state, other, keptAfterCrash);
  }

  /** Returns the same with commands that go on when this process is killed, or without. */
  public JobOptions withKeptAfterCrash(boolean kept) {
    return new JobOptions(state, patience, kept);
  }
}

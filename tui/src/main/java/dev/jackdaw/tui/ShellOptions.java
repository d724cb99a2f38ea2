package dev.jackdaw.tui;

import dev.jackdaw.api.Mode;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the interactive front end needs to know beside its session.
 *
 * @param directory where {@code @} completes file names
 * @param history the file that keeps what was typed, mode 600; nothing keeps none
 * @param greeting the first lines shown; may be empty
 * @param models the names {@code /model} completes, asked for once one is to be completed
 * @param modes those a person may choose
 * @param commands those that are not the shell's own, asked for each time they are listed
 */
public record ShellOptions(
    Path directory,
    Optional<Path> history,
    Look look,
    String greeting,
    Supplier<List<String>> models,
    List<Mode> modes,
    InstantSource clock,
    Customs customs,
    Supplier<List<CustomCommand>> commands) {
  public ShellOptions {
    modes = List.copyOf(modes);
  }

  /** Options of somebody who wants nothing special. */
  public ShellOptions(
      Path directory,
      Optional<Path> history,
      Look look,
      String greeting,
      Supplier<List<String>> models,
      List<Mode> modes,
      InstantSource clock) {
    this(directory, history, look, greeting, models, modes, clock, Customs.USUAL, List::of);
  }
}

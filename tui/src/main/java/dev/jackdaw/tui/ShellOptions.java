package dev.jackdaw.tui;

import dev.jackdaw.api.Mode;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What the interactive front end needs to know beside its session.
 *
 * @param directory where {@code @} completes file names
 * @param history the file that keeps what was typed, mode 600; nothing keeps none
 * @param greeting the first lines shown; may be empty
 * @param models the names {@code /model} completes
 * @param modes those a person may choose
 */
public record ShellOptions(
    Path directory,
    Optional<Path> history,
    Look look,
    String greeting,
    List<String> models,
    List<Mode> modes,
    InstantSource clock) {
  public ShellOptions {
    models = List.copyOf(models);
    modes = List.copyOf(modes);
  }
}

package dev.jackdaw.cli.settings;

import java.util.Optional;

/**
 * What the settings say of how things look.
 *
 * @param theme the name of a theme, whether there is one of that name or not
 * @param isVim whether prompts are edited as in vi
 */
public record DisplaySettings(Optional<Setting<String>> theme, boolean isVim) {
  /** Nothing is said. */
  public static final DisplaySettings NONE = new DisplaySettings(Optional.empty(), false);
}

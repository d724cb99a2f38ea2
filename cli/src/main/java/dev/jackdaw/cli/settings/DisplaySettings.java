package dev.jackdaw.cli.settings;

import java.util.Optional;

/**
 * What the settings say of how things look.
 *
 * @param theme the name of a theme, whether there is one of that name or not
 */
public record DisplaySettings(Optional<Setting<String>> theme) {
  /** Nothing is said. */
  public static final DisplaySettings NONE = new DisplaySettings(Optional.empty());
}

package dev.jackdaw.cli.custom;

import java.util.List;

/** The slash commands that answer at once, without the model. */
final class LocalCommands {
  /** What no file may be called. */
  static final List<String> NAMES =
      List.of("memory", "output-style", "skills", "agents", "plugins");

  private LocalCommands() {}
}

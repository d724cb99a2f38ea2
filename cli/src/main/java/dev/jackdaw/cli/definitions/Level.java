package dev.jackdaw.cli.definitions;

/** Whose a definition is. */
public enum Level {
  /** It comes with Jackdaw. */
  BUILTIN("built in"),
  /** The user's own, in their home folder. */
  USER("user"),
  /** The project's, which counts once the folder is trusted. */
  PROJECT("project"),
  /** Of a plugin that the user approved. */
  PLUGIN("plugin");

  private final String text;

  Level(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}

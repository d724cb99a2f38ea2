package dev.jackdaw.cli.settings;

/** The places settings come from, the strongest first. */
public enum Layer {
  /** Set by whoever runs the machine. */
  MANAGED("managed"),
  /** An option of the command line. */
  OPTION("option"),
  /** {@code --settings}. */
  COMMAND_LINE("command line"),
  /** {@code .jackdaw/settings.local.json} of the project. */
  PROJECT_LOCAL("local"),
  /** {@code .jackdaw/settings.json} of the project. */
  PROJECT("project"),
  /** {@code settings.json} in the user's own folder. */
  USER("user");

  private final String text;

  Layer(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /** Returns whether whoever wrote a repository wrote this, so that it may tighten and no more. */
  public boolean isProject() {
    return this == PROJECT || this == PROJECT_LOCAL;
  }
}

package dev.jackdaw.cli.options;

/** A heading under which help lists options. */
public enum Section {
  SESSION("Session"),
  OUTPUT("Input and output"),
  MODEL("Model and limits"),
  PERMISSIONS("Permissions and tools"),
  SETTINGS("Settings and instructions"),
  COMMAND("Options"),
  GENERAL("General");

  private final String title;

  Section(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}

package dev.jackdaw.engine.memory;

import java.nio.file.Path;

/**
 * Where a memory file may stand.
 *
 * @param boundary the folder that neither it nor what it imports may lie outside of
 * @param base the folder that the patterns of a rules file are relative to
 */
public record Place(Path file, Path boundary, Kind kind, Path base) {

  /** Whose it is, and what decides when it is in force. */
  public enum Kind {
    USER("yours, for every project", false),
    USER_RULE("a rule of yours, for every project", true),
    PROJECT("the project's", false),
    LOCAL("yours, for this project", false),
    RULE("a rule of the project", true);

    private final String text;
    private final boolean rule;

    Kind(String text, boolean rule) {
      this.text = text;
      this.rule = rule;
    }

    /** Returns what it is, for people. */
    public String text() {
      return text;
    }

    /** Returns whether its head may name paths it is for. */
    public boolean isRule() {
      return rule;
    }

    /** Returns whether it stands in the user's own folders. */
    public boolean isUsers() {
      return this == USER || this == USER_RULE;
    }
  }
}

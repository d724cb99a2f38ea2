package dev.jackdaw.api;

import java.util.Arrays;
import java.util.Optional;

/** How much a session may do without asking. */
public enum Mode {
  /** Reading inside the workspace is free, everything else asks. */
  DEFAULT("default"),
  /** Edits of files inside the workspace are free too. */
  ACCEPT_EDITS("acceptEdits"),
  /** Nothing is changed: what would ask is refused. */
  PLAN("plan"),
  /** What would ask is refused without a question. */
  DONT_ASK("dontAsk"),
  /** What would ask is allowed; denials still hold. */
  BYPASS("bypassPermissions");

  private final String text;

  Mode(String text) {
    this.text = text;
  }

  /** Returns the stricter of the two: everything it allows, the other allows, too. */
  public Mode and(Mode other) {
    return other.freedom() < freedom() ? other : this;
  }

  private int freedom() {
    return switch (this) {
      case PLAN -> 0;
      case DONT_ASK -> 1;
      case DEFAULT -> 2;
      case ACCEPT_EDITS -> 3;
      case BYPASS -> 4;
    };
  }

  /** Returns the name users write. */
  public String text() {
    return text;
  }

  public static Optional<Mode> parse(String text) {
    return Arrays.stream(values()).filter(mode -> mode.text.equals(text)).findFirst();
  }
}

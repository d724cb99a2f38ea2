package dev.jackdaw.policy;

/** Where a rule can come from, the most powerful first. */
public enum Layer {
  /** Set by whoever runs the machine. */
  MANAGED("managed settings"),
  /** The user's own settings. */
  USER("user settings"),
  /** Said in or for this session: a flag, an answer. */
  SESSION("this session"),
  /** Found in the project; it can only tighten. */
  PROJECT("project settings");

  private final String text;

  Layer(String text) {
    this.text = text;
  }

  /** Returns the name people read. */
  public String text() {
    return text;
  }
}

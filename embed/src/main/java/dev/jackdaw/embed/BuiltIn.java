package dev.jackdaw.embed;

/**
 * Which of Jackdaw's own tools the agents of a program have. Every agent has {@code recall}, which
 * finds again what was folded away of its own conversation.
 */
public enum BuiltIn {
  /** None but that: only those of the program. */
  NONE,
  /** Those that look at files: read, glob, grep, list. */
  READING,
  /** Those that look at files and change them. */
  FILES,
  /**
   * All: files, commands, pages of the web, sub-agents. Commands are confined as {@link
   * SandboxLevel} says, and only those run unasked that are known to read nothing but the
   * workspace.
   */
  ALL;

  boolean has(String tool) {
    return switch (tool) {
      case "recall" -> true;
      case "read", "glob", "grep", "list" -> this != NONE;
      case "write", "edit", "apply_patch" -> this == FILES || this == ALL;
      default -> this == ALL;
    };
  }
}

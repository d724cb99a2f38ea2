package dev.jackdaw.embed;

import java.util.Set;

/**
 * Which of Jackdaw's own tools the agents of a program have. Every agent has {@code recall}, which
 * finds again what was folded away of its own conversation.
 */
public enum BuiltIn {
  /** None but that: only those of the program. */
  NONE(Set.of()),
  /** Those that look at files: read, glob, grep, list. */
  READING(Set.of("read", "glob", "grep", "list")),
  /** Those that look at files and change them. */
  FILES(Set.of("read", "glob", "grep", "list", "write", "edit", "apply_patch")),
  /**
   * All: files, commands, pages of the web, sub-agents. Commands are not confined here, and only
   * those run unasked that are known to read nothing but the workspace.
   */
  ALL(Set.of());

  private final Set<String> names;

  BuiltIn(Set<String> names) {
    this.names = names;
  }

  boolean has(String tool) {
    return this == ALL || names.contains(tool) || tool.equals("recall");
  }
}

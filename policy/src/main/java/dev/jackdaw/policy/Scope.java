package dev.jackdaw.policy;

import dev.jackdaw.policy.names.PathPattern;
import dev.jackdaw.policy.shell.CommandPattern;

/** The specifier of a rule, read for the kind of tool it is about. */
sealed interface Scope {
  /** Every call of the tool. */
  record Everything() implements Scope {}

  record Commands(CommandPattern pattern) implements Scope {}

  record Paths(PathPattern pattern) implements Scope {}

  record Hosts(HostPattern pattern) implements Scope {}

  /** A text that some member of the input must equal. */
  record Argument(String text) implements Scope {}

  /**
   * Reads the specifier.
   *
   * @throws IllegalArgumentException when it is not one for the tool
   */
  static Scope of(ToolPattern tool, String specifier, PathPattern.Anchors anchors) {
    var written = specifier.strip();
    if (written.isEmpty()) return new Everything();
    return switch (tool.family()) {
      case COMMAND -> {
        var pattern = CommandPattern.of(written);
        yield pattern.isEvery() ? new Everything() : new Commands(pattern);
      }
      case READ, EDIT -> new Paths(PathPattern.parse(written, anchors));
      case FETCH -> written.equals("*") ? new Everything() : new Hosts(HostPattern.parse(written));
      case MCP -> throw new IllegalArgumentException("a rule for an MCP tool takes no parentheses");
      case AGENT, OTHER -> written.equals("*") ? new Everything() : new Argument(written);
    };
  }
}

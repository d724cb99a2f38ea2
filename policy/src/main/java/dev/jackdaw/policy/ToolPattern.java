package dev.jackdaw.policy;

import java.util.Locale;

/** The tool part of a rule. */
final class ToolPattern {
  private static final String EVERY = "*";

  private final String written;
  private final ToolFamily family;

  ToolPattern(String written) {
    this.written = written;
    this.family = ToolFamily.of(written);
  }

  ToolFamily family() {
    return family;
  }

  boolean isEvery() {
    return written.equals(EVERY);
  }

  /**
   * Returns whether the tool is meant, MCP names to the letter: two servers may differ by a sign.
   */
  boolean covers(String tool) {
    // What may run confined may not therefore run otherwise.
    if (family == ToolFamily.COMMAND && ToolFamily.isOutside(tool)) {
      return ToolFamily.isOutside(written);
    }
    if (family != ToolFamily.MCP) return touches(tool);
    return tool.equals(written) || inServer(tool, written);
  }

  /** Returns whether a lenient reader could think that the tool is meant. */
  boolean touches(String tool) {
    if (isEvery()) return true;
    var other = ToolFamily.of(tool);
    return switch (family) {
      case COMMAND ->
          other == family && (ToolFamily.isOutside(tool) || !ToolFamily.isOutside(written));
      case EDIT, FETCH, AGENT -> other == family;
      case READ -> other == family && (coversFamily() || sameName(tool));
      case MCP -> other == family && sameMcp(tool);
      case OTHER -> sameName(tool);
    };
  }

  /** {@code Read} stands for all that read; {@code Grep} and its like for themselves. */
  private boolean coversFamily() {
    var plain = ToolFamily.plain(written);
    return plain.equals("read") || plain.equals("readfile");
  }

  private boolean sameName(String tool) {
    var mine = ToolFamily.plain(written);
    var other = ToolFamily.plain(tool);
    return mine.equals(other) || isList(mine) && isList(other) || isTodo(mine) && isTodo(other);
  }

  private static boolean isList(String plain) {
    return plain.equals("ls") || plain.equals("list");
  }

  private static boolean isTodo(String plain) {
    return plain.equals("todo") || plain.equals("todowrite");
  }

  private boolean sameMcp(String tool) {
    var mine = lenient(written);
    var other = lenient(tool);
    return mine.equals(other) || inServer(other, mine);
  }

  /**
   * Returns whether the rule names a server ({@code mcp__server}, {@code …__*}) and it is its tool.
   */
  private static boolean inServer(String tool, String rule) {
    var server = rule.endsWith("__*") ? rule.substring(0, rule.length() - 3) : rule;
    return server.indexOf("__", 5) < 0 && tool.startsWith(server + "__");
  }

  private static String lenient(String name) {
    var parts = name.toLowerCase(Locale.ROOT).replace('-', '_');
    return parts.replaceAll("(?<!_)_(?!_)", "");
  }
}

package dev.jackdaw.policy;

import java.util.Locale;

/** Tools that one rule name stands for. Names are compared without case, hyphens, underscores. */
enum ToolFamily {
  COMMAND,
  READ,
  EDIT,
  FETCH,
  AGENT,
  MCP,
  OTHER;

  /** Runs commands that the sandbox does not confine as the others. */
  private static final String OUTSIDE = "bashoutside";

  /** Returns whether the tool leaves the sandbox. */
  static boolean isOutside(String tool) {
    return plain(tool).equals(OUTSIDE);
  }

  static ToolFamily of(String tool) {
    if (isMcp(tool)) return MCP;
    return switch (plain(tool)) {
      case "bash", "shell", OUTSIDE -> COMMAND;
      case "read", "readfile", "glob", "grep", "list", "ls", "notebookread", "code" -> READ;
      case "edit", "editfile", "write", "writefile", "multiedit", "applypatch", "notebookedit" ->
          EDIT;
      case "webfetch", "fetch" -> FETCH;
      case "task", "agent" -> AGENT;
      default -> OTHER;
    };
  }

  static boolean isMcp(String tool) {
    return tool.regionMatches(true, 0, "mcp__", 0, 5);
  }

  static String plain(String tool) {
    var plain = new StringBuilder(tool.length());
    for (var i = 0; i < tool.length(); i++) {
      var c = tool.charAt(i);
      if (c != '-' && c != '_') plain.append(c);
    }
    return plain.toString().toLowerCase(Locale.ROOT);
  }
}

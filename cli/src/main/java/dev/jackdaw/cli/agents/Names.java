package dev.jackdaw.cli.agents;

import java.util.List;
import java.util.Locale;

/** The names of tools as definitions spell them. */
final class Names {
  private static final List<String> OWN =
      List.of(
          "read",
          "write",
          "edit",
          "apply_patch",
          "glob",
          "grep",
          "list",
          "bash",
          "bash_outside",
          "bash_output",
          "bash_kill",
          "todo",
          "ask_user",
          "task",
          "web_fetch",
          "workflow",
          "recall",
          "skill");

  private Names() {}

  /** Returns the tools that a name stands for; what is not known stands for itself. */
  static List<String> tools(String spelled) {
    return switch (spelled.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "")) {
      case "edit", "multiedit" -> List.of("edit", "apply_patch");
      case "bash", "shell" -> List.of("bash", "bash_output", "bash_kill");
      case "killshell", "killbash" -> List.of("bash_kill");
      case "ls" -> List.of("list");
      case "todowrite", "todoread" -> List.of("todo");
      case "askuserquestion" -> List.of("ask_user");
      case "task", "agent" -> List.of("task", "bash_output", "bash_kill");
      default -> List.of(spelled);
    };
  }

  /** Returns the names of the built-in tools. */
  static List<String> own() {
    return OWN;
  }

  /** Returns whether Jackdaw or a server it may know has such a tool. */
  static boolean isKnown(String tool) {
    var plain = plain(tool);
    return tool.startsWith("mcp__") || OWN.stream().anyMatch(own -> plain(own).equals(plain));
  }

  private static String plain(String tool) {
    return tool.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }
}

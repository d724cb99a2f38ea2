package dev.jackdaw.cli.hooks;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The names that tools of Jackdaw have in hooks that were written for other agents. The first is
 * what a hook is told; a matcher may say any of them, or Jackdaw's own.
 */
final class ToolNames {
  private static final Map<String, List<String>> NAMES =
      Map.ofEntries(
          Map.entry("bash", List.of("Bash")),
          Map.entry("bash_outside", List.of("Bash", "BashOutside")),
          Map.entry("bash_output", List.of("BashOutput", "TaskOutput")),
          Map.entry("bash_kill", List.of("KillShell", "KillBash", "TaskStop")),
          Map.entry("read", List.of("Read")),
          Map.entry("write", List.of("Write")),
          Map.entry("edit", List.of("Edit", "MultiEdit")),
          Map.entry("apply_patch", List.of("Edit", "Write", "MultiEdit")),
          Map.entry("grep", List.of("Grep")),
          Map.entry("glob", List.of("Glob")),
          Map.entry("list", List.of("LS")),
          Map.entry("web_fetch", List.of("WebFetch")),
          Map.entry("task", List.of("Task", "Agent")),
          Map.entry("todo", List.of("TodoWrite")),
          Map.entry("ask_user", List.of("AskUserQuestion")),
          Map.entry("present_plan", List.of("ExitPlanMode")));

  private ToolNames() {}

  /** Returns the name that a hook is told. */
  static String told(String tool) {
    var names = NAMES.get(tool);
    return names == null ? tool : names.getFirst();
  }

  /** Returns every name that a matcher may call it, Jackdaw's own first. */
  static List<String> all(String tool) {
    var names = NAMES.get(tool);
    if (names == null) return List.of(tool);
    var all = new java.util.ArrayList<String>();
    all.add(tool);
    all.addAll(names);
    return all;
  }

  /** Returns Jackdaw's name for one of either kind; others stay as they are. */
  static String own(String name) {
    if (NAMES.containsKey(name)) return name;
    for (var tool : List.of("bash", "edit", "write", "read", "task")) {
      if (NAMES.getOrDefault(tool, List.of()).contains(name)) return tool;
    }
    for (var entry : NAMES.entrySet()) {
      if (entry.getValue().contains(name)) return entry.getKey();
    }
    var plain = name.toLowerCase(Locale.ROOT);
    return NAMES.containsKey(plain) ? plain : name;
  }
}

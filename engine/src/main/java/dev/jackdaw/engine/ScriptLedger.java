package dev.jackdaw.engine;

import dev.jackdaw.api.ToolResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the calls of a script came to, a line for each tool. Not thread-safe. */
final class ScriptLedger {
  private static final int TOLD_FAILURES = 3;
  private static final int EXCERPT = 120;

  private static final class Line {
    int ok;
    int kept;
    final List<String> failures = new ArrayList<>();
  }

  private final Map<String, Line> tools = new LinkedHashMap<>();

  void add(int number, String tool, ToolResult result, boolean kept) {
    var line = tools.computeIfAbsent(tool, _ -> new Line());
    if (kept) line.kept++;
    if (result.isOk()) line.ok++;
    else line.failures.add("call " + number + " " + how(result));
  }

  private static String how(ToolResult result) {
    var status =
        switch (result.status()) {
          case OK -> "ok";
          case FAILED -> "failed";
          case INVALID -> "invalid";
          case REFUSED -> "refused";
          case CANCELLED -> "not run to its end";
          case TIMED_OUT -> "timed out";
          case IN_DOUBT -> "in doubt";
        };
    var first = result.text().strip().split("\n", 2)[0];
    if (first.isEmpty()) return status;
    return status + ": " + (first.length() <= EXCERPT ? first : first.substring(0, EXCERPT) + "…");
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    tools.forEach((tool, line) -> lines.add(text(tool, line)));
    return lines;
  }

  private static String text(String tool, Line line) {
    var count = line.ok + line.failures.size();
    var parts = new ArrayList<String>();
    if (line.ok > 0) parts.add(line.failures.isEmpty() ? "ok" : line.ok + " ok");
    var told = Math.min(TOLD_FAILURES, line.failures.size());
    parts.addAll(line.failures.subList(0, told));
    if (line.failures.size() > told) {
      parts.add(line.failures.size() - told + " more did not succeed");
    }
    if (line.kept > 0) parts.add(line.kept == count ? "kept from before" : line.kept + " kept");
    return tool + (count > 1 ? " x" + count : "") + ": " + String.join("; ", parts);
  }
}

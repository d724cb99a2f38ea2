package dev.jackdaw.tui;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.VisibleText;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows what an edit would put where, before it is approved: the first lines, and how many more.
 */
final class EditPreview {
  private static final int MAX_LINES = 20;
  private static final List<String> OLD = List.of("old_text", "old_string");
  private static final List<String> NEW = List.of("new_text", "new_string", "content");

  private EditPreview() {}

  static List<String> of(Block.Call call, Look look) {
    var lines = new ArrayList<String>();
    for (var name : OLD) add(call.input().string(name, ""), "- ", lines);
    for (var name : NEW) add(call.input().string(name, ""), "+ ", lines);
    if (call.tool().equals("apply_patch")) add(call.input().string("input", ""), "", lines);
    var shown = new ArrayList<String>();
    for (var line : lines.subList(0, Math.min(MAX_LINES, lines.size()))) {
      shown.add(coloured(line, look));
    }
    if (lines.size() > MAX_LINES) {
      shown.add(look.dim("(" + (lines.size() - MAX_LINES) + " more lines)"));
    }
    return shown;
  }

  private static void add(String text, String margin, List<String> lines) {
    if (text.isEmpty()) return;
    for (var line : text.stripTrailing().split("\n", -1)) lines.add(margin + line);
  }

  private static String coloured(String line, Look look) {
    var safe = VisibleText.of(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    if (line.startsWith("+")) return look.green(safe);
    return line.startsWith("-") ? look.red(safe) : safe;
  }
}

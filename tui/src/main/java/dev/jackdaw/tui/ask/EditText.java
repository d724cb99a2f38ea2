package dev.jackdaw.tui.ask;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tui.theme.Role;
import java.util.ArrayList;
import java.util.List;

/** Shows all that an edit would put where: nothing of the input is left out. */
final class EditText {
  /**
   * A line of a difference.
   *
   * @param role {@link Role#DIFF_ADDED}, {@link Role#DIFF_REMOVED}, or another where it stays
   */
  record Line(Role role, String text) {}

  private EditText() {}

  /** Returns the lines; none when the input is not that of an edit. */
  static List<Line> of(Block.Call call) {
    var input = call.input();
    var lines = new ArrayList<Line>();
    replaced(input, lines);
    for (var each : input.array("edits")) {
      if (!(each instanceof Json.Obj edit)) continue;
      if (!lines.isEmpty()) lines.add(new Line(Role.DIFF_GUTTER, "@@"));
      replaced(edit, lines);
    }
    input
        .string("content")
        .ifPresent(text -> add("+ ", Role.DIFF_ADDED, withoutLastEnd(text), lines));
    if (call.tool().equals("apply_patch")) patch(input.string("input", ""), lines);
    return lines;
  }

  private static void replaced(Json.Obj edit, List<Line> lines) {
    var before = split(edit.string("old_string", edit.string("old_text", "")));
    var after = split(edit.string("new_string", edit.string("new_text", "")));
    var start = 0;
    while (start < before.size()
        && start < after.size()
        && before.get(start).equals(after.get(start))) {
      start++;
    }
    var same = 0;
    while (same < before.size() - start
        && same < after.size() - start
        && before.get(before.size() - 1 - same).equals(after.get(after.size() - 1 - same))) {
      same++;
    }
    add("  ", Role.DIM, before.subList(0, start), lines);
    add("- ", Role.DIFF_REMOVED, before.subList(start, before.size() - same), lines);
    add("+ ", Role.DIFF_ADDED, after.subList(start, after.size() - same), lines);
    add("  ", Role.DIM, before.subList(before.size() - same, before.size()), lines);
    if (edit.bool("replace_all", false)) {
      lines.add(new Line(Role.WARNING, "wherever the old text stands in the file"));
    }
  }

  /** The end of the last line begins no other. */
  private static String withoutLastEnd(String text) {
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static List<String> split(String text) {
    return text.isEmpty() ? List.of() : List.of(text.replace("\r\n", "\n").split("\n", -1));
  }

  private static void add(String margin, Role role, String text, List<Line> lines) {
    add(margin, role, split(text), lines);
  }

  private static void add(String margin, Role role, List<String> texts, List<Line> lines) {
    for (var text : texts) lines.add(new Line(role, margin + text));
  }

  private static void patch(String patch, List<Line> lines) {
    for (var line : split(patch)) {
      var role =
          line.startsWith("+")
              ? Role.DIFF_ADDED
              : line.startsWith("-")
                  ? Role.DIFF_REMOVED
                  : line.startsWith("***") ? Role.STRONG : Role.DIM;
      lines.add(new Line(role, line));
    }
  }
}

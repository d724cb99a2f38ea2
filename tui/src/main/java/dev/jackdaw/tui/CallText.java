package dev.jackdaw.tui;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Plan;
import dev.jackdaw.api.ToolResult;
import java.util.ArrayList;
import java.util.List;

/** Puts calls and their results into a few safe lines. */
public final class CallText {
  private static final List<String> TELLING =
      List.of(
          "command",
          "path",
          "file_path",
          "pattern",
          "url",
          "query",
          "question",
          "description",
          "name",
          "id");
  private static final int RESULT_LINES = 5;
  private static final int DIFF_LINES = 12;

  private CallText() {}

  /** Returns the member of the input that tells most, on one line; empty when none does. */
  public static String subject(Block.Call call) {
    for (var name : TELLING) {
      var text = call.input().string(name);
      if (text.isPresent()) return firstLine(text.get());
    }
    return call.input().string("input").map(CallText::patchedFiles).orElse("");
  }

  private static String firstLine(String text) {
    var lines = text.strip().split("\n", -1);
    var first = OutputFilter.line(lines[0]);
    return lines.length == 1 ? first : first + " (+" + (lines.length - 1) + " lines)";
  }

  private static String patchedFiles(String patch) {
    var files = new ArrayList<String>();
    for (var line : patch.split("\n", -1)) {
      var colon = line.indexOf(" File: ");
      if (line.startsWith("*** ") && colon > 0) {
        files.add(OutputFilter.line(line.substring(colon + 7)));
      }
    }
    return String.join(" ", files);
  }

  /** Returns the last lines of what the call printed. */
  static List<String> lastLines(ToolResult result) {
    var lines = new ArrayList<String>();
    for (var line : OutputFilter.all(result.text()).split("\n", -1)) {
      if (!line.isBlank()) lines.add(line.stripTrailing());
    }
    return List.copyOf(lines.subList(Math.max(0, lines.size() - RESULT_LINES), lines.size()));
  }

  /** Returns the exit code if the call ran a command that failed. */
  public static long exitCode(ToolResult result) {
    return result.details().integer("exit_code", 0);
  }

  /** Returns what others say of a result, such as a language server of an edit. */
  static List<String> ofOthers(ToolResult result) {
    return result.content().stream()
        .skip(1)
        .filter(block -> block instanceof Block.Text text && !text.label().equals(result.label()))
        .map(block -> ((Block.Text) block).text().strip())
        .toList();
  }

  /** Returns the changed lines of the difference the result carries, coloured and cut. */
  static List<String> diff(ToolResult result, Look look) {
    var shown = new ArrayList<String>();
    var hidden = 0;
    for (var line : result.details().string("diff", "").split("\n", -1)) {
      if (line.startsWith("---") || !(line.startsWith("+") || line.startsWith("-"))) continue;
      if (line.startsWith("+++")) continue;
      if (shown.size() == DIFF_LINES) hidden++;
      else shown.add(changed(line, look));
    }
    if (hidden > 0) shown.add(look.dim("(" + hidden + " more changed lines)"));
    return shown;
  }

  private static String changed(String line, Look look) {
    var safe = OutputFilter.all(line);
    return line.startsWith("+") ? look.green(safe) : look.red(safe);
  }

  /** Returns the steps of a plan. */
  static List<String> steps(Plan plan, Look look, Signs signs) {
    var lines = new ArrayList<String>();
    for (var step : plan.steps()) {
      var text = OutputFilter.line(step.text());
      var evidence =
          step.evidence().isEmpty() ? "" : look.dim("  " + OutputFilter.line(step.evidence()));
      lines.add(
          switch (step.status()) {
                case DONE -> look.dim(signs.done() + " " + text);
                case ACTIVE -> look.bold(signs.active() + " " + text);
                case PENDING -> signs.pending() + " " + text;
              }
              + evidence);
    }
    return lines;
  }
}

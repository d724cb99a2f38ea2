package dev.jackdaw.tools.files;

import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.text.LineDiff;
import dev.jackdaw.tools.output.LedgerLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What was changed, for the model in a line each and for screens as a unified diff. Details have
 * the form {@code {"diff", "added", "removed", "files": [{"path", "change", "added", "removed",
 * "before", "after"}]}}, where {@code change} is {@code create}, {@code update} or {@code delete},
 * and {@code before} and {@code after} tell the contents apart, as far as there is a file. Not
 * thread-safe.
 */
final class Report {
  private static final int MAX_DIFF_CHARS = 100_000;

  private final List<String> lines = new ArrayList<>();
  private final List<Json> files = new ArrayList<>();
  private final StringBuilder diff = new StringBuilder();
  private int added;
  private int removed;

  /** Adds a change that was made. */
  void add(Change change) {
    var shown = change.target().shown();
    var old = change.before().isEmpty() ? null : change.before().get();
    var before = old == null ? "" : TextFile.of(old.bytes()).map(TextFile::text).orElse("");
    switch (change) {
      case Change.Put put when old == null -> add(shown, "create", before, put.after().text());
      case Change.Put put -> add(shown, "update", before, put.after().text());
      case Change.Remove _ -> add(shown, "delete", before, "");
    }
  }

  private void add(String shown, String kind, String before, String after) {
    var found = LineDiff.of(before, after);
    added += found.added();
    removed += found.removed();
    var file =
        Json.object()
            .put("path", shown)
            .put("change", kind)
            .put("added", found.added())
            .put("removed", found.removed());
    if (!kind.equals("create")) file.put("before", version(before));
    if (!kind.equals("delete")) file.put("after", version(after));
    files.add(file.build());
    lines.add(line(shown, kind, found));
    diff.append(kind.equals("create") ? "--- /dev/null\n" : "--- a/" + shown + "\n");
    diff.append(kind.equals("delete") ? "+++ /dev/null\n" : "+++ b/" + shown + "\n");
    diff.append(found.unified());
  }

  private static String version(String text) {
    return Version.of(text.getBytes(StandardCharsets.UTF_8)).text();
  }

  private static String line(String shown, String kind, LineDiff found) {
    return switch (kind) {
      case "create" -> "Created " + shown + " (" + found.added() + " lines)";
      case "delete" -> "Deleted " + shown;
      default ->
          "Changed "
              + shown
              + (" +" + found.added() + " -" + found.removed())
              + (" from line " + found.firstLine());
    };
  }

  /** Returns a line for each file. */
  String text() {
    return String.join("\n", lines);
  }

  /**
   * Returns a line that stands for a call which changed files, or could not.
   *
   * @param named the paths it was to change, as shown
   */
  static String ledger(List<String> named, ToolResult result) {
    var entries = new ArrayList<String>();
    for (var file : result.details().array("files")) {
      if (file instanceof Json.Obj change) entries.add(entry(change));
    }
    if (entries.isEmpty()) for (var path : named) entries.add(LedgerLine.path(path));
    return LedgerLine.of(LedgerLine.entries(entries) + outcome(result));
  }

  private static String outcome(ToolResult result) {
    return result.isOk()
        ? result.details().has("files") ? "" : " unchanged"
        : LedgerLine.reason(result);
  }

  private static String entry(Json.Obj change) {
    var path = LedgerLine.path(change.string("path", ""));
    var added = change.integer("added", 0);
    return switch (change.string("change", "")) {
      case "create" -> path + " new, " + added + " lines";
      case "delete" -> path + " deleted";
      default -> path + " +" + added + " -" + change.integer("removed", 0);
    };
  }

  Json.Obj details() {
    if (diff.length() > MAX_DIFF_CHARS) {
      diff.setLength(diff.lastIndexOf("\n", MAX_DIFF_CHARS) + 1);
      diff.append("... the rest of the difference is not shown\n");
    }
    return Json.object()
        .put("diff", diff.toString())
        .put("added", added)
        .put("removed", removed)
        .put("files", Json.array(files))
        .build();
  }
}

package dev.jackdaw.acp;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a call changes, or would change, as the differences that editors show. */
final class Diffs {
  private static final int MAX_SHOWN_BYTES = 512 << 10;
  private static final List<String> OLD = List.of("old_text", "old_string");
  private static final List<String> NEW = List.of("new_text", "new_string");

  private Diffs() {}

  private static Json.Obj diff(Path path, String before, String after, boolean isNew) {
    var diff = Json.object().put("type", "diff").put("path", path.toString());
    if (!isNew) diff.put("oldText", before);
    return diff.put("newText", after).build();
  }

  /**
   * Returns what was changed: one difference for each place.
   *
   * @param unified a unified difference, whose paths are relative to the directory
   */
  static List<Json.Obj> of(String unified, Path directory) {
    var diffs = new ArrayList<Json.Obj>();
    var hunk = new Hunk();
    for (var line : unified.split("\n", -1)) {
      if (line.startsWith("--- ") && hunk.isOver()) {
        hunk.end(diffs);
        hunk.isNew = line.equals("--- /dev/null");
        if (line.startsWith("--- a/")) hunk.path = directory.resolve(line.substring(6));
      } else if (line.startsWith("+++ ") && hunk.isOver()) {
        if (line.startsWith("+++ b/")) hunk.path = directory.resolve(line.substring(6));
      } else if (line.startsWith("@@ ") && hunk.isOver()) {
        hunk.end(diffs);
        hunk.begin(line);
      } else {
        hunk.add(line);
      }
    }
    hunk.end(diffs);
    return diffs;
  }

  /** Returns where the changes are, so that an editor can show the place. */
  static List<Json.Obj> locations(String unified, Path directory) {
    var locations = new ArrayList<Json.Obj>();
    var hunk = new Hunk();
    for (var line : unified.split("\n", -1)) {
      if (line.startsWith("+++ b/") && hunk.isOver()) {
        hunk.path = directory.resolve(line.substring(6));
      } else if (line.startsWith("@@ ") && hunk.isOver()) {
        hunk.begin(line);
        var first = Hunk.first(line.split(" ", -1));
        locations.add(
            Json.object()
                .put("path", hunk.path.toString())
                .put("line", Math.max(1, first))
                .build());
      } else {
        hunk.add(line);
      }
    }
    return locations;
  }

  /** The lines of one place in a file. */
  private static final class Hunk {
    private Path path = Path.of("/");
    private boolean isNew;
    private final StringBuilder before = new StringBuilder();
    private final StringBuilder after = new StringBuilder();
    private long oldLines;
    private long newLines;

    /** Returns whether all lines that the header promised were there. */
    boolean isOver() {
      return oldLines <= 0 && newLines <= 0;
    }

    void begin(String header) {
      var words = header.split(" ", -1);
      oldLines = count(words, 1);
      newLines = count(words, 2);
    }

    /** Returns the number of the first line as it is afterwards. */
    static long first(String[] words) {
      var comma = words.length < 3 ? -1 : words[2].indexOf(',');
      try {
        return words.length < 3
            ? 1
            : Long.parseLong(comma < 0 ? words[2].substring(1) : words[2].substring(1, comma));
      } catch (NumberFormatException _) {
        return 1;
      }
    }

    private static long count(String[] words, int at) {
      if (words.length <= at) return 0;
      var comma = words[at].indexOf(',');
      try {
        return comma < 0 ? 1 : Long.parseLong(words[at].substring(comma + 1));
      } catch (NumberFormatException _) {
        return 0;
      }
    }

    void add(String line) {
      if (line.startsWith("\\")) {
        trim();
      } else if (line.startsWith("-")) {
        before.append(line, 1, line.length()).append('\n');
        oldLines--;
      } else if (line.startsWith("+")) {
        after.append(line, 1, line.length()).append('\n');
        newLines--;
      } else if (line.startsWith(" ")) {
        before.append(line, 1, line.length()).append('\n');
        after.append(line, 1, line.length()).append('\n');
        oldLines--;
        newLines--;
      }
    }

    /** The last line has no end of its own; which side it is on does not matter to a reader. */
    private void trim() {
      if (oldLines <= 0 && before.toString().endsWith("\n")) before.setLength(before.length() - 1);
      if (newLines <= 0 && after.toString().endsWith("\n")) after.setLength(after.length() - 1);
    }

    void end(List<Json.Obj> diffs) {
      if (before.length() + after.length() > 0) {
        diffs.add(diff(path, before.toString(), after.toString(), isNew));
      }
      before.setLength(0);
      after.setLength(0);
      oldLines = 0;
      newLines = 0;
    }
  }

  /** Returns what a call that was not made yet would change, as far as its input tells. */
  static List<Json.Obj> preview(Block.Call call, List<Effect> effects) {
    var files = new ArrayList<Path>();
    for (var effect : effects) {
      if (effect instanceof Effect.Writes(var path)) files.add(path);
    }
    if (files.size() != 1) return List.of();
    var path = files.getFirst();
    var content = call.input().string("content");
    if (content.isPresent()) return List.of(whole(path, content.get()));
    var before = first(call.input(), OLD);
    var after = first(call.input(), NEW);
    return before.isEmpty() && after.isEmpty()
        ? List.of()
        : List.of(diff(path, before, after, false));
  }

  private static String first(Json.Obj input, List<String> names) {
    for (var name : names) {
      var text = input.string(name);
      if (text.isPresent()) return text.get();
    }
    return "";
  }

  /** The person decides whether a file is replaced: what it holds belongs to the question. */
  private static Json.Obj whole(Path path, String content) {
    try {
      if (!Files.isRegularFile(path)) return diff(path, "", content, true);
      if (Files.size(path) > MAX_SHOWN_BYTES) return diff(path, "(a large file)", content, false);
      return diff(path, Files.readString(path, StandardCharsets.UTF_8), content, false);
    } catch (IOException _) {
      return diff(path, "(cannot be shown)", content, false);
    }
  }
}

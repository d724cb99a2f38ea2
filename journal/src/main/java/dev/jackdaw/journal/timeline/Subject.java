package dev.jackdaw.journal.timeline;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.json.Json;
import java.util.List;

/** The part of a call's input that tells most, for a line. */
final class Subject {
  /** In this order, whatever the tool. */
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
          "id");

  private static final String FILE = " File: ";

  private Subject() {}

  static String of(Block.Call call, Excerpts excerpts) {
    for (var name : TELLING) {
      var text = call.input().string(name);
      if (text.isPresent()) return excerpts.line(text.get());
    }
    var patch = call.input().string("input", "");
    if (!patch.isEmpty()) return excerpts.line(patched(patch));
    return call.input().members().values().stream()
        .filter(Json.Str.class::isInstance)
        .map(value -> excerpts.line(((Json.Str) value).value()))
        .findFirst()
        .orElse("");
  }

  /** Returns the files of a patch in the form of {@code apply_patch}. */
  private static String patched(String patch) {
    var files = new StringBuilder();
    for (var line : patch.split("\n", -1)) {
      var name = line.startsWith("*** ") ? line.indexOf(FILE) : -1;
      if (name > 0 && files.length() < Excerpts.LINE) {
        files.append(files.isEmpty() ? "" : " ").append(line.substring(name + FILE.length()));
      }
    }
    return files.isEmpty() ? patch : files.toString();
  }
}

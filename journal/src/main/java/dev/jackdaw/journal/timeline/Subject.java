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
          "pattern",
          "path",
          "file_path",
          "url",
          "query",
          "question",
          "description",
          "id");

  private static final String FILE = " File: ";

  private Subject() {}

  static String of(Block.Call call, String directory, Excerpts excerpts) {
    for (var name : TELLING) {
      var text = call.input().string(name);
      if (text.isPresent()) return excerpts.line(below(directory, text.get()));
    }
    var patch = call.input().string("input", "");
    if (!patch.isEmpty()) return excerpts.line(patched(patch));
    return call.input().members().values().stream()
        .filter(Json.Str.class::isInstance)
        .map(value -> excerpts.line(((Json.Str) value).value()))
        .findFirst()
        .orElse("");
  }

  /** Returns a path without the session's directory, any other text as it is. */
  private static String below(String directory, String text) {
    if (directory.isEmpty() || !text.startsWith(directory)) return text;
    if (text.length() == directory.length()) return ".";
    return text.startsWith("/", directory.length()) ? text.substring(directory.length() + 1) : text;
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

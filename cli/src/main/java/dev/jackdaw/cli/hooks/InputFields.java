package dev.jackdaw.cli.hooks;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The input of a call as hooks expect it: with Jackdaw's own fields, and beside them those of the
 * same meaning that other agents have. What a hook gives back is read the other way round.
 */
final class InputFields {
  private static final int MILLIS = 1000;

  /** By tool, what others call a field that means the same. */
  private static final Map<String, Map<String, String>> SAME =
      Map.of(
          "read", Map.of("path", "file_path"),
          "write", Map.of("path", "file_path"),
          "edit", Map.of("path", "file_path"),
          "grep", Map.of("output", "output_mode", "ignore_case", "-i", "context", "-C"),
          "task", Map.of("agent", "subagent_type", "background", "run_in_background"),
          "bash_output", Map.of("id", "bash_id"),
          "bash_kill", Map.of("id", "shell_id"),
          "todo", Map.of("items", "todos"));

  private static final List<String> COMMANDS = List.of("bash", "bash_outside");

  private InputFields() {}

  /** Returns what a hook is told of the input; paths are absolute. */
  static Json.Obj told(Block.Call call, List<Effect> effects, Path directory) {
    var input = call.input();
    for (var field : SAME.getOrDefault(call.tool(), Map.of()).entrySet()) {
      var value = input.get(field.getKey());
      if (value.isEmpty()) continue;
      input = input.with(field.getValue(), theirs(field.getValue(), value.get(), directory));
    }
    if (COMMANDS.contains(call.tool()) && input.has("timeout_seconds")) {
      input = input.with("timeout", Json.of(input.integer("timeout_seconds", 0) * MILLIS));
    }
    if (call.tool().equals("apply_patch")) {
      for (var effect : effects) {
        if (effect instanceof Effect.Writes(var path)) {
          return input.with("file_path", Json.of(path.toString()));
        }
      }
    }
    return input;
  }

  private static Json theirs(String field, Json value, Path directory) {
    return field.equals("file_path") && value instanceof Json.Str(var path)
        ? Json.of(directory.resolve(path).normalize().toString())
        : value;
  }

  /** Returns the input that a hook wants, given what it was told. */
  static Json.Obj own(String tool, Json.Obj told, Json.Obj wanted) {
    var input = wanted;
    for (var field : SAME.getOrDefault(tool, Map.of()).entrySet()) {
      var value = input.get(field.getValue());
      if (value.isEmpty()) continue;
      var kept = input.has(field.getKey()) && value.equals(told.get(field.getValue()));
      if (!kept) input = input.with(field.getKey(), value.get());
      input = input.without(field.getValue());
    }
    if (COMMANDS.contains(tool) && input.has("timeout")) {
      if (!input.get("timeout").equals(told.get("timeout"))) {
        var seconds = Math.max(1, input.integer("timeout", MILLIS) / MILLIS);
        input = input.with("timeout_seconds", Json.of(seconds));
      }
      input = input.without("timeout");
    }
    return tool.equals("apply_patch") ? input.without("file_path") : input;
  }
}

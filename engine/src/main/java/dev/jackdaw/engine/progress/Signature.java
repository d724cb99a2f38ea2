package dev.jackdaw.engine.progress;

import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * What makes one call the same as another: the tool, its input however it is written down, and the
 * result without what passes. Inputs and results are kept as checksums.
 */
record Signature(String tool, long input, Status status, long result) {
  /** What a model says of its call for its own clarity. */
  private static final String REMARK = "description";

  static Signature of(Step step) {
    return new Signature(
        step.tool(),
        input(step),
        step.result().status(),
        checksum(PlainResult.of(step.result().text())));
  }

  static long input(Step step) {
    var members = new TreeMap<>(step.input().members());
    if (members.size() > 1) members.remove(REMARK);
    return checksum(step.tool() + canonical(new Json.Obj(members)).compact());
  }

  /** Returns what the call brought to light, whatever it was that was asked. */
  static long finding(Step step) {
    return checksum(
        step.tool()
            + step.result().status()
            + PlainResult.withoutInput(step.result().text(), step.input()));
  }

  private static Json canonical(Json value) {
    return switch (value) {
      case Json.Obj(var members) -> {
        var sorted = new TreeMap<String, Json>();
        members.forEach((name, member) -> sorted.put(name, canonical(member)));
        yield new Json.Obj(sorted);
      }
      case Json.Arr(var elements) ->
          Json.array(elements.stream().map(Signature::canonical).toList());
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }

  private static long checksum(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var first = new CRC32();
    var second = new CRC32C();
    first.update(bytes);
    second.update(bytes);
    return first.getValue() << 32 | second.getValue();
  }
}

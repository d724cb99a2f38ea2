package dev.jackdaw.wire;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.json.Json;

/** Pieces of a reply as JSON objects told apart by {@code type}. They are only ever written. */
public final class DeltaJson {
  private DeltaJson() {}

  public static Json.Obj write(Delta delta) {
    return switch (delta) {
      case Delta.TextDelta(var text) -> typed("text").put("text", text).build();
      case Delta.ThinkingDelta(var text) -> typed("thinking").put("text", text).build();
      case Delta.CallBegun(var index, var tool) ->
          typed("call_begun").put("index", index).put("tool", tool).build();
      case Delta.CallInputDelta(var index, var json) ->
          typed("call_input").put("index", index).put("json", json).build();
      case Delta.Retrying(var reason, var delay, var attempt) ->
          typed("retrying")
              .put("reason", reason)
              .put("delay_ms", DurationJson.write(delay))
              .put("attempt", attempt)
              .build();
      case Delta.Restarted() -> typed("restarted").build();
    };
  }

  private static Json.Builder typed(String type) {
    return Json.object().put("type", type);
  }
}

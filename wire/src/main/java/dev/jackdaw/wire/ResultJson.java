package dev.jackdaw.wire;

import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;

/** Tool results as JSON. */
public final class ResultJson {
  private ResultJson() {}

  public static Json.Obj write(ToolResult result) {
    var object =
        Json.object()
            .put("status", EnumJson.write(result.status()))
            .put("content", BlockJson.write(result.content()));
    if (!result.details().members().isEmpty()) object.put("details", result.details());
    return object.put("label", LabelJson.write(result.label())).build();
  }

  /** Reads a result; a status this version does not know reads as failed. */
  public static ToolResult read(Json.Obj result) {
    return new ToolResult(
        EnumJson.read(result, "status", ToolResult.Status.values(), ToolResult.Status.FAILED),
        BlockJson.content(result.array("content")),
        result.object("details"),
        LabelJson.read(result, LabelJson.UNKNOWN));
  }
}

package dev.jackdaw.cli.serve;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Results of calls as the protocol has them. */
public final class Results {
  private Results() {}

  /** Returns a result that is one text. */
  public static Json.Obj text(String text, boolean isError) {
    return of(List.of(block(text)), isError);
  }

  private static Json.Obj of(List<? extends Json> content, boolean isError) {
    var result = Json.object().put("content", Json.array(content));
    if (isError) result.put("isError", true);
    return result.build();
  }

  private static Json.Obj block(String text) {
    return Json.object().put("type", "text").put("text", text).build();
  }

  /** Returns the result of a tool of Jackdaw's. */
  public static Json.Obj of(ToolResult result) {
    var content = new ArrayList<Json>();
    for (var block : result.content()) {
      switch (block) {
        case Block.Text(var text, _) -> content.add(block(text));
        case Block.Image(var type, var base64, _) ->
            content.add(
                Json.object()
                    .put("type", "image")
                    .put("data", base64)
                    .put("mimeType", type)
                    .build());
      }
    }
    return of(content, !result.isOk());
  }
}

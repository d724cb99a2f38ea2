package dev.jackdaw.lsp;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** A tool that writes a file, the least there can be. */
final class WriteText implements Tool<Json.Obj> {
  static Json.Obj input(String path, String text) {
    return Json.object().put("path", path).put("text", text).build();
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec("write", "", Json.Obj.EMPTY);
  }

  @Override
  public Json.Obj decode(Json.Obj input) {
    return input;
  }

  @Override
  public List<Effect> effects(Json.Obj input, Workspace workspace) throws InvalidInputException {
    return List.of(new Effect.Writes(workspace.resolve(input.string("path", ""))));
  }

  @Override
  public ToolResult call(Json.Obj input, ToolContext context) throws IOException {
    var file = context.workspace().directory().resolve(input.string("path", ""));
    Files.writeString(file, input.string("text", ""));
    return ToolResult.ok("Wrote it.", Label.JACKDAW);
  }
}

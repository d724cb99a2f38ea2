package dev.jackdaw.engine.workflow;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.RecordInput;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A tool that is only looked at, never called. */
record NamedTool(String name, boolean changes) implements Tool<NamedTool.Input> {
  private static final RecordInput<Input> INPUT = RecordInput.of(Input.class, Map.of());

  /** What most tools take. */
  record Input(String path, Optional<Integer> limit) {}

  static Map<String, Tool<?>> some() {
    return new TreeMap<>(
        Map.of("read", new NamedTool("read", false), "edit", new NamedTool("edit", true)));
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(name, "A tool of a test.", INPUT.schema());
  }

  @Override
  public Input decode(Json.Obj input) throws InvalidInputException {
    return INPUT.decode(input);
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) throws InvalidInputException {
    var path = workspace.resolve(input.path());
    return List.of(changes ? new Effect.Writes(path) : new Effect.Reads(path));
  }

  @Override
  public ToolResult call(Input input, ToolContext context) {
    return ToolResult.ok(input.path(), Label.JACKDAW);
  }
}

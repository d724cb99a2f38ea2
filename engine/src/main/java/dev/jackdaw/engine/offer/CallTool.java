package dev.jackdaw.engine.offer;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.util.List;
import java.util.Optional;

/**
 * What a model calls a tool through that is held back. Such a call is taken for one of that tool as
 * soon as it arrives; what gets here names none.
 */
final class CallTool implements Tool<Json.Obj> {
  static final String NAME = "call_tool";

  private static final Json.Obj SCHEMA =
      Json.parseObject(
          """
          {"type":"object","properties":{
          "name":{"type":"string","description":"The tool's name, as tool_search gives it."},
          "input":{"type":"object","description":"What the tool's input_schema asks for."}},
          "required":["name","input"],"additionalProperties":false}
          """);

  private final ToolSpec spec =
      new ToolSpec(NAME, RecordTool.promptText(CallTool.class).strip(), SCHEMA);
  private final List<String> known;
  private final Optional<Later> later;

  /** {@code known} are the names of all tools. */
  CallTool(List<String> known, Optional<Later> later) {
    this.known = known;
    this.later = later;
  }

  /** Returns the call that was meant. Some models write the input as text. */
  static Block.Call unwrapped(Block.Call call) {
    var name = call.input().string("name", "");
    var given = call.input().members().getOrDefault("input", Json.Obj.EMPTY);
    return switch (given) {
      case Json.Obj input -> new Block.Call(call.id(), name, input);
      case Json.Str(var text) -> parsed(call, name, text);
      case Json.Arr _, Json.Num _, Json.Bool _, Json.Null _ ->
          new Block.Call(call.id(), name, Json.Obj.EMPTY, given.compact());
    };
  }

  private static Block.Call parsed(Block.Call call, String name, String text) {
    try {
      return new Block.Call(call.id(), name, Json.parseObject(text));
    } catch (JsonException _) {
      return new Block.Call(call.id(), name, Json.Obj.EMPTY, text);
    }
  }

  /** Returns the call as the model makes it. */
  static Block.Call wrapped(Block.Call call) {
    Json input = call.malformed().isEmpty() ? call.input() : Json.of(call.malformed());
    return new Block.Call(
        call.id(), NAME, Json.object().put("name", call.tool()).put("input", input).build());
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public boolean isEssential() {
    return true;
  }

  @Override
  public Json.Obj decode(Json.Obj input) throws InvalidInputException {
    var name = input.string("name", "");
    if (name.isEmpty()) {
      throw new InvalidInputException("\"name\" must be the name of a tool and is missing");
    }
    if (later.filter(more -> more.mayBring(name)).isPresent()) {
      throw new InvalidInputException(
          "there is no tool \""
              + name
              + "\" yet, or at all. Look for it with "
              + ToolSearch.NAME
              + ", which waits for servers that are still starting");
    }
    throw new InvalidInputException(
        "there is no tool \""
            + name
            + "\""
            + Nearest.hint(name, known)
            + " Look for it with "
            + ToolSearch.NAME);
  }

  @Override
  public List<Effect> effects(Json.Obj input, Workspace workspace) {
    return List.of();
  }

  @Override
  public ToolResult call(Json.Obj input, ToolContext context) {
    throw new IllegalStateException("no input of it is valid");
  }
}

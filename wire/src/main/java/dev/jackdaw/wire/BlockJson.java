package dev.jackdaw.wire;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Blocks as JSON objects told apart by {@code type}. Unknown types read as nothing. */
public final class BlockJson {
  private BlockJson() {}

  public static Json.Obj write(Block block) {
    return switch (block) {
      case Block.Text(var text, var label) ->
          typed("text").put("text", text).put("label", LabelJson.write(label)).build();
      case Block.Image(var mediaType, var base64, var label) ->
          typed("image")
              .put("media_type", mediaType)
              .put("base64", base64)
              .put("label", LabelJson.write(label))
              .build();
      case Block.Thinking(var text, var dialect, var opaque) ->
          typed("thinking").put("text", text).put("dialect", dialect).put("opaque", opaque).build();
      case Block.Call(var id, var tool, var input, var malformed) ->
          typed("call")
              .put("id", id.value())
              .put("tool", tool)
              .put("input", input)
              .putUnlessEmpty("malformed", malformed)
              .build();
      case Block.Result(var call, var result) ->
          typed("result").put("call", call.value()).put("result", ResultJson.write(result)).build();
    };
  }

  public static Json.Arr write(List<? extends Block> blocks) {
    var elements = new ArrayList<Json>(blocks.size());
    for (var block : blocks) elements.add(write(block));
    return new Json.Arr(elements);
  }

  private static Json.Builder typed(String type) {
    return Json.object().put("type", type);
  }

  /** Reads a block of either side; nothing when its type is not known. */
  public static Optional<Block> read(Json.Obj block) {
    return switch (block.string("type", "")) {
      case "text" -> Optional.of(text(block, LabelJson.UNKNOWN));
      case "image" -> Optional.of(image(block));
      case "thinking" -> Optional.of(thinking(block));
      case "call" -> Optional.of(call(block));
      case "result" ->
          Optional.of(
              new Block.Result(callId(block, "call"), ResultJson.read(block.object("result"))));
      default -> Optional.empty();
    };
  }

  private static Block.Text text(Json.Obj block, Label fallback) {
    return new Block.Text(block.string("text", ""), LabelJson.read(block, fallback));
  }

  private static Block.Image image(Json.Obj block) {
    return new Block.Image(
        block.string("media_type", ""),
        block.string("base64", ""),
        LabelJson.read(block, LabelJson.UNKNOWN));
  }

  private static Block.Thinking thinking(Json.Obj block) {
    return new Block.Thinking(
        block.string("text", ""), block.string("dialect", ""), block.object("opaque"));
  }

  static Block.Call call(Json.Obj block) {
    return new Block.Call(
        callId(block, "id"),
        block.string("tool", ""),
        block.object("input"),
        block.string("malformed", ""));
  }

  static CallId callId(Json.Obj object, String name) {
    var value = object.string(name, "");
    return new CallId(value.isEmpty() ? "missing" : value);
  }

  /** Reads what the model said; blocks that are not known or not the model's are left out. */
  static List<Block.Said> said(List<Json> elements) {
    var blocks = new ArrayList<Block.Said>(elements.size());
    for (var element : elements) {
      if (!(element instanceof Json.Obj block)) continue;
      if (block.string("type", "").equals("text")) blocks.add(text(block, Label.MODEL));
      else if (read(block).orElse(null) instanceof Block.Said said) blocks.add(said);
    }
    return blocks;
  }

  static List<Block.Given> given(List<Json> elements) {
    var blocks = new ArrayList<Block.Given>(elements.size());
    for (var element : elements) {
      if (element instanceof Json.Obj block
          && read(block).orElse(null) instanceof Block.Given given) {
        blocks.add(given);
      }
    }
    return blocks;
  }

  static List<Block.Content> content(List<Json> elements) {
    var blocks = new ArrayList<Block.Content>(elements.size());
    for (var element : elements) {
      if (element instanceof Json.Obj block
          && read(block).orElse(null) instanceof Block.Content content) {
        blocks.add(content);
      }
    }
    return blocks;
  }

  static List<Block.Text> texts(List<Json> elements) {
    var blocks = new ArrayList<Block.Text>(elements.size());
    for (var element : elements) {
      if (element instanceof Json.Obj block
          && read(block).orElse(null) instanceof Block.Text text) {
        blocks.add(text);
      }
    }
    return blocks;
  }
}

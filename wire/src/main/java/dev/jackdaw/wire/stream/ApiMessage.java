package dev.jackdaw.wire.stream;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Messages in the shape of Anthropic's public Messages API. */
final class ApiMessage {
  private ApiMessage() {}

  static Json.Obj assistant(String id, Event.ReplyReceived reply) {
    var content = new ArrayList<Json>();
    for (var block : reply.message().blocks()) content.add(said(block));
    return envelope(id, reply.model(), new Json.Arr(content))
        .put("stop_reason", stop(reply.stop()))
        .put("stop_sequence", Json.Null.INSTANCE)
        .put("usage", usage(reply.usage()))
        .build();
  }

  /** Returns a message that makes a call the model did not make itself; it cost nothing. */
  static Json.Obj nested(String model, Block.Call call) {
    return envelope("msg_" + call.id(), model, new Json.Arr(List.of(said(call))))
        .put("stop_reason", "tool_use")
        .put("stop_sequence", Json.Null.INSTANCE)
        .put("usage", usage(Usage.NONE))
        .build();
  }

  /** Starts a message of the assistant; how it ended is to be added. */
  static Json.Builder envelope(String id, String model, Json.Arr content) {
    return Json.object()
        .put("id", id)
        .put("type", "message")
        .put("role", "assistant")
        .put("model", model)
        .put("content", content);
  }

  private static Json.Obj said(Block.Said block) {
    return switch (block) {
      case Block.Text(var text, _) -> text(text);
      case Block.Thinking thinking -> thinking(thinking);
      case Block.Call(var id, var tool, var input, _) ->
          Json.object()
              .put("type", "tool_use")
              .put("id", id.value())
              .put("name", tool)
              .put("input", input)
              .build();
    };
  }

  private static Json.Obj thinking(Block.Thinking thinking) {
    if (thinking.opaque().string("type", "").equals("redacted_thinking")) {
      return Json.object()
          .put("type", "redacted_thinking")
          .put("data", thinking.opaque().string("data", ""))
          .build();
    }
    return Json.object()
        .put("type", "thinking")
        .put("thinking", thinking.text())
        .put("signature", thinking.opaque().string("signature", ""))
        .build();
  }

  static Json.Obj results(List<Block.Result> results) {
    var content = new ArrayList<Json>(results.size());
    for (var result : results) content.add(result(result));
    return Json.object().put("role", "user").put("content", new Json.Arr(content)).build();
  }

  private static Json.Obj result(Block.Result block) {
    var result =
        Json.object()
            .put("tool_use_id", block.call().value())
            .put("type", "tool_result")
            .put("content", shown(block.result()));
    if (!block.result().isOk()) result.put("is_error", true);
    return result.build();
  }

  private static Json shown(ToolResult result) {
    if (result.content().isEmpty()) return Json.of("");
    if (result.content().size() == 1 && result.content().getFirst() instanceof Block.Text text) {
      return Json.of(text.text());
    }
    var content = new ArrayList<Json>(result.content().size());
    for (var block : result.content()) content.add(content(block));
    return new Json.Arr(content);
  }

  private static Json.Obj content(Block.Content block) {
    return switch (block) {
      case Block.Text(var text, _) -> text(text);
      case Block.Image(var mediaType, var base64, _) ->
          Json.object()
              .put("type", "image")
              .put(
                  "source",
                  Json.object()
                      .put("type", "base64")
                      .put("media_type", mediaType)
                      .put("data", base64)
                      .build())
              .build();
    };
  }

  static Json.Obj text(String text) {
    return Json.object().put("type", "text").put("text", text).build();
  }

  /** Returns the API's word; it has none, and {@code null}, for a message that was cut short. */
  static Json stop(StopReason stop) {
    return switch (stop) {
      case END -> Json.of("end_turn");
      case CALLS -> Json.of("tool_use");
      case LENGTH -> Json.of("max_tokens");
      case REFUSED -> Json.of("refusal");
      case PAUSED -> Json.of("pause_turn");
      case INTERRUPTED, CUT -> Json.Null.INSTANCE;
    };
  }

  static Json.Obj usage(Usage usage) {
    return Json.object()
        .put("input_tokens", usage.input())
        .put("cache_creation_input_tokens", usage.cacheWrite())
        .put("cache_read_input_tokens", usage.cacheRead())
        .put("output_tokens", usage.output())
        .build();
  }
}

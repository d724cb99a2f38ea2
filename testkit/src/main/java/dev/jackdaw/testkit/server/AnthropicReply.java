package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply in the dialect.
 *
 * @param inputs the input of each block that is a call, as it is sent, else empty
 * @param stop empty for what follows from the blocks
 */
record AnthropicReply(
    String id,
    String model,
    List<Json.Obj> blocks,
    List<String> inputs,
    String stop,
    AnthropicCache.Bill bill) {
  static final String PING = "event: ping\ndata: {\"type\": \"ping\"}\n\n";

  private static final int PIECE_CHARS = 6;

  /** Returns the input as a value, the empty object when it is none. */
  static Json.Obj input(String text) {
    try {
      return Json.parseObject(text);
    } catch (JsonException _) {
      return Json.Obj.EMPTY;
    }
  }

  String whole() {
    return message(Json.array(blocks), Json.of(stopReason()), usage(outputTokens())).compact();
  }

  /** Returns the events of the stream. */
  List<String> events(Prepared.Speech speech) {
    var events = new ArrayList<String>();
    events.add(
        event(
            Json.object()
                .put("type", "message_start")
                .put("message", message(Json.Arr.EMPTY, Json.Null.INSTANCE, usage(1)))
                .build()));
    for (var i = 0; i < blocks.size(); i++) {
      block(events, i, blocks.get(i), inputs.get(i));
      if (i == 0) events.add(2, PING);
    }
    events.add(
        event(
            Json.object()
                .put("type", "message_delta")
                .put(
                    "delta",
                    Json.object()
                        .put("stop_reason", stopReason())
                        .put("stop_sequence", Json.Null.INSTANCE)
                        .build())
                .put("usage", usage(outputTokens()))
                .build()));
    events.add(event(Json.object().put("type", "message_stop").build()));
    speech.error().ifPresent(error -> breakOff(events, error));
    return events;
  }

  private static void breakOff(List<String> events, Prepared.StreamError error) {
    events.subList(Math.min(events.size(), error.afterEvents()), events.size()).clear();
    events.add(
        "event: error\ndata: " + AnthropicServer.error(error.type(), error.message()) + "\n\n");
  }

  private static void block(List<String> events, int index, Json.Obj block, String input) {
    events.add(
        event(
            Json.object()
                .put("type", "content_block_start")
                .put("index", index)
                .put("content_block", begun(block))
                .build()));
    switch (block.string("type", "")) {
      case "text" -> deltas(events, index, "text_delta", "text", block.string("text", ""));
      case "thinking" -> {
        deltas(events, index, "thinking_delta", "thinking", block.string("thinking", ""));
        delta(events, index, "signature_delta", "signature", block.string("signature", ""));
      }
      case "tool_use" -> {
        delta(events, index, "input_json_delta", "partial_json", "");
        if (!input.equals("{}")) deltas(events, index, "input_json_delta", "partial_json", input);
      }
      default -> {}
    }
    events.add(event(Json.object().put("type", "content_block_stop").put("index", index).build()));
  }

  /** Returns the block as it begins: what is streamed is still empty. */
  private static Json.Obj begun(Json.Obj block) {
    return switch (block.string("type", "")) {
      case "text" -> block.with("text", Json.of(""));
      case "thinking" -> block.with("thinking", Json.of("")).with("signature", Json.of(""));
      case "tool_use" -> block.with("input", Json.Obj.EMPTY);
      default -> block;
    };
  }

  private static void deltas(
      List<String> events, int index, String type, String member, String text) {
    for (var from = 0; from < text.length(); ) {
      var to = Math.min(text.length(), from + PIECE_CHARS);
      if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) to++;
      delta(events, index, type, member, text.substring(from, to));
      from = to;
    }
  }

  private static void delta(
      List<String> events, int index, String type, String member, String text) {
    events.add(
        event(
            Json.object()
                .put("type", "content_block_delta")
                .put("index", index)
                .put("delta", Json.object().put("type", type).put(member, text).build())
                .build()));
  }

  private static String event(Json.Obj data) {
    return "event: " + data.string("type", "") + "\ndata: " + data.compact() + "\n\n";
  }

  private Json.Obj message(Json content, Json stopReason, Json usage) {
    return Json.object()
        .put("id", id)
        .put("type", "message")
        .put("role", "assistant")
        .put("model", model)
        .put("content", content)
        .put("stop_reason", stopReason)
        .put("stop_sequence", Json.Null.INSTANCE)
        .put("usage", usage)
        .build();
  }

  private Json.Obj usage(int output) {
    return Json.object()
        .put("input_tokens", bill.input())
        .put("cache_creation_input_tokens", bill.written5m() + bill.written1h())
        .put("cache_read_input_tokens", bill.read())
        .put(
            "cache_creation",
            Json.object()
                .put("ephemeral_5m_input_tokens", bill.written5m())
                .put("ephemeral_1h_input_tokens", bill.written1h())
                .build())
        .put("output_tokens", output)
        .put("service_tier", "standard")
        .build();
  }

  private int outputTokens() {
    var sum = 0;
    for (var block : blocks) sum += Tokens.of(block.canonical());
    return sum;
  }

  private String stopReason() {
    if (!stop.isEmpty()) return stop;
    var calls = blocks.stream().anyMatch(block -> block.string("type", "").equals("tool_use"));
    return calls ? "tool_use" : "end_turn";
  }
}

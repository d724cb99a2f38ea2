package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply in the dialect.
 *
 * @param pieces all calls with an id
 * @param stop empty for what follows from the pieces
 * @param usageStreamed whether the stream ends with the bill
 */
record ChatReply(
    String id,
    String model,
    List<Prepared.Piece> pieces,
    String stop,
    PrefixCache.Bill bill,
    boolean usageStreamed) {
  private static final int PIECE_CHARS = 6;
  private static final long CREATED = 1_767_225_600;

  String whole() {
    var text = new StringBuilder();
    var reasoning = new StringBuilder();
    var calls = new ArrayList<Json>();
    for (var piece : pieces) {
      switch (piece) {
        case Prepared.Text(var said) -> text.append(said);
        case Prepared.Thinking(var thought) -> reasoning.append(thought);
        case Prepared.RedactedThinking _ -> {}
        case Prepared.Call call -> calls.add(call(call.id(), call.tool(), call.input()));
      }
    }
    var message =
        Json.object()
            .put("role", "assistant")
            .put("content", text.isEmpty() ? Json.Null.INSTANCE : Json.of(text.toString()))
            .put("refusal", Json.Null.INSTANCE);
    if (!calls.isEmpty()) message.put("tool_calls", Json.array(calls));
    if (showsReasoning()) message.putUnlessEmpty("reasoning_content", reasoning.toString());
    var choice =
        Json.object()
            .put("index", 0)
            .put("message", message.build())
            .put("logprobs", Json.Null.INSTANCE)
            .put("finish_reason", stopReason())
            .build();
    return head("chat.completion")
        .put("choices", Json.array(List.of(choice)))
        .put("usage", usage())
        .build()
        .compact();
  }

  /** Returns the events of the stream. */
  List<String> events(Prepared.Speech speech) {
    var events = new ArrayList<String>();
    events.add(chunk(Json.object().put("role", "assistant").put("content", "").build(), false));
    var calls = 0;
    for (var piece : pieces) {
      switch (piece) {
        case Prepared.Text(var said) -> deltas(events, "content", said);
        case Prepared.Thinking(var thought) -> {
          if (showsReasoning()) deltas(events, "reasoning_content", thought);
        }
        case Prepared.RedactedThinking _ -> {}
        case Prepared.Call call -> call(events, calls++, call);
      }
    }
    events.add(chunk(Json.Obj.EMPTY, true));
    if (usageStreamed) {
      events.add(
          data(
              head("chat.completion.chunk")
                  .put("choices", Json.Arr.EMPTY)
                  .put("usage", usage())
                  .build()));
    }
    events.add("data: [DONE]\n\n");
    speech.error().ifPresent(error -> breakOff(events, error));
    return events;
  }

  private static void breakOff(List<String> events, Prepared.StreamError error) {
    events.subList(Math.min(events.size(), error.afterEvents()), events.size()).clear();
    events.add(
        "data: " + ChatCompletionsServer.error(error.type(), "", "", error.message()) + "\n\n");
  }

  private boolean showsReasoning() {
    return model.equals(ChatCompletionsServer.PLAIN_MODEL);
  }

  private void call(List<String> events, int index, Prepared.Call call) {
    var begun = ((Json.Obj) call(call.id(), call.tool(), ""));
    events.add(callDelta(indexed(index, begun)));
    for (var part : split(call.input())) {
      var function = Json.object().put("arguments", part).build();
      events.add(callDelta(indexed(index, Json.object().put("function", function).build())));
    }
  }

  private static Json.Obj indexed(int index, Json.Obj call) {
    var indexed = Json.object().put("index", index);
    call.members().forEach(indexed::put);
    return indexed.build();
  }

  private String callDelta(Json.Obj call) {
    return chunk(Json.object().put("tool_calls", Json.array(List.of(call))).build(), false);
  }

  private void deltas(List<String> events, String member, String text) {
    for (var part : split(text)) {
      events.add(chunk(Json.object().put(member, part).build(), false));
    }
  }

  /** Cuts a text into the pieces it is streamed in. */
  static List<String> split(String text) {
    var parts = new ArrayList<String>();
    for (var from = 0; from < text.length(); ) {
      var to = Math.min(text.length(), from + PIECE_CHARS);
      if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) to++;
      parts.add(text.substring(from, to));
      from = to;
    }
    return parts;
  }

  private static Json call(String id, String tool, String arguments) {
    return Json.object()
        .put("id", id)
        .put("type", "function")
        .put("function", Json.object().put("name", tool).put("arguments", arguments).build())
        .build();
  }

  private String chunk(Json.Obj delta, boolean last) {
    var choice =
        Json.object()
            .put("index", 0)
            .put("delta", delta)
            .put("logprobs", Json.Null.INSTANCE)
            .put("finish_reason", last ? Json.of(stopReason()) : Json.Null.INSTANCE)
            .build();
    var chunk = head("chat.completion.chunk").put("choices", Json.array(List.of(choice)));
    if (usageStreamed) chunk.put("usage", Json.Null.INSTANCE);
    return data(chunk.build());
  }

  private static String data(Json.Obj chunk) {
    return "data: " + chunk.compact() + "\n\n";
  }

  private Json.Builder head(String object) {
    return Json.object()
        .put("id", id)
        .put("object", object)
        .put("created", CREATED)
        .put("model", model);
  }

  private String stopReason() {
    if (!stop.isEmpty()) return stop;
    return pieces.stream().anyMatch(Prepared.Call.class::isInstance) ? "tool_calls" : "stop";
  }

  private Json.Obj usage() {
    var output = 0;
    var reasoning = 0;
    for (var piece : pieces) {
      switch (piece) {
        case Prepared.Text(var said) -> output += Tokens.of(said);
        case Prepared.Thinking(var thought) -> reasoning += Tokens.of(thought);
        case Prepared.RedactedThinking(var data) -> reasoning += Tokens.of(data);
        case Prepared.Call call -> output += Tokens.of(call.tool()) + Tokens.of(call.input());
      }
    }
    return Json.object()
        .put("prompt_tokens", bill.prompt())
        .put("completion_tokens", output + reasoning)
        .put("total_tokens", bill.prompt() + output + reasoning)
        .put("prompt_tokens_details", Json.object().put("cached_tokens", bill.cached()).build())
        .put("completion_tokens_details", Json.object().put("reasoning_tokens", reasoning).build())
        .build();
  }
}

package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply in Ollama's dialect.
 *
 * @param pieces all calls with an id
 * @param stop empty for {@code stop}
 * @param prompt the tokens of the prompt that were read
 */
record OllamaReply(String model, List<Prepared.Piece> pieces, String stop, int prompt) {
  private static final int PIECE_CHARS = 6;

  /** Returns the lines of the stream. */
  List<String> lines(Prepared.Speech speech) {
    var lines = new ArrayList<String>();
    for (var piece : pieces) {
      switch (piece) {
        case Prepared.Text(var said) -> pieces(lines, "content", said);
        case Prepared.Thinking(var thought) -> pieces(lines, "thinking", thought);
        case Prepared.RedactedThinking _ -> {}
        case Prepared.Call call ->
            lines.add(
                line(
                        message()
                            .put("content", "")
                            .put("tool_calls", Json.array(List.of(call(call)))))
                    + "\n");
      }
    }
    lines.add(last(message().put("content", "")).compact() + "\n");
    speech.error().ifPresent(error -> breakOff(lines, error));
    return lines;
  }

  private static void breakOff(List<String> lines, Prepared.StreamError error) {
    lines.subList(Math.min(lines.size(), error.afterEvents()), lines.size()).clear();
    lines.add(Json.object().put("error", error.message()).build().compact() + "\n");
  }

  String whole() {
    var text = new StringBuilder();
    var thinking = new StringBuilder();
    var calls = new ArrayList<Json>();
    for (var piece : pieces) {
      switch (piece) {
        case Prepared.Text(var said) -> text.append(said);
        case Prepared.Thinking(var thought) -> thinking.append(thought);
        case Prepared.RedactedThinking _ -> {}
        case Prepared.Call call -> calls.add(call(call));
      }
    }
    var message = message().put("content", text.toString());
    message.putUnlessEmpty("thinking", thinking.toString());
    if (!calls.isEmpty()) message.put("tool_calls", Json.array(calls));
    return last(message).compact();
  }

  private void pieces(List<String> lines, String member, String text) {
    for (var from = 0; from < text.length(); ) {
      var to = Math.min(text.length(), from + PIECE_CHARS);
      if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) to++;
      var message = message();
      if (!member.equals("content")) message.put("content", "");
      lines.add(line(message.put(member, text.substring(from, to))) + "\n");
      from = to;
    }
  }

  private static Json.Builder message() {
    return Json.object().put("role", "assistant");
  }

  /** Ollama parses arguments itself; what is no object passes as a proxy would pass it. */
  private static Json call(Prepared.Call call) {
    Json arguments;
    try {
      arguments = Json.parse(call.input());
      if (!(arguments instanceof Json.Obj)) arguments = Json.of(call.input());
    } catch (JsonException _) {
      arguments = Json.of(call.input());
    }
    return Json.object()
        .put("id", call.id())
        .put("function", Json.object().put("name", call.tool()).put("arguments", arguments).build())
        .build();
  }

  private String line(Json.Builder message) {
    return head().put("message", message.build()).put("done", false).build().compact();
  }

  private Json.Obj last(Json.Builder message) {
    var output = 0;
    for (var piece : pieces) {
      output +=
          switch (piece) {
            case Prepared.Text(var said) -> Tokens.of(said);
            case Prepared.Thinking(var thought) -> Tokens.of(thought);
            case Prepared.RedactedThinking _ -> 0;
            case Prepared.Call call -> Tokens.of(call.tool()) + Tokens.of(call.input());
          };
    }
    return head()
        .put("message", message.build())
        .put("done", true)
        .put("done_reason", stop.isEmpty() ? "stop" : stop)
        .put("total_duration", 1_000_000)
        .put("prompt_eval_count", prompt)
        .put("eval_count", output)
        .build();
  }

  private Json.Builder head() {
    return Json.object().put("model", model).put("created_at", "2026-01-01T00:00:00Z");
  }
}

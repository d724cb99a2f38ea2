package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply in the dialect.
 *
 * @param parts the whole parts
 * @param stop empty for the usual reason
 */
record GeminiReply(String model, List<Json.Obj> parts, String stop, PrefixCache.Bill bill) {

  String whole() {
    return chunk(new ArrayList<>(parts), true).compact();
  }

  /** Returns the events of the stream: some words a chunk, the last with the reason it ended. */
  List<String> events(Prepared.Speech speech) {
    var chunks = new ArrayList<List<Json>>();
    for (var part : parts) {
      var text = part.string("text", "");
      if (text.isEmpty()) {
        chunks.add(List.of(part));
        continue;
      }
      for (var piece : ChatReply.split(text)) {
        chunks.add(List.of(part.with("text", Json.of(piece))));
      }
    }
    var events = new ArrayList<String>();
    for (var i = 0; i < chunks.size(); i++) {
      events.add(data(chunk(chunks.get(i), i == chunks.size() - 1)));
    }
    speech.error().ifPresent(error -> breakOff(events, error));
    return events;
  }

  private static void breakOff(List<String> events, Prepared.StreamError error) {
    events.subList(Math.min(events.size(), error.afterEvents()), events.size()).clear();
    events.add("data: " + GeminiServer.error(503, error.type(), error.message()) + "\r\n\r\n");
  }

  private static String data(Json.Obj chunk) {
    return "data: " + chunk.compact() + "\r\n\r\n";
  }

  private Json.Obj chunk(List<Json> some, boolean last) {
    var candidate =
        Json.object()
            .put(
                "content",
                Json.object().put("parts", Json.array(some)).put("role", "model").build());
    if (last) candidate.put("finishReason", stop.isEmpty() ? "STOP" : stop);
    return Json.object()
        .put("candidates", Json.array(List.of(candidate.put("index", 0).build())))
        .put("usageMetadata", usage())
        .put("modelVersion", model)
        .put("responseId", "resp_test")
        .build();
  }

  private Json.Obj usage() {
    var said = 0;
    var thought = 0;
    for (var part : parts) {
      if (part.bool("thought", false)) thought += Tokens.of(part.compact());
      else said += Tokens.of(part.compact());
    }
    var usage = Json.object().put("promptTokenCount", bill.prompt());
    if (bill.cached() > 0) usage.put("cachedContentTokenCount", bill.cached());
    usage.put("candidatesTokenCount", said);
    if (thought > 0) usage.put("thoughtsTokenCount", thought);
    return usage.put("totalTokenCount", bill.prompt() + said + thought).build();
  }
}

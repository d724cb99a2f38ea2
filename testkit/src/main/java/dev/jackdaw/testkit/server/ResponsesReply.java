package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply in the dialect.
 *
 * @param output the whole items
 * @param stop the reason the reply is incomplete, empty for none
 */
record ResponsesReply(
    String id, String model, List<Json.Obj> output, String stop, PrefixCache.Bill bill) {
  private static final long CREATED = 1_767_225_600;

  /**
   * Returns an item that says something.
   *
   * @param phase whether it is a remark on the way or the answer
   */
  static Json.Obj message(String id, String text, String phase) {
    return Json.object()
        .put("id", id)
        .put("type", "message")
        .put("status", "completed")
        .put("content", Json.array(List.of(part(text))))
        .put("role", "assistant")
        .put("phase", phase)
        .build();
  }

  private static Json.Obj part(String text) {
    return Json.object()
        .put("type", "output_text")
        .put("annotations", Json.Arr.EMPTY)
        .put("text", text)
        .build();
  }

  /** Returns the response as it is at its end. */
  Json.Obj whole() {
    return response(stop.isEmpty() ? "completed" : "incomplete", output)
        .put(
            "incomplete_details",
            stop.isEmpty() ? Json.Null.INSTANCE : Json.object().put("reason", stop).build())
        .put("usage", usage())
        .build();
  }

  private Json.Builder response(String status, List<Json.Obj> items) {
    return Json.object()
        .put("id", id)
        .put("object", "response")
        .put("created_at", CREATED)
        .put("status", status)
        .put("error", Json.Null.INSTANCE)
        .put("model", model)
        .put("output", Json.array(new ArrayList<Json>(items)))
        .put("store", false);
  }

  /** Returns the events of the stream. */
  List<String> events(Prepared.Speech speech) {
    var events = new Events();
    var begun = response("in_progress", List.of()).put("usage", Json.Null.INSTANCE).build();
    events.add("response.created", Json.object().put("response", begun));
    events.add("response.in_progress", Json.object().put("response", begun));
    for (var i = 0; i < output.size(); i++) item(events, i, output.get(i));
    var end = stop.isEmpty() ? "response.completed" : "response.incomplete";
    events.add(end, Json.object().put("response", whole()));
    speech.error().ifPresent(error -> events.breakOff(error));
    return events.all;
  }

  private static void item(Events events, int index, Json.Obj item) {
    var id = item.string("id", "");
    events.add("response.output_item.added", at(index).put("item", begun(item)));
    switch (item.string("type", "")) {
      case "message" -> text(events, index, id, item);
      case "reasoning" -> summary(events, index, id, item);
      default -> {
        var arguments = item.string("arguments", "");
        for (var piece : ChatReply.split(arguments)) {
          events.add(
              "response.function_call_arguments.delta",
              at(index).put("item_id", id).put("delta", piece));
        }
        events.add(
            "response.function_call_arguments.done",
            at(index).put("item_id", id).put("arguments", arguments));
      }
    }
    events.add("response.output_item.done", at(index).put("item", item));
  }

  private static Json.Obj begun(Json.Obj item) {
    return switch (item.string("type", "")) {
      case "message" -> item.with("status", Json.of("in_progress")).with("content", Json.Arr.EMPTY);
      case "reasoning" -> item.with("summary", Json.Arr.EMPTY);
      default -> item.with("status", Json.of("in_progress")).with("arguments", Json.of(""));
    };
  }

  private static void text(Events events, int index, String id, Json.Obj item) {
    var text = ((Json.Obj) item.array("content").getFirst()).string("text", "");
    events.add(
        "response.content_part.added",
        at(index).put("item_id", id).put("content_index", 0).put("part", part("")));
    for (var piece : ChatReply.split(text)) {
      events.add(
          "response.output_text.delta",
          at(index).put("item_id", id).put("content_index", 0).put("delta", piece));
    }
    events.add(
        "response.output_text.done",
        at(index).put("item_id", id).put("content_index", 0).put("text", text));
    events.add(
        "response.content_part.done",
        at(index).put("item_id", id).put("content_index", 0).put("part", part(text)));
  }

  private static void summary(Events events, int index, String id, Json.Obj item) {
    var number = 0;
    for (var part : item.array("summary")) {
      var text = ((Json.Obj) part).string("text", "");
      events.add(
          "response.reasoning_summary_part.added",
          at(index)
              .put("item_id", id)
              .put("summary_index", number)
              .put("part", ((Json.Obj) part).with("text", Json.of(""))));
      for (var piece : ChatReply.split(text)) {
        events.add(
            "response.reasoning_summary_text.delta",
            at(index).put("item_id", id).put("summary_index", number).put("delta", piece));
      }
      events.add(
          "response.reasoning_summary_text.done",
          at(index).put("item_id", id).put("summary_index", number).put("text", text));
      events.add(
          "response.reasoning_summary_part.done",
          at(index).put("item_id", id).put("summary_index", number).put("part", part));
      number++;
    }
  }

  private static Json.Builder at(int index) {
    return Json.object().put("output_index", index);
  }

  /** The events so far, numbered as the service numbers them. */
  private static final class Events {
    final List<String> all = new ArrayList<>();

    void add(String type, Json.Builder members) {
      var event = Json.object().put("type", type).put("sequence_number", all.size());
      members.build().members().forEach(event::put);
      all.add("event: " + type + "\ndata: " + event.build().compact() + "\n\n");
    }

    void breakOff(Prepared.StreamError error) {
      all.subList(Math.min(all.size(), error.afterEvents()), all.size()).clear();
      add(
          "error",
          Json.object()
              .put("code", error.type())
              .put("message", error.message())
              .put("param", Json.Null.INSTANCE));
    }
  }

  private Json.Obj usage() {
    var said = 0;
    var reasoned = 0;
    for (var item : output) {
      if (item.string("type", "").equals("reasoning")) reasoned += Tokens.of(item.compact());
      else said += Tokens.of(item.compact());
    }
    return Json.object()
        .put("input_tokens", bill.prompt())
        .put("input_tokens_details", Json.object().put("cached_tokens", bill.cached()).build())
        .put("output_tokens", said + reasoned)
        .put("output_tokens_details", Json.object().put("reasoning_tokens", reasoned).build())
        .put("total_tokens", bill.prompt() + said + reasoned)
        .build();
  }
}

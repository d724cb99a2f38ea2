package dev.jackdaw.models;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Puts a reply together from the events of OpenAI's Responses API. The item that {@code
 * response.output_item.done} brings is the truth; the deltas before it only show it early. Events
 * and items of kinds it does not know are skipped. Not thread-safe.
 */
final class ResponsesStream implements Exchange.Parser {
  private final ReplyBuilder builder;
  private final Map<Long, Item> items = new TreeMap<>();
  private Json.Obj response = Json.Obj.EMPTY;
  private boolean refused;
  private boolean ended;

  ResponsesStream(Consumer<Delta> deltas) {
    builder = new ReplyBuilder(deltas);
  }

  /** An item of the reply, growing; {@code whole} once it is done. */
  private static final class Item {
    final ReplyBuilder.Part part;
    Json.Obj whole;
    boolean done;

    Item(ReplyBuilder.Part part, Json.Obj begun) {
      this.part = part;
      this.whole = begun;
    }
  }

  @Override
  public void accept(Json.Obj event) throws ProtocolException {
    switch (event.string("type", "")) {
      case "response.output_item.added" -> begin(index(event), event.object("item"));
      case "response.output_text.delta" -> text(event, "delta");
      case "response.refusal.delta" -> {
        refused = true;
        text(event, "delta");
      }
      case "response.reasoning_summary_part.added" -> paragraph(event);
      case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
          thinking(event);
      case "response.function_call_arguments.delta" -> arguments(event);
      case "response.output_item.done" -> end(index(event), event.object("item"));
      case "response.completed", "response.incomplete", "response.done" ->
          whole(event.object("response"));
      default -> {}
    }
  }

  private static long index(Json.Obj event) {
    return event.integer("output_index", 0);
  }

  @Override
  public Optional<Json.Obj> failure(Json.Obj event) {
    return switch (event.string("type", "")) {
      case "error" -> Optional.of(event);
      case "response.failed" -> Optional.of(event.object("response"));
      default ->
          event.string("status", "").equals("failed") ? Optional.of(event) : Optional.empty();
    };
  }

  /** Takes the response as it is at its end; what no event told is taken from it. */
  @Override
  public void whole(Json.Obj reply) throws ProtocolException {
    response = reply;
    ended = true;
    var index = 0L;
    for (var item : reply.array("output")) {
      if (item instanceof Json.Obj object) end(index, object);
      index++;
    }
  }

  @Override
  public Optional<Reply> reply() throws ProtocolException {
    if (!ended) return Optional.empty();
    var said = new ArrayList<Block.Said>();
    var half = false;
    for (var item : items.values()) {
      add(item, said);
      half = item.part instanceof ReplyBuilder.CallPart call && !call.isWhole();
    }
    var message = new Message.Assistant(said);
    return Optional.of(
        HalfCall.without(new Reply(message, usage(), stop(!message.calls().isEmpty())), half));
  }

  private static void add(Item item, List<Block.Said> said) {
    switch (item.part) {
      case ReplyBuilder.TextPart text -> {
        if (text.text().isEmpty()) return;
        var phase = item.whole.string(ResponsesRequest.PHASE, "");
        if (!phase.isEmpty()) {
          var opaque = Json.object().put(ResponsesRequest.PHASE, phase).build();
          said.add(new Block.Thinking("", ResponsesRequest.DIALECT, opaque));
        }
        said.add(new Block.Text(text.text(), Label.MODEL));
      }
      case ReplyBuilder.ThinkingPart thinking ->
          said.add(new Block.Thinking(thinking.text(), ResponsesRequest.DIALECT, item.whole));
      case ReplyBuilder.CallPart call -> said.add(call.call());
    }
  }

  /** Reasoning is refused without the item that followed it, so nothing is kept behind a call. */
  @Override
  public Optional<Reply> partial() {
    var said = new ArrayList<Block.Said>();
    var upToCall = 0;
    for (var item : items.values()) {
      if (!item.done) break;
      add(item, said);
      if (item.part instanceof ReplyBuilder.CallPart) upToCall = said.size();
    }
    if (upToCall == 0) return Optional.empty();
    var message = new Message.Assistant(said.subList(0, upToCall));
    return Optional.of(new Reply(message, usage(), StopReason.CUT));
  }

  private void begin(long index, Json.Obj item) {
    if (items.containsKey(index)) return;
    switch (item.string("type", "")) {
      case "message" -> items.put(index, new Item(builder.new TextPart(), item));
      case "reasoning" -> items.put(index, new Item(builder.new ThinkingPart(), item));
      case "function_call" -> {
        var call = builder.new CallPart(item.string("call_id", ""), item.string("name", ""));
        items.put(index, new Item(call, item));
      }
      default -> {}
    }
  }

  private void text(Json.Obj event, String member) throws ProtocolException {
    var item = items.get(index(event));
    if (item == null) return;
    if (!(item.part instanceof ReplyBuilder.TextPart text)) throw misplaced(event);
    text.add(event.string(member, ""));
  }

  /** The parts of a summary are paragraphs. */
  private void paragraph(Json.Obj event) {
    var item = items.get(index(event));
    if (item == null || event.integer("summary_index", 0) == 0) return;
    if (item.part instanceof ReplyBuilder.ThinkingPart thinking) thinking.add("\n\n");
  }

  private void thinking(Json.Obj event) throws ProtocolException {
    var item = items.get(index(event));
    if (item == null) return;
    if (!(item.part instanceof ReplyBuilder.ThinkingPart thinking)) throw misplaced(event);
    thinking.add(event.string("delta", ""));
  }

  private void arguments(Json.Obj event) throws ProtocolException {
    var item = items.get(index(event));
    if (item == null) return;
    if (!(item.part instanceof ReplyBuilder.CallPart call)) throw misplaced(event);
    call.add(event.string("delta", ""));
  }

  private static ProtocolException misplaced(Json.Obj event) {
    return new ProtocolException("a " + event.string("type", "") + " for an item of another kind");
  }

  private void end(long index, Json.Obj whole) {
    begin(index, whole);
    var item = items.get(index);
    if (item == null) return;
    item.whole = whole;
    item.done = true;
    switch (item.part) {
      case ReplyBuilder.TextPart text -> {
        if (text.text().isEmpty()) text.add(words(whole));
      }
      case ReplyBuilder.ThinkingPart thinking -> {
        if (thinking.text().isEmpty()) thinking.add(summary(whole));
      }
      case ReplyBuilder.CallPart call -> {
        if (!call.hasInput()) call.add(whole.string("arguments", ""));
      }
    }
  }

  private String words(Json.Obj message) {
    var words = new StringBuilder();
    for (var part : message.array("content")) {
      if (!(part instanceof Json.Obj object)) continue;
      words.append(object.string("text", ""));
      var refusal = object.string("refusal", "");
      if (!refusal.isEmpty()) refused = true;
      words.append(refusal);
    }
    return words.toString();
  }

  private static String summary(Json.Obj reasoning) {
    var summary = new StringBuilder();
    for (var member : new String[] {"summary", "content"}) {
      for (var part : reasoning.array(member)) {
        if (!(part instanceof Json.Obj object)) continue;
        if (!summary.isEmpty()) summary.append("\n\n");
        summary.append(object.string("text", ""));
      }
    }
    return summary.toString();
  }

  private Usage usage() {
    var usage = response.object("usage");
    if (usage.members().isEmpty()) return Usage.UNKNOWN;
    var details = usage.object("input_tokens_details");
    var read = details.integer("cached_tokens", 0);
    var write = details.integer("cache_write_tokens", 0);
    return new Usage(
        Math.max(0, usage.integer("input_tokens", 0) - read - write),
        read,
        write,
        usage.integer("output_tokens", 0),
        usage.object("output_tokens_details").integer("reasoning_tokens", 0));
  }

  private StopReason stop(boolean hasCalls) {
    if (refused) return StopReason.REFUSED;
    return switch (response.object("incomplete_details").string("reason", "")) {
      case "max_output_tokens" -> StopReason.LENGTH;
      case "content_filter" -> StopReason.REFUSED;
      default -> hasCalls ? StopReason.CALLS : StopReason.END;
    };
  }
}

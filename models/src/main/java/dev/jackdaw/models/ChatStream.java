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
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts a reply together from the chunks of Chat Completions. Compatible servers leave out or repeat
 * much; what has only one sensible meaning is taken for it: missing indexes, ids, finish reasons
 * and usage, empty or missing choices, members that are {@code null}, arguments as an object,
 * several calls under one index. Not thread-safe.
 */
final class ChatStream implements Exchange.Parser {
  private final ReplyBuilder builder;
  private final ReplyBuilder.TextPart text;
  private final ReplyBuilder.ThinkingPart thinking;
  private final ThinkTags tags;
  private final ToolNames toolNames;
  private final List<Json> details = new ArrayList<>();
  private final List<Slot> calls = new ArrayList<>();
  private Json.Obj usage = Json.Obj.EMPTY;
  private String reasoningField = "";
  private String finishReason = "";
  private boolean refused;
  private boolean done;

  /** Creates a stream; the names are those the request was written with. */
  ChatStream(Consumer<Delta> deltas, ToolNames toolNames) {
    builder = new ReplyBuilder(deltas);
    text = builder.new TextPart();
    thinking = builder.new ThinkingPart();
    tags = new ThinkTags(thinking::add, text::add);
    this.toolNames = toolNames;
  }

  /** A call and the index the server gave it, -1 for none. */
  private record Slot(long index, ReplyBuilder.CallPart call) {}

  @Override
  public void accept(Json.Obj chunk) {
    var counts = chunk.object("usage");
    if (!counts.members().isEmpty()) usage = counts;
    var choices = chunk.array("choices");
    if (choices.isEmpty() || !(choices.getFirst() instanceof Json.Obj choice)) return;
    delta(choice.object("delta"));
    delta(choice.object("message"));
    finishReason = choice.string("finish_reason", finishReason);
  }

  @Override
  public void done() {
    done = true;
  }

  @Override
  public void whole(Json.Obj reply) {
    accept(reply);
    done = true;
  }

  @Override
  public Optional<Reply> reply() throws ProtocolException {
    if (!done) return Optional.empty();
    tags.end();
    var said = new ArrayList<Block.Said>();
    if (!thinking.text().isEmpty() || !details.isEmpty()) said.add(thought());
    if (!text.text().isEmpty()) said.add(new Block.Text(text.text(), Label.MODEL));
    var stop = stop();
    var extent = stop == StopReason.LENGTH ? JsonRepair.Extent.CUT : JsonRepair.Extent.WHOLE;
    for (var slot : calls) said.add(slot.call().call(extent));
    if (said.isEmpty() && finishReason.isEmpty()) throw new ProtocolException("an empty reply");
    return Optional.of(
        HalfCall.without(
            new Reply(new Message.Assistant(said), usage(), stop),
            !calls.isEmpty() && !calls.getLast().call().isWhole()));
  }

  /**
   * A finish reason ends the reply, whether or not {@code [DONE]} follows. Before it, calls may
   * grow side by side, so only an input that is an object by itself is taken for whole.
   */
  @Override
  public Optional<Reply> partial() throws ProtocolException {
    if (!finishReason.isEmpty()) {
      done = true;
      return reply();
    }
    var said = new ArrayList<Block.Said>();
    tags.end();
    if (!thinking.text().isEmpty() || !details.isEmpty()) said.add(thought());
    if (!text.text().isBlank()) said.add(new Block.Text(text.text(), Label.MODEL));
    var whole = 0;
    for (var slot : calls) {
      if (!slot.call().isWhole()) continue;
      said.add(slot.call().call());
      whole++;
    }
    return whole == 0
        ? Optional.empty()
        : Optional.of(new Reply(new Message.Assistant(said), usage(), StopReason.CUT));
  }

  private Block.Thinking thought() {
    var opaque = Json.object();
    if (!reasoningField.isEmpty()) opaque.put(reasoningField, thinking.text());
    if (!details.isEmpty()) opaque.put("reasoning_details", Json.array(details));
    return new Block.Thinking(thinking.text(), ChatRequest.DIALECT, opaque.build());
  }

  private void delta(Json.Obj delta) {
    reasoning(delta, "reasoning_content");
    if (!delta.has("reasoning_content")) reasoning(delta, "reasoning");
    details(delta);
    tags.add(content(delta.get("content").orElse(Json.Null.INSTANCE)));
    var refusal = delta.string("refusal", "");
    if (!refusal.isEmpty()) {
      refused = true;
      text.add(refusal);
    }
    for (var call : delta.array("tool_calls")) {
      if (call instanceof Json.Obj object) call(object);
    }
  }

  private void reasoning(Json.Obj delta, String field) {
    var piece = delta.string(field, "");
    if (piece.isEmpty()) return;
    if (reasoningField.isEmpty()) reasoningField = field;
    thinking.add(piece);
  }

  /**
   * Gathers what must go back unmodified; pieces under one index are one. It is shown only when
   * nothing else says the same.
   */
  private void details(Json.Obj delta) {
    for (var piece : delta.array("reasoning_details")) {
      if (!(piece instanceof Json.Obj detail)) continue;
      if (!delta.has("reasoning") && !delta.has("reasoning_content")) {
        thinking.add(detail.string("text", detail.string("summary", "")));
      }
      var last = details.isEmpty() ? Json.Obj.EMPTY : (Json.Obj) details.getLast();
      var continued =
          detail.has("index")
              && last.string("type", "").equals(detail.string("type", ""))
              && last.integer("index", -1) == detail.integer("index", -2);
      if (continued) {
        details.set(details.size() - 1, grown(last, detail));
      } else {
        details.add(detail);
      }
    }
  }

  private static Json.Obj grown(Json.Obj detail, Json.Obj more) {
    var grown = detail;
    for (var member : more.members().entrySet()) {
      var name = member.getKey();
      var joins = name.equals("text") || name.equals("summary") || name.equals("data");
      if (member.getValue() instanceof Json.Str(var piece) && joins) {
        grown = grown.with(name, Json.of(grown.string(name, "") + piece));
      } else if (!(member.getValue() instanceof Json.Null)) {
        grown = grown.with(name, member.getValue());
      }
    }
    return grown;
  }

  /** Some servers send the parts of the request dialect instead of a string. */
  private static String content(Json content) {
    return switch (content) {
      case Json.Str(var piece) -> piece;
      case Json.Arr(var parts) -> {
        var joined = new StringBuilder();
        for (var part : parts) {
          if (part instanceof Json.Obj object) joined.append(object.string("text", ""));
        }
        yield joined.toString();
      }
      case Json.Obj _, Json.Num _, Json.Bool _, Json.Null _ -> "";
    };
  }

  private void call(Json.Obj piece) {
    var index = piece.integer("index", -1);
    var id = piece.string("id", "");
    var function = piece.object("function");
    var name = function.string("name", "");
    var input = arguments(function.get("arguments").orElse(Json.Null.INSTANCE));
    var call = find(index, id, name, input);
    if (call == null) {
      if (name.isEmpty() && id.isEmpty()) return;
      call = builder.new CallPart(id, toolNames.read(name));
      calls.add(new Slot(index, call));
    }
    call.add(input);
  }

  /** Returns the call the piece belongs to, or nothing when it begins one. */
  private ReplyBuilder.@Nullable CallPart find(long index, String id, String name, String input) {
    for (var i = calls.size() - 1; i >= 0; i--) {
      var slot = calls.get(i);
      var known = slot.call().id();
      if (!id.isEmpty() && id.equals(known)) return slot.call();
      if (index >= 0) {
        if (slot.index() == index && continues(slot.call(), id, name, input)) return slot.call();
      } else if (id.isEmpty()) {
        return repeats(slot.call(), name) ? slot.call() : null;
      }
    }
    return null;
  }

  /**
   * Under one index another id begins another call, but only together with a name; a name alone
   * does when the input before is whole and it brings more.
   */
  private static boolean continues(
      ReplyBuilder.CallPart call, String id, String name, String input) {
    if (name.isEmpty() || !id.isEmpty() && call.id().isEmpty()) return true;
    return id.isEmpty() && (input.isEmpty() || !call.isWhole());
  }

  /** Without index and id, a name goes on with the last call while its input is not whole yet. */
  private boolean repeats(ReplyBuilder.CallPart call, String name) {
    return name.isEmpty() || toolNames.read(name).equals(call.tool()) && !call.isWhole();
  }

  private static String arguments(Json arguments) {
    return switch (arguments) {
      case Json.Str(var piece) -> piece;
      case Json.Obj object -> object.compact();
      case Json.Null _ -> "";
      case Json.Arr _, Json.Num _, Json.Bool _ -> arguments.compact();
    };
  }

  private Usage usage() {
    if (usage.members().isEmpty()) return Usage.UNKNOWN;
    var prompt = usage.integer("prompt_tokens", 0);
    var details = usage.object("prompt_tokens_details");
    var read = details.integer("cached_tokens", usage.integer("prompt_cache_hit_tokens", 0));
    var write = details.integer("cache_write_tokens", 0);
    return new Usage(
        Math.max(0, prompt - read - write),
        read,
        write,
        usage.integer("completion_tokens", 0),
        usage.object("completion_tokens_details").integer("reasoning_tokens", 0));
  }

  private StopReason stop() {
    if (refused) return StopReason.REFUSED;
    return switch (finishReason) {
      case "length", "max_tokens" -> StopReason.LENGTH;
      case "content_filter", "refusal" -> StopReason.REFUSED;
      default -> calls.isEmpty() ? StopReason.END : StopReason.CALLS;
    };
  }
}

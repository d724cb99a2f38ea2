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

/** Puts a reply together from the lines of Ollama's {@code /api/chat}. Not thread-safe. */
final class OllamaStream implements Exchange.Parser {
  private final ReplyBuilder builder;
  private final ReplyBuilder.TextPart text;
  private final ReplyBuilder.ThinkingPart thinking;
  private final ThinkTags tags;
  private final List<ReplyBuilder.CallPart> calls = new ArrayList<>();
  private Json.Obj last = Json.Obj.EMPTY;

  OllamaStream(Consumer<Delta> deltas) {
    builder = new ReplyBuilder(deltas);
    text = builder.new TextPart();
    thinking = builder.new ThinkingPart();
    tags = new ThinkTags(thinking::add, text::add);
  }

  @Override
  public void accept(Json.Obj line) {
    var message = line.object("message");
    thinking.add(message.string("thinking", ""));
    tags.add(message.string("content", ""));
    for (var call : message.array("tool_calls")) {
      if (call instanceof Json.Obj object) call(object);
    }
    if (!line.bool("done", false)) return;
    tags.end();
    last = line;
  }

  @Override
  public void whole(Json.Obj reply) {
    accept(reply);
  }

  /** Each call comes whole. Ids came with later releases. */
  private void call(Json.Obj call) {
    var function = call.object("function");
    var part = builder.new CallPart(call.string("id", ""), function.string("name", ""));
    calls.add(part);
    var arguments = function.get("arguments").orElse(Json.Obj.EMPTY);
    part.add(arguments instanceof Json.Str(var written) ? written : arguments.compact());
  }

  @Override
  public Optional<Reply> reply() throws ProtocolException {
    if (last.members().isEmpty()) return Optional.empty();
    var stop = stop();
    var extent = stop == StopReason.LENGTH ? JsonRepair.Extent.CUT : JsonRepair.Extent.WHOLE;
    var said = said(extent);
    if (said.isEmpty() && last.string("done_reason", "").isEmpty()) {
      throw new ProtocolException("an empty reply");
    }
    return Optional.of(new Reply(new Message.Assistant(said), usage(), stop));
  }

  /** Calls come whole, each on its line. */
  @Override
  public Optional<Reply> partial() {
    if (calls.isEmpty()) return Optional.empty();
    var message = new Message.Assistant(said(JsonRepair.Extent.CUT));
    return Optional.of(new Reply(message, Usage.UNKNOWN, StopReason.CUT));
  }

  private List<Block.Said> said(JsonRepair.Extent extent) {
    var said = new ArrayList<Block.Said>();
    if (!thinking.text().isEmpty()) {
      var opaque = Json.object().put("thinking", thinking.text()).build();
      said.add(new Block.Thinking(thinking.text(), OllamaRequest.DIALECT, opaque));
    }
    if (!text.text().isEmpty()) said.add(new Block.Text(text.text(), Label.MODEL));
    for (var call : calls) said.add(call.call(extent));
    return said;
  }

  private Usage usage() {
    if (!last.has("eval_count")) return Usage.UNKNOWN;
    return new Usage(last.integer("prompt_eval_count", 0), 0, 0, last.integer("eval_count", 0), 0);
  }

  private StopReason stop() {
    return switch (last.string("done_reason", "")) {
      case "length" -> StopReason.LENGTH;
      case "content_filter", "refusal" -> StopReason.REFUSED;
      default -> calls.isEmpty() ? StopReason.END : StopReason.CALLS;
    };
  }
}

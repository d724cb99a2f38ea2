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
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Puts a reply together from the events of Anthropic's Messages API. Events and blocks of kinds it
 * does not know are skipped, as the API's versioning rules ask for. Not thread-safe.
 */
final class AnthropicStream implements Exchange.Parser {
  private final ReplyBuilder builder;
  private final Map<Long, Open> blocks = new TreeMap<>();
  private final Set<Long> ended = new HashSet<>();
  private Json.Obj usage = Json.Obj.EMPTY;
  private String stopReason = "";
  private boolean stopped;

  AnthropicStream(Consumer<Delta> deltas) {
    builder = new ReplyBuilder(deltas);
  }

  /** A block of the reply, growing: as it began, and what was added. */
  private record Open(Json.Obj begun, ReplyBuilder.Part part, StringBuilder signature) {}

  @Override
  public void accept(Json.Obj event) throws ProtocolException {
    switch (event.string("type", "")) {
      case "message_start" -> merge(event.object("message").object("usage"));
      case "content_block_start" -> begin(event);
      case "content_block_delta" -> grow(event);
      case "content_block_stop" -> ended.add(event.integer("index", -1));
      case "message_delta" -> {
        stopReason = event.object("delta").string("stop_reason", stopReason);
        merge(event.object("usage"));
      }
      case "message_stop" -> stopped = true;
      default -> {}
    }
  }

  @Override
  public Optional<Reply> reply() throws ProtocolException {
    if (!stopped) return Optional.empty();
    if (stopReason.isEmpty()) throw new ProtocolException("a reply without a stop reason");
    var said = new ArrayList<Block.Said>();
    for (var open : blocks.values()) close(open).ifPresent(said::add);
    var message = new Message.Assistant(said);
    return Optional.of(
        HalfCall.without(
            new Reply(message, usage(), stop(!message.calls().isEmpty())), endsInHalfCall()));
  }

  /** Returns whether the last block is a call that the limit on output may have cut. */
  private boolean endsInHalfCall() {
    var half = false;
    for (var open : blocks.values()) {
      half =
          open.part() instanceof ReplyBuilder.CallPart call
              && !call.isWhole()
              && open.begun().object("input").members().isEmpty();
    }
    return half;
  }

  /**
   * What follows the first block that did not end is given up: a reply is kept as its beginning.
   */
  @Override
  public Optional<Reply> partial() {
    var said = new ArrayList<Block.Said>();
    var whole = true;
    for (var block : blocks.entrySet()) {
      whole = ended.contains(block.getKey());
      if (!whole) break;
      if (isSigned(block.getValue())) close(block.getValue()).ifPresent(said::add);
    }
    var message = new Message.Assistant(said);
    var calls = !message.calls().isEmpty();
    if (whole && !stopReason.isEmpty()) {
      return Optional.of(
          HalfCall.without(new Reply(message, usage(), stop(calls)), endsInHalfCall()));
    }
    return calls ? Optional.of(new Reply(message, usage(), StopReason.CUT)) : Optional.empty();
  }

  /** Thinking without its signature is refused when it is sent back. */
  private static boolean isSigned(Open open) {
    return !open.begun().string("type", "").equals("thinking") || !open.signature().isEmpty();
  }

  private void begin(Json.Obj event) {
    var index = event.integer("index", blocks.size());
    var block = event.object("content_block");
    switch (block.string("type", "")) {
      case "text" -> {
        var part = builder.new TextPart();
        open(index, block, part);
        part.add(block.string("text", ""));
      }
      case "thinking", "redacted_thinking" -> {
        var part = builder.new ThinkingPart();
        open(index, block, part);
        part.add(block.string("thinking", ""));
      }
      case "tool_use" ->
          open(
              index, block, builder.new CallPart(block.string("id", ""), block.string("name", "")));
      default -> {}
    }
  }

  private void open(long index, Json.Obj block, ReplyBuilder.Part part) {
    blocks.put(index, new Open(block, part, new StringBuilder(block.string("signature", ""))));
  }

  private void grow(Json.Obj event) throws ProtocolException {
    var open = blocks.get(event.integer("index", -1));
    if (open == null) return;
    var delta = event.object("delta");
    switch (delta.string("type", "")) {
      case "text_delta" -> {
        if (!(open.part() instanceof ReplyBuilder.TextPart text)) throw misplaced(delta);
        text.add(delta.string("text", ""));
      }
      case "thinking_delta" -> {
        if (!(open.part() instanceof ReplyBuilder.ThinkingPart thinking)) throw misplaced(delta);
        thinking.add(delta.string("thinking", ""));
      }
      case "signature_delta" -> open.signature().append(delta.string("signature", ""));
      case "input_json_delta" -> {
        if (!(open.part() instanceof ReplyBuilder.CallPart call)) throw misplaced(delta);
        call.add(delta.string("partial_json", ""));
      }
      default -> {}
    }
  }

  private static ProtocolException misplaced(Json.Obj delta) {
    return new ProtocolException("a " + delta.string("type", "") + " in a block of another kind");
  }

  private static Optional<Block.Said> close(Open open) {
    return switch (open.part()) {
      case ReplyBuilder.TextPart text ->
          text.text().isEmpty()
              ? Optional.empty()
              : Optional.of(new Block.Text(text.text(), Label.MODEL));
      case ReplyBuilder.ThinkingPart thinking -> Optional.of(thinking(open, thinking.text()));
      case ReplyBuilder.CallPart call -> {
        var begun = open.begun().object("input");
        if (!call.hasInput() && !begun.members().isEmpty()) call.add(begun.compact());
        yield Optional.of(call.call());
      }
    };
  }

  private static Block.Said thinking(Open open, String text) {
    var opaque = open.begun();
    if (opaque.string("type", "").equals("thinking")) {
      opaque =
          opaque
              .with("thinking", Json.of(text))
              .with("signature", Json.of(open.signature().toString()));
    }
    return new Block.Thinking(text, AnthropicRequest.DIALECT, opaque);
  }

  /** Later counts replace earlier ones: those of {@code message_delta} are cumulative. */
  private void merge(Json.Obj counts) {
    for (var count : counts.members().entrySet()) {
      if (!(count.getValue() instanceof Json.Null)) {
        usage = usage.with(count.getKey(), count.getValue());
      }
    }
  }

  private Usage usage() {
    if (usage.members().isEmpty()) return Usage.UNKNOWN;
    return new Usage(
        usage.integer("input_tokens", 0),
        usage.integer("cache_read_input_tokens", 0),
        usage.integer("cache_creation_input_tokens", 0),
        usage.integer("output_tokens", 0),
        usage.object("output_tokens_details").integer("thinking_tokens", 0),
        true,
        usage.object("cache_creation").integer("ephemeral_1h_input_tokens", 0));
  }

  private StopReason stop(boolean hasCalls) {
    return switch (stopReason) {
      case "max_tokens", "model_context_window_exceeded" -> StopReason.LENGTH;
      case "refusal" -> StopReason.REFUSED;
      case "pause_turn" -> StopReason.PAUSED;
      default -> hasCalls ? StopReason.CALLS : StopReason.END;
    };
  }
}

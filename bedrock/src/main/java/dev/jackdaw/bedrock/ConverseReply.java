package dev.jackdaw.bedrock;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;

/** Puts a reply together from the events of a stream. Not thread-safe. */
final class ConverseReply {
  private final Consumer<Delta> deltas;
  private final TreeMap<Integer, Open> blocks = new TreeMap<>();
  private String stop = "";
  private Usage usage = Usage.NONE;
  private int calls;

  ConverseReply(Consumer<Delta> deltas) {
    this.deltas = deltas;
  }

  /** A block that grows. Which kind it is shows with its first piece. */
  private static final class Open {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private final StringBuilder signature = new StringBuilder();
    private final ByteArrayOutputStream redacted = new ByteArrayOutputStream();
    private int call = -1;
    private String id = "";
    private String tool = "";
    private boolean reasons;
  }

  void accept(ConverseStreamOutput event) {
    if (event instanceof ContentBlockStartEvent begun) begin(begun);
    if (event instanceof ContentBlockDeltaEvent more) grow(more);
    if (event instanceof MessageStopEvent end) stop = String.valueOf(end.stopReasonAsString());
    if (event instanceof ConverseStreamMetadataEvent metadata) count(metadata);
  }

  private Open open(@Nullable Integer index) {
    return blocks.computeIfAbsent(index == null ? 0 : index, _ -> new Open());
  }

  private void begin(ContentBlockStartEvent event) {
    var open = open(event.contentBlockIndex());
    if (event.start() == null || event.start().toolUse() == null) return;
    open.call = calls++;
    open.id = String.valueOf(event.start().toolUse().toolUseId());
    open.tool = String.valueOf(event.start().toolUse().name());
    deltas.accept(new Delta.CallBegun(open.call, open.tool));
  }

  private void grow(ContentBlockDeltaEvent event) {
    var open = open(event.contentBlockIndex());
    var delta = event.delta();
    if (delta == null) return;
    if (has(delta.text())) {
      open.text.append(delta.text());
      deltas.accept(new Delta.TextDelta(delta.text()));
    }
    if (delta.reasoningContent() != null) think(open, delta.reasoningContent());
    if (delta.toolUse() != null && has(delta.toolUse().input())) {
      open.text.append(delta.toolUse().input());
      deltas.accept(new Delta.CallInputDelta(open.call, delta.toolUse().input()));
    }
  }

  private void think(Open open, ReasoningContentBlockDelta delta) {
    open.reasons = true;
    if (has(delta.text())) {
      open.thinking.append(delta.text());
      deltas.accept(new Delta.ThinkingDelta(delta.text()));
    }
    if (has(delta.signature())) open.signature.append(delta.signature());
    if (delta.redactedContent() != null) {
      open.redacted.writeBytes(delta.redactedContent().asByteArray());
    }
  }

  private static boolean has(@Nullable String text) {
    return text != null && !text.isEmpty();
  }

  private void count(ConverseStreamMetadataEvent event) {
    var told = event.usage();
    if (told == null) return;
    usage =
        new Usage(
            number(told.inputTokens()),
            number(told.cacheReadInputTokens()),
            number(told.cacheWriteInputTokens()),
            number(told.outputTokens()),
            0);
  }

  private static long number(@Nullable Integer count) {
    return count == null ? 0 : count;
  }

  /**
   * Returns the reply once the stream has ended, nothing when it ended too early.
   *
   * @throws ModelException when the model produced what its service could not read
   */
  Optional<Reply> reply() {
    if (stop.isEmpty()) return Optional.empty();
    if (stop.startsWith("malformed_")) {
      throw new ModelException(Failure.MALFORMED, "The model's reply was damaged (" + stop + ").");
    }
    var said = new ArrayList<Block.Said>();
    for (var open : blocks.values()) said.addAll(close(open));
    var message = new Message.Assistant(said);
    return Optional.of(new Reply(message, usage, reason(!message.calls().isEmpty())));
  }

  private static List<Block.Said> close(Open open) {
    if (open.call >= 0) return List.of(call(open));
    if (open.reasons) return List.of(thinking(open));
    var text = open.text.toString();
    return text.isEmpty() ? List.of() : List.of(new Block.Text(text, Label.MODEL));
  }

  private static Block.Thinking thinking(Open open) {
    var opaque = Json.object();
    if (open.redacted.size() > 0) {
      opaque.put(
          "redactedContent", Base64.getEncoder().encodeToString(open.redacted.toByteArray()));
    } else {
      opaque.put("text", open.thinking.toString());
      opaque.putUnlessEmpty("signature", open.signature.toString());
    }
    return new Block.Thinking(open.thinking.toString(), ConverseRequest.DIALECT, opaque.build());
  }

  private static Block.Call call(Open open) {
    var id = new CallId(open.id.isEmpty() ? "call_" + open.call : open.id);
    var input = open.text.toString();
    if (input.isBlank()) return new Block.Call(id, open.tool, Json.Obj.EMPTY);
    try {
      return new Block.Call(id, open.tool, Json.parseObject(input));
    } catch (JsonException _) {
      return new Block.Call(id, open.tool, Json.Obj.EMPTY, input);
    }
  }

  private StopReason reason(boolean hasCalls) {
    return switch (stop) {
      case "max_tokens", "model_context_window_exceeded" -> StopReason.LENGTH;
      case "guardrail_intervened", "content_filtered", "refusal" -> StopReason.REFUSED;
      case "pause_turn" -> StopReason.PAUSED;
      default -> hasCalls ? StopReason.CALLS : StopReason.END;
    };
  }
}

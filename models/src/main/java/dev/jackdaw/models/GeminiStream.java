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
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts a reply together from the chunks of the Gemini API. Text goes on over chunks until a
 * signature or another kind of part comes: parts with and without a signature must not be joined.
 * Parts of kinds it does not know are skipped. Not thread-safe.
 */
final class GeminiStream implements Exchange.Parser {
  /** The service gave up on the reply: what there is of it is no answer. */
  private static final Set<String> DAMAGED =
      Set.of(
          "MALFORMED_FUNCTION_CALL",
          "MALFORMED_RESPONSE",
          "UNEXPECTED_TOOL_CALL",
          "TOO_MANY_TOOL_CALLS",
          "MISSING_THOUGHT_SIGNATURE",
          "OTHER");

  private final ReplyBuilder builder;
  private final List<Piece> pieces = new ArrayList<>();
  private Json.Obj usage = Json.Obj.EMPTY;
  private String finishReason = "";
  private String blockReason = "";
  private final Refusal refusal = new Refusal();

  GeminiStream(Consumer<Delta> deltas) {
    builder = new ReplyBuilder(deltas);
  }

  /** A block of the reply and the signature of its part, empty for none. */
  private record Piece(ReplyBuilder.Part part, String signature) {}

  @Override
  public void accept(Json.Obj chunk) throws ProtocolException {
    var counts = chunk.object("usageMetadata");
    if (!counts.members().isEmpty()) usage = counts;
    blockReason = chunk.object("promptFeedback").string("blockReason", blockReason);
    refusal.add(chunk.object("promptFeedback"), "blockReasonMessage");
    var candidates = chunk.array("candidates");
    if (candidates.isEmpty() || !(candidates.getFirst() instanceof Json.Obj candidate)) return;
    for (var part : candidate.object("content").array("parts")) {
      if (part instanceof Json.Obj object) part(object);
    }
    finishReason = candidate.string("finishReason", finishReason);
    refusal.add(candidate, "finishMessage");
    if (DAMAGED.contains(finishReason)) {
      throw new ProtocolException(
          finishReason + ": " + candidate.string("finishMessage", "no details given"));
    }
  }

  @Override
  public void whole(Json.Obj reply) throws ProtocolException {
    accept(reply);
  }

  @Override
  public Optional<Reply> reply() {
    if (finishReason.isEmpty() && blockReason.isEmpty()) return Optional.empty();
    var said = new ArrayList<Block.Said>();
    for (var piece : pieces) add(piece, said);
    var message = new Message.Assistant(said);
    var reply = new Reply(message, usage(), stop(!message.calls().isEmpty()));
    return Optional.of(reply.stop() == StopReason.REFUSED ? reply.because(reason()) : reply);
  }

  private String reason() {
    return blockReason.isEmpty()
        ? refusal.told(finishReason)
        : refusal.told("the prompt was blocked: " + blockReason);
  }

  /** Every part of a call comes whole; what follows the last one may be half a thought. */
  @Override
  public Optional<Reply> partial() {
    var said = new ArrayList<Block.Said>();
    var upToCall = 0;
    for (var piece : pieces) {
      add(piece, said);
      if (piece.part() instanceof ReplyBuilder.CallPart) upToCall = said.size();
    }
    if (upToCall == 0) return Optional.empty();
    var message = new Message.Assistant(said.subList(0, upToCall));
    return Optional.of(new Reply(message, usage(), StopReason.CUT));
  }

  private static void add(Piece piece, List<Block.Said> said) {
    var signature = piece.signature();
    if (piece.part() instanceof ReplyBuilder.ThinkingPart thinking) {
      said.add(thought(thinking.text(), GeminiRequest.THOUGHT, signature));
    } else if (piece.part() instanceof ReplyBuilder.CallPart call) {
      if (!signature.isEmpty()) said.add(thought("", GeminiRequest.CALL, signature));
      said.add(call.call());
    } else if (piece.part() instanceof ReplyBuilder.TextPart text) {
      if (!signature.isEmpty()) said.add(thought("", GeminiRequest.TEXT, signature));
      if (!text.text().isEmpty()) said.add(new Block.Text(text.text(), Label.MODEL));
    }
  }

  private static Block.Thinking thought(String text, String cameOn, String signature) {
    var opaque = Json.object();
    if (!signature.isEmpty()) {
      opaque.put(GeminiRequest.CAME_ON, cameOn).put(GeminiRequest.SIGNATURE, signature);
    }
    return new Block.Thinking(text, GeminiRequest.DIALECT, opaque.build());
  }

  private void part(Json.Obj part) {
    var signature = part.string(GeminiRequest.SIGNATURE, "");
    if (part.has("functionCall")) {
      call(part.object("functionCall"), signature);
    } else if (part.bool("thought", false)) {
      think(part.string("text", ""), signature);
    } else if (part.has("text")) {
      text(part.string("text", ""), signature);
    }
  }

  private void call(Json.Obj call, String signature) {
    var part = builder.new CallPart(call.string("id", ""), call.string("name", ""));
    part.add(call.object("args").compact());
    pieces.add(new Piece(part, signature));
  }

  private void think(String text, String signature) {
    if (signature.isEmpty() && open() instanceof ReplyBuilder.ThinkingPart thinking) {
      thinking.add(text);
      return;
    }
    var part = builder.new ThinkingPart();
    part.add(text);
    pieces.add(new Piece(part, signature));
  }

  private void text(String text, String signature) {
    if (text.isEmpty() && signature.isEmpty()) return;
    if (signature.isEmpty() && open() instanceof ReplyBuilder.TextPart before) {
      before.add(text);
      return;
    }
    var part = builder.new TextPart();
    part.add(text);
    pieces.add(new Piece(part, signature));
  }

  /** Returns the last part if it may go on. */
  private ReplyBuilder.@Nullable Part open() {
    if (pieces.isEmpty() || !pieces.getLast().signature().isEmpty()) return null;
    return pieces.getLast().part();
  }

  private Usage usage() {
    if (usage.members().isEmpty()) return Usage.UNKNOWN;
    var read = usage.integer("cachedContentTokenCount", 0);
    var prompt = usage.integer("promptTokenCount", 0) + usage.integer("toolUsePromptTokenCount", 0);
    var thoughts = usage.integer("thoughtsTokenCount", 0);
    return new Usage(
        Math.max(0, prompt - read),
        read,
        0,
        usage.integer("candidatesTokenCount", 0) + thoughts,
        thoughts);
  }

  private StopReason stop(boolean hasCalls) {
    if (!blockReason.isEmpty()) return StopReason.REFUSED;
    return switch (finishReason) {
      case "MAX_TOKENS" -> StopReason.LENGTH;
      case "SAFETY",
          "RECITATION",
          "LANGUAGE",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "IMAGE_SAFETY",
          "IMAGE_RECITATION",
          "IMAGE_PROHIBITED_CONTENT" ->
          StopReason.REFUSED;
      default -> hasCalls ? StopReason.CALLS : StopReason.END;
    };
  }
}

package dev.jackdaw.vertex;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Puts a reply together from the chunks of a stream. Text goes on over chunks until a signature or
 * another kind of part comes: parts with and without a signature must not be joined. Not
 * thread-safe.
 */
final class VertexReply {
  /** The service gave up on the reply: what there is of it is no answer. */
  private static final Set<String> DAMAGED =
      Set.of(
          "MALFORMED_FUNCTION_CALL",
          "MALFORMED_RESPONSE",
          "UNEXPECTED_TOOL_CALL",
          "TOO_MANY_TOOL_CALLS",
          "MISSING_THOUGHT_SIGNATURE",
          "OTHER");

  private static final Set<String> DECLINED =
      Set.of(
          "SAFETY",
          "RECITATION",
          "LANGUAGE",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "MODEL_ARMOR",
          "IMAGE_SAFETY",
          "IMAGE_RECITATION",
          "IMAGE_PROHIBITED_CONTENT");

  private final Consumer<Delta> deltas;
  private final List<Open> pieces = new ArrayList<>();
  private Json.Obj usage = Json.Obj.EMPTY;
  private String finish = "";
  private String model = "";
  private boolean heard;
  private boolean blocked;
  private int calls;

  VertexReply(Consumer<Delta> deltas) {
    this.deltas = deltas;
  }

  /** A block of the reply: {@code kind} is that of its part, and only a call has {@code call}. */
  private record Open(
      String kind, StringBuilder text, String signature, Optional<Block.Call> call) {}

  /**
   * Takes a chunk.
   *
   * @throws ModelException when the service says that the reply is damaged
   */
  void accept(Json.Obj chunk) {
    var counts = chunk.object("usageMetadata");
    if (!counts.members().isEmpty()) usage = counts;
    model = chunk.string("modelVersion", model);
    var refusal = chunk.object("promptFeedback").string("blockReason", "");
    blocked |= !refusal.isEmpty() && !refusal.equals("BLOCKED_REASON_UNSPECIFIED");
    heard |= blocked || !counts.members().isEmpty();
    var candidates = chunk.array("candidates");
    if (candidates.isEmpty() || !(candidates.getFirst() instanceof Json.Obj candidate)) return;
    heard = true;
    for (var part : candidate.object("content").array("parts")) {
      if (part instanceof Json.Obj object) part(object);
    }
    finish = candidate.string("finishReason", finish);
    if (!DAMAGED.contains(finish)) return;
    throw new ModelException(
        Failure.MALFORMED,
        "The model's reply was damaged"
            + VertexFailures.quoted(
                finish + ": " + candidate.string("finishMessage", "no details given"), ""));
  }

  /** Returns whether anything of the dialect arrived. */
  boolean hasBegun() {
    return heard;
  }

  private void part(Json.Obj part) {
    var signature = part.string(VertexRequest.SIGNATURE, "");
    if (part.has("functionCall")) {
      call(part.object("functionCall"), signature);
    } else if (part.has("text")) {
      var thought = part.bool("thought", false);
      var kind = thought ? VertexRequest.THOUGHT : VertexRequest.TEXT;
      words(kind, part.string("text", ""), signature);
    }
  }

  /** An id of our own is never sent, so it need only be unlike all others of the session. */
  private void call(Json.Obj told, String signature) {
    var id = told.string("id", "");
    var name = id.isEmpty() ? VertexRequest.OWN_ID + UUID.randomUUID() : id;
    var call = new Block.Call(new CallId(name), told.string("name", ""), told.object("args"));
    deltas.accept(new Delta.CallBegun(calls, call.tool()));
    deltas.accept(new Delta.CallInputDelta(calls++, call.input().compact()));
    pieces.add(new Open(VertexRequest.CALL, new StringBuilder(), signature, Optional.of(call)));
  }

  private void words(String kind, String text, String signature) {
    if (text.isEmpty() && signature.isEmpty()) return;
    if (!text.isEmpty()) {
      deltas.accept(
          kind.equals(VertexRequest.THOUGHT)
              ? new Delta.ThinkingDelta(text)
              : new Delta.TextDelta(text));
    }
    var goesOn =
        signature.isEmpty()
            && !pieces.isEmpty()
            && pieces.getLast().signature().isEmpty()
            && pieces.getLast().kind().equals(kind);
    if (goesOn) pieces.getLast().text().append(text);
    else pieces.add(new Open(kind, new StringBuilder(text), signature, Optional.empty()));
  }

  /** Returns the reply once the service has ended it. */
  Optional<Reply> reply() {
    if (finish.isEmpty() && !blocked) return Optional.empty();
    var said = new ArrayList<Block.Said>();
    for (var piece : pieces) add(piece, said);
    var message = new Message.Assistant(said);
    return Optional.of(new Reply(message, usage(), stop(!message.calls().isEmpty()), model));
  }

  /** Every call comes whole; what follows the last one may be half a thought. */
  Optional<Reply> partial() {
    var said = new ArrayList<Block.Said>();
    var upToCall = 0;
    for (var piece : pieces) {
      add(piece, said);
      if (piece.call().isPresent()) upToCall = said.size();
    }
    if (upToCall == 0) return Optional.empty();
    var message = new Message.Assistant(said.subList(0, upToCall));
    return Optional.of(new Reply(message, usage(), StopReason.CUT, model));
  }

  private static void add(Open piece, List<Block.Said> said) {
    if (piece.kind().equals(VertexRequest.THOUGHT)) {
      said.add(thought(piece.text().toString(), piece));
      return;
    }
    if (!piece.signature().isEmpty()) said.add(thought("", piece));
    piece.call().ifPresent(said::add);
    if (!piece.text().isEmpty()) {
      said.add(new Block.Text(piece.text().toString(), Label.MODEL));
    }
  }

  private static Block.Thinking thought(String text, Open piece) {
    var opaque = Json.object();
    if (!piece.signature().isEmpty()) {
      opaque
          .put(VertexRequest.CAME_ON, piece.kind())
          .put(VertexRequest.SIGNATURE, piece.signature());
    }
    return new Block.Thinking(text, VertexRequest.DIALECT, opaque.build());
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
    if (blocked || DECLINED.contains(finish)) return StopReason.REFUSED;
    if (finish.equals("MAX_TOKENS")) return StopReason.LENGTH;
    return hasCalls ? StopReason.CALLS : StopReason.END;
  }
}

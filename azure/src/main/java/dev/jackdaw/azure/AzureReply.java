package dev.jackdaw.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.ObjectMappers;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseError;
import com.openai.models.responses.ResponseErrorEvent;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseOutputMessage;
import com.openai.models.responses.ResponseReasoningItem;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseUsage;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts a reply together from the events of a stream. The item that comes with {@code
 * response.output_item.done} is the truth; the deltas before it only show it early. Not
 * thread-safe.
 */
final class AzureReply {
  private final Consumer<Delta> deltas;
  private final TreeMap<Long, Open> items = new TreeMap<>();
  private @Nullable Response end;
  private boolean heard;
  private boolean refused;
  private int calls;

  AzureReply(Consumer<Delta> deltas) {
    this.deltas = deltas;
  }

  private enum Kind {
    MESSAGE,
    REASONING,
    CALL
  }

  /** An item that grows. */
  private static final class Open {
    private final Kind kind;
    private final StringBuilder text = new StringBuilder();
    private int call;
    private String id = "";
    private String tool = "";
    private Json.Obj whole = Json.Obj.EMPTY;
    private boolean done;

    Open(Kind kind) {
      this.kind = kind;
    }
  }

  /** What the service says when a reply fails amid its stream. */
  record Failed(String code, String message) {
    static Failed of(ResponseErrorEvent event) {
      return new Failed(event.code().orElse(""), event.message());
    }

    static Failed of(Response response) {
      var error = response.error();
      return new Failed(
          error.map(ResponseError::code).map(Object::toString).orElse(""),
          error.map(ResponseError::message).orElse("no details given"));
    }
  }

  /** Takes an event; returns what failed when it says that the reply did. */
  Optional<Failed> accept(ResponseStreamEvent event) {
    heard |= event._json().isPresent() || event.isCreated();
    event.outputItemAdded().ifPresent(begun -> begin(begun.outputIndex(), begun.item()));
    event.outputTextDelta().ifPresent(more -> grow(more.outputIndex(), Kind.MESSAGE, more.delta()));
    event
        .refusalDelta()
        .ifPresent(more -> {
          refused = true;
          grow(more.outputIndex(), Kind.MESSAGE, more.delta());
        });
    event
        .reasoningSummaryPartAdded()
        .filter(part -> part.summaryIndex() > 0)
        .ifPresent(part -> grow(part.outputIndex(), Kind.REASONING, "\n\n"));
    event
        .reasoningSummaryTextDelta()
        .ifPresent(more -> grow(more.outputIndex(), Kind.REASONING, more.delta()));
    event
        .reasoningTextDelta()
        .ifPresent(more -> grow(more.outputIndex(), Kind.REASONING, more.delta()));
    event
        .functionCallArgumentsDelta()
        .ifPresent(more -> grow(more.outputIndex(), Kind.CALL, more.delta()));
    event.outputItemDone().ifPresent(done -> finish(done.outputIndex(), done.item()));
    event.completed().ifPresent(done -> finish(done.response()));
    event.incomplete().ifPresent(done -> finish(done.response()));
    return event
        .error()
        .map(Failed::of)
        .or(() -> event.failed().map(failed -> Failed.of(failed.response())));
  }

  /** Returns whether anything of the dialect arrived. */
  boolean hasBegun() {
    return heard || !items.isEmpty() || end != null;
  }

  private @Nullable Open begin(long index, ResponseOutputItem item) {
    var known = items.get(index);
    if (known != null) return known;
    if (item.isMessage()) return put(index, new Open(Kind.MESSAGE));
    if (item.isReasoning()) return put(index, new Open(Kind.REASONING));
    if (!item.isFunctionCall()) return null;
    var open = put(index, new Open(Kind.CALL));
    open.call = calls++;
    open.id = item.asFunctionCall().callId();
    open.tool = item.asFunctionCall().name();
    deltas.accept(new Delta.CallBegun(open.call, open.tool));
    return open;
  }

  private Open put(long index, Open open) {
    items.put(index, open);
    return open;
  }

  private void grow(long index, Kind kind, String piece) {
    var open = items.get(index);
    if (open == null || piece.isEmpty()) return;
    if (open.kind != kind) {
      throw new OpenAIInvalidDataException("a piece of " + kind + " for an item of " + open.kind);
    }
    open.text.append(piece);
    deltas.accept(
        switch (kind) {
          case MESSAGE -> new Delta.TextDelta(piece);
          case REASONING -> new Delta.ThinkingDelta(piece);
          case CALL -> new Delta.CallInputDelta(open.call, piece);
        });
  }

  private void finish(long index, ResponseOutputItem item) {
    var open = begin(index, item);
    if (open == null) return;
    open.done = true;
    var untold = open.text.isEmpty();
    item.message()
        .ifPresent(message -> {
          var words = words(message);
          if (untold) grow(index, Kind.MESSAGE, words);
        });
    item.reasoning()
        .ifPresent(reasoning -> {
          open.whole = json(reasoning);
          if (untold) grow(index, Kind.REASONING, summary(reasoning));
        });
    item.functionCall()
        .ifPresent(call -> {
          if (untold) grow(index, Kind.CALL, call.arguments());
        });
  }

  /** Takes the response as it is at its end; what no event told is taken from it. */
  private void finish(Response response) {
    end = response;
    var index = 0L;
    for (var item : response._output().asKnown().orElse(List.of())) finish(index++, item);
  }

  private String words(ResponseOutputMessage message) {
    var words = new StringBuilder();
    for (var part : message.content()) {
      part.outputText().ifPresent(text -> words.append(text.text()));
      part.refusal()
          .ifPresent(refusal -> {
            refused = true;
            words.append(refusal.refusal());
          });
    }
    return words.toString();
  }

  private static String summary(ResponseReasoningItem reasoning) {
    var parts = new ArrayList<String>();
    for (var part : reasoning.summary()) parts.add(part.text());
    for (var part : reasoning.content().orElse(List.of())) parts.add(part.text());
    return String.join("\n\n", parts);
  }

  private static Json.Obj json(ResponseReasoningItem reasoning) {
    try {
      return Json.parseObject(ObjectMappers.jsonMapper().writeValueAsString(reasoning));
    } catch (JsonProcessingException | JsonException e) {
      throw new OpenAIInvalidDataException("reasoning that cannot be read", e);
    }
  }

  /** Returns the reply once the service has ended it. */
  Optional<Reply> reply() {
    var response = end;
    if (response == null) return Optional.empty();
    var stop = stop(response);
    var said = new ArrayList<Block.Said>();
    for (var open : items.values()) add(open, said);
    // Half a call must never run, however well the rest of it could be guessed.
    if (stop == StopReason.LENGTH && !items.isEmpty() && isHalfCall(items.lastEntry().getValue())) {
      said.removeLast();
    }
    var message = new Message.Assistant(said);
    if (stop == StopReason.END && !message.calls().isEmpty()) stop = StopReason.CALLS;
    return Optional.of(new Reply(message, usage(response), stop));
  }

  /**
   * Returns what can be kept of a reply that broke off: the items up to the last whole call;
   * nothing when there is none.
   */
  Optional<Reply> partial() {
    var said = new ArrayList<Block.Said>();
    var upToCall = 0;
    for (var open : items.values()) {
      if (!open.done) break;
      add(open, said);
      if (open.kind == Kind.CALL) upToCall = said.size();
    }
    if (upToCall == 0) return Optional.empty();
    return Optional.of(
        new Reply(new Message.Assistant(said.subList(0, upToCall)), Usage.UNKNOWN, StopReason.CUT));
  }

  /** Returns what was said until the service's filter stopped it, and why it did. */
  Reply declined(String why) {
    var words = "Azure's content filter ended the reply: " + why;
    deltas.accept(new Delta.TextDelta(words));
    var said = new ArrayList<Block.Said>();
    for (var open : items.values()) if (open.kind == Kind.MESSAGE) add(open, said);
    said.add(new Block.Text(words, Label.MODEL));
    return new Reply(new Message.Assistant(said), Usage.UNKNOWN, StopReason.REFUSED);
  }

  private static boolean isHalfCall(Open open) {
    return open.kind == Kind.CALL && call(open).malformed().equals(open.text.toString());
  }

  private static void add(Open open, List<Block.Said> said) {
    switch (open.kind) {
      case MESSAGE -> {
        if (!open.text.isEmpty()) said.add(new Block.Text(open.text.toString(), Label.MODEL));
      }
      case REASONING ->
          said.add(new Block.Thinking(open.text.toString(), AzureRequest.DIALECT, open.whole));
      case CALL -> said.add(call(open));
    }
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

  /** Models that are not OpenAI's leave out parts of it. */
  private static Usage usage(Response response) {
    var told = response._usage().asKnown();
    if (told.isEmpty()) return Usage.UNKNOWN;
    var usage = told.get();
    var cache = usage._inputTokensDetails().asKnown();
    var read = cache.flatMap(details -> details._cachedTokens().asKnown()).orElse(0L);
    var write = cache.flatMap(details -> details._cacheWriteTokens().asKnown()).orElse(0L);
    var reasoning =
        usage
            ._outputTokensDetails()
            .asKnown()
            .flatMap(details -> details._reasoningTokens().asKnown())
            .orElse(0L);
    return new Usage(
        Math.max(0, count(usage, true) - read - write),
        read,
        write,
        count(usage, false),
        reasoning);
  }

  private static long count(ResponseUsage usage, boolean input) {
    return (input ? usage._inputTokens() : usage._outputTokens()).asKnown().orElse(0L);
  }

  private StopReason stop(Response response) {
    if (refused) return StopReason.REFUSED;
    var reason =
        response
            ._incompleteDetails()
            .asKnown()
            .flatMap(Response.IncompleteDetails::reason)
            .map(Object::toString)
            .orElse("");
    return switch (reason) {
      case "max_output_tokens" -> StopReason.LENGTH;
      case "content_filter" -> StopReason.REFUSED;
      default -> StopReason.END;
    };
  }
}

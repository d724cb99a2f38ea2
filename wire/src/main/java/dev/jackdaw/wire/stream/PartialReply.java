package dev.jackdaw.wire.stream;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One agent's reply as it arrives, in the stream events of Anthropic's public Messages API. A reply
 * that starts again ends its message and begins another, which is what makes a reader of that shape
 * forget the first. The id of a call is not known before the reply is whole; until then it is
 * empty.
 */
final class PartialReply {
  private enum Kind {
    TEXT,
    THINKING,
    CALL
  }

  private final AgentId agent;
  private final Map<Integer, Integer> callBlocks = new HashMap<>();
  private @Nullable Kind open;
  private boolean begun;
  private int blocks;
  private int attempt = 1;

  PartialReply(AgentId agent) {
    this.agent = agent;
  }

  /** Names the message that the turn's present attempt makes. */
  String messageId(TurnId turn) {
    var name = "msg_" + (agent.isMain() ? "" : "a" + agent.value() + "_") + turn.number();
    return attempt == 1 ? name : name + "_" + attempt;
  }

  List<Json.Obj> delta(TurnId turn, String model, Delta delta) {
    var events = new ArrayList<Json.Obj>();
    switch (delta) {
      case Delta.TextDelta(var text) -> {
        begin(Kind.TEXT, turn, model, ApiMessage.text(""), events);
        events.add(piece(blocks - 1, "text_delta", "text", text));
      }
      case Delta.ThinkingDelta(var text) -> {
        begin(Kind.THINKING, turn, model, emptyThinking(), events);
        events.add(piece(blocks - 1, "thinking_delta", "thinking", text));
      }
      case Delta.CallBegun(var index, var tool) -> {
        stopBlock(events);
        begin(Kind.CALL, turn, model, emptyCall(tool), events);
        callBlocks.put(index, blocks - 1);
      }
      case Delta.CallInputDelta(var index, var json) -> {
        var block = callBlocks.get(index);
        if (block != null) events.add(piece(block, "input_json_delta", "partial_json", json));
      }
      case Delta.Retrying _ -> {}
      case Delta.Restarted() -> {
        events.addAll(abandoned());
        attempt++;
      }
    }
    return events;
  }

  /** Begins the message and a block of the kind, each only if that is not what is open. */
  private void begin(Kind kind, TurnId turn, String model, Json.Obj empty, List<Json.Obj> events) {
    if (!begun) events.add(messageStart(turn, model));
    begun = true;
    if (open == kind) return;
    stopBlock(events);
    open = kind;
    events.add(indexed("content_block_start", blocks++).put("content_block", empty).build());
  }

  private void stopBlock(List<Json.Obj> events) {
    if (open != null) events.add(indexed("content_block_stop", blocks - 1).build());
    open = null;
  }

  private Json.Obj messageStart(TurnId turn, String model) {
    var message =
        ApiMessage.envelope(messageId(turn), model, Json.Arr.EMPTY)
            .put("stop_reason", Json.Null.INSTANCE)
            .put("stop_sequence", Json.Null.INSTANCE)
            .put("usage", ApiMessage.usage(Usage.NONE))
            .build();
    return Json.object().put("type", "message_start").put("message", message).build();
  }

  /** Ends the message as the whole reply did; nothing when none of it was shown. */
  List<Json.Obj> finished(Event.ReplyReceived reply) {
    if (!begun) return List.of();
    var events = new ArrayList<Json.Obj>();
    stopBlock(events);
    events.add(messageDelta(reply.stop(), reply.usage()));
    events.add(messageStop());
    return events;
  }

  /** Ends the message without a word on how. */
  List<Json.Obj> abandoned() {
    var events = new ArrayList<Json.Obj>();
    stopBlock(events);
    if (begun) events.add(messageStop());
    begun = false;
    blocks = 0;
    callBlocks.clear();
    return events;
  }

  /** Makes ready for the next turn. */
  void forget() {
    open = null;
    begun = false;
    blocks = 0;
    attempt = 1;
    callBlocks.clear();
  }

  private static Json.Obj messageDelta(StopReason stop, Usage usage) {
    return Json.object()
        .put("type", "message_delta")
        .put(
            "delta",
            Json.object()
                .put("stop_reason", ApiMessage.stop(stop))
                .put("stop_sequence", Json.Null.INSTANCE)
                .build())
        .put("usage", ApiMessage.usage(usage))
        .build();
  }

  private static Json.Obj messageStop() {
    return Json.object().put("type", "message_stop").build();
  }

  private static Json.Obj emptyThinking() {
    return Json.object().put("type", "thinking").put("thinking", "").put("signature", "").build();
  }

  private static Json.Obj emptyCall(String tool) {
    return Json.object()
        .put("type", "tool_use")
        .put("id", "")
        .put("name", tool)
        .put("input", Json.Obj.EMPTY)
        .build();
  }

  private static Json.Builder indexed(String type, int block) {
    return Json.object().put("type", type).put("index", block);
  }

  private static Json.Obj piece(int block, String type, String name, String text) {
    return indexed("content_block_delta", block)
        .put("delta", Json.object().put("type", type).put(name, text).build())
        .build();
  }
}

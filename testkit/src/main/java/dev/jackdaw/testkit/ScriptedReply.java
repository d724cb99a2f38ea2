package dev.jackdaw.testkit;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Script.Fault;
import dev.jackdaw.testkit.Script.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reply of a scripted model on its way out. Used by one thread, once. It stands on the start-up
 * path of the demo: no lambdas and no pattern switches, which cost tens of milliseconds when first
 * met.
 */
final class ScriptedReply {
  private static final String DIALECT = "scripted";
  private static final int PIECE_CHARS = 8;
  private static final int MOST_PIECES = 512;
  private static final int CHARS_PER_TOKEN = 4;

  private final ModelRequest request;
  private final ScriptedModel.Cue cue;
  private final String directory;
  private final Turn turn;
  private final Duration pace;
  private final Consumer<Delta> deltas;
  private int charsLeft = Integer.MAX_VALUE;

  ScriptedReply(
      ModelRequest request,
      ScriptedModel.Cue cue,
      String directory,
      Duration scriptPace,
      Consumer<Delta> deltas) {
    this.request = request;
    this.cue = cue;
    this.directory = directory;
    this.turn = cue.line().turn();
    this.pace = turn.pace().orElse(scriptPace);
    this.deltas = deltas;
  }

  /** Says the turn; {@code attempt} counts from 1. */
  Reply speak(int attempt) throws InterruptedException {
    pause(turn.delay());
    if (turn.fault().isPresent()) fail(turn.fault().get(), attempt);
    charsLeft = Integer.MAX_VALUE;
    return say();
  }

  private void fail(Fault fault, int attempt) throws InterruptedException {
    switch (fault.handling()) {
      case THROWN -> {
        if (attempt <= fault.times() || turn.isEmpty()) {
          sayUntil(fault.afterChars());
          throw new ModelException(
              fault.failure(), fault.message(), fault.retryAfter().orElse(null), null);
        }
      }
      case RETRIED -> {
        for (var failed = 1; failed <= fault.times(); failed++) {
          sayUntil(fault.afterChars());
          var wait = fault.retryAfter().orElse(Duration.ZERO);
          deltas.accept(new Delta.Retrying(fault.message(), wait, failed));
          pause(wait);
          deltas.accept(new Delta.Restarted());
        }
      }
    }
  }

  private void sayUntil(int chars) throws InterruptedException {
    charsLeft = chars;
    if (chars > 0) say();
  }

  private Reply say() throws InterruptedException {
    var blocks = new ArrayList<Block.Said>();
    if (!turn.thinking().isEmpty()) {
      var text = expand(turn.thinking());
      stream(text, Kind.THINKING, 0);
      var signature = "signed-".concat(Integer.toHexString(text.hashCode()));
      blocks.add(
          new Block.Thinking(text, DIALECT, Json.object().put("signature", signature).build()));
    }
    if (!turn.text().isEmpty()) {
      var text = expand(turn.text());
      stream(text, Kind.TEXT, 0);
      blocks.add(new Block.Text(text, Label.MODEL));
    }
    for (var i = 0; i < turn.calls().size(); i++) blocks.add(call(i, turn.calls().get(i)));
    return new Reply(new Message.Assistant(blocks), usage(blocks), stop());
  }

  private Block.Call call(int index, Script.Call call) throws InterruptedException {
    var id = call.id().isEmpty() ? cue.id(index) : expand(call.id());
    var input = expand(call.input());
    if (charsLeft > 0) deltas.accept(new Delta.CallBegun(index, call.tool()));
    var sent = call.malformed().isEmpty() ? input.compact() : expand(call.malformed());
    stream(sent, Kind.INPUT, index);
    return call.malformed().isEmpty()
        ? new Block.Call(new CallId(id), call.tool(), input)
        : new Block.Call(new CallId(id), call.tool(), Json.Obj.EMPTY, sent);
  }

  private StopReason stop() {
    return turn.stop().orElse(turn.calls().isEmpty() ? StopReason.END : StopReason.CALLS);
  }

  private Usage usage(List<Block.Said> said) {
    if (turn.usage().isPresent()) return turn.usage().get();
    var spoken =
        new ModelRequest(
            List.of(), List.of(), List.of(new Message.Assistant(said)), 0, request.effort(), "");
    return new Usage(
        tokens(Requests.size(request)),
        0,
        0,
        tokens(Requests.size(spoken)),
        tokens(turn.thinking().length()));
  }

  private static long tokens(long chars) {
    return (chars + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
  }

  /** What a piece is a piece of. */
  private enum Kind {
    THINKING,
    TEXT,
    INPUT
  }

  private static Delta delta(Kind kind, int index, String text) {
    if (kind == Kind.TEXT) return new Delta.TextDelta(text);
    if (kind == Kind.THINKING) return new Delta.ThinkingDelta(text);
    return new Delta.CallInputDelta(index, text);
  }

  private void stream(String text, Kind kind, int index) throws InterruptedException {
    var length = Math.max(PIECE_CHARS, text.length() / MOST_PIECES);
    for (var from = 0; from < text.length() && charsLeft > 0; ) {
      if (Thread.interrupted()) throw new InterruptedException();
      var to = Math.min(text.length(), from + Math.min(length, charsLeft));
      if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) to++;
      deltas.accept(delta(kind, index, text.substring(from, to)));
      charsLeft -= to - from;
      from = to;
      pause(pace);
    }
  }

  private static void pause(Duration wait) throws InterruptedException {
    if (wait.isPositive()) Thread.sleep(wait);
    if (Thread.interrupted()) throw new InterruptedException();
  }

  private Json expand(Json value) {
    if (value instanceof Json.Str(var text)) return Json.of(expand(text));
    if (value instanceof Json.Obj object) return expand(object);
    if (!(value instanceof Json.Arr(var elements))) return value;
    var copy = new ArrayList<Json>(elements.size());
    for (var element : elements) copy.add(expand(element));
    return new Json.Arr(copy);
  }

  private Json.Obj expand(Json.Obj object) {
    var copy = new LinkedHashMap<String, Json>();
    for (var member : object.members().entrySet()) {
      copy.put(member.getKey(), expand(member.getValue()));
    }
    return new Json.Obj(copy);
  }

  private String expand(String text) {
    var open = text.indexOf("{{");
    if (open < 0) return text;
    var out = new StringBuilder();
    var copied = 0;
    while (open >= 0) {
      var close = text.indexOf("}}", open);
      if (close < 0) break;
      var value = value(text.substring(open + 2, close));
      if (value == null) {
        open = text.indexOf("{{", open + 1);
        continue;
      }
      out.append(text, copied, open).append(value);
      copied = close + 2;
      open = text.indexOf("{{", copied);
    }
    return out.append(text, copied, text.length()).toString();
  }

  private @Nullable String value(String name) {
    return switch (name) {
      case "cwd" -> directory;
      case "i" -> Integer.toString(cue.line().round());
      case "turn" -> Long.toString(cue.number());
      case "prompt" -> Requests.lastPrompt(request);
      case "lastResult" -> Requests.text(Requests.lastResults(request));
      default -> null;
    };
  }
}

package dev.jackdaw.models;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.models.JsonRepair.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Tells calls from text in what a model writes that has no tools of its own. Besides the envelope
 * it was told of, a fence or a whole reply counts that is nothing but a call of a known tool. What
 * a model makes up as a result, and all after it, is dropped. Not thread-safe.
 */
final class PromptedCalls implements Consumer<Delta> {
  private static final String FENCE = "```";
  private static final List<String> OPENINGS = List.of(ToolText.CALL, ToolText.RESULT, FENCE);
  private static final Pattern NAME =
      Pattern.compile("[\"']?(?:name|tool)[\"']?\\s*:\\s*[\"']([^\"']+)[\"']");

  /** The name of a call that says none; no tool is called so, which the model is told. */
  private static final String NAMELESS = "(no name)";

  private final Consumer<Delta> deltas;
  private final List<String> tools;
  private final ReplyBuilder builder;
  private final ReplyBuilder.TextPart text;
  private final List<Block.Call> calls = new ArrayList<>();
  private final StringBuilder held = new StringBuilder();
  private boolean madeUp;
  private boolean ended;

  PromptedCalls(Consumer<Delta> deltas, List<String> tools) {
    this.deltas = deltas;
    this.tools = List.copyOf(tools);
    builder = new ReplyBuilder(deltas);
    text = builder.new TextPart();
  }

  @Override
  public void accept(Delta delta) {
    if (delta instanceof Delta.TextDelta(var piece)) {
      held.append(piece);
      advance();
    } else {
      deltas.accept(delta);
    }
  }

  String text() {
    return text.text();
  }

  /** Reads what is left and returns the calls. A call that was cut is malformed, never half run. */
  List<Block.Call> end() {
    if (isBareObject() && isCall(held.toString().strip(), Extent.CUT)) held.setLength(0);
    ended = true;
    advance();
    var rest = held.toString();
    held.setLength(0);
    var block = rest.strip();
    if (block.startsWith(ToolText.CALL)) {
      call(block.substring(ToolText.CALL.length()).strip(), Extent.CUT);
    } else if (!block.isEmpty() && !madeUp && !isCall(unfenced(block), Extent.CUT)) {
      text.add(rest.stripTrailing());
    }
    return List.copyOf(calls);
  }

  /** Hands out text up to where a block may begin, and takes the blocks that are whole. */
  private void advance() {
    while (!madeUp && (ended || !isBareObject())) {
      var at = opening();
      say(at < 0 ? safeLength() : lengthWithoutSpace(at));
      if (at < 0 || !taken()) return;
    }
  }

  /** A reply that begins with a brace may be nothing but a call. */
  private boolean isBareObject() {
    return text.text().isEmpty()
        && calls.isEmpty()
        && held.toString().stripLeading().startsWith("{");
  }

  private int opening() {
    var first = -1;
    for (var opening : OPENINGS) {
      if (opening.equals(ToolText.RESULT) && calls.isEmpty()) continue;
      var at = held.indexOf(opening);
      if (at >= 0 && (first < 0 || at < first)) first = at;
    }
    return first;
  }

  /** Takes the block that begins what is held; returns false while it is not whole. */
  private boolean taken() {
    var block = held.toString().stripLeading();
    if (block.startsWith(ToolText.RESULT)) {
      madeUp = true;
      return true;
    }
    var fenced = block.startsWith(FENCE);
    var end = fenced ? FENCE : ToolText.CALL_END;
    var from = fenced ? FENCE.length() : ToolText.CALL.length();
    var to = block.indexOf(end, from);
    if (to < 0) return false;
    var inner = block.substring(from, to);
    var whole = held.substring(0, held.length() - block.length() + to + end.length());
    held.delete(0, whole.length());
    if (!fenced) {
      call(inner.strip(), Extent.WHOLE);
    } else if (!isCall(unfenced(whole), Extent.WHOLE)) {
      text.add(whole);
    }
    return true;
  }

  private void say(int length) {
    if (length <= 0) return;
    var piece = held.substring(0, length);
    held.delete(0, length);
    if (!calls.isEmpty() && piece.isBlank()) return;
    text.add(piece);
  }

  /** Returns how much cannot be the beginning of a block, or space before one. */
  private int safeLength() {
    var length = held.length();
    for (var opening : OPENINGS) {
      for (var part = Math.min(opening.length() - 1, held.length()); part > 0; part--) {
        if (opening.startsWith(held.substring(held.length() - part))) {
          length = Math.min(length, held.length() - part);
          break;
        }
      }
    }
    return lengthWithoutSpace(length);
  }

  private int lengthWithoutSpace(int length) {
    var end = length;
    while (end > 0 && Character.isWhitespace(held.charAt(end - 1))) end--;
    return end;
  }

  private static String unfenced(String block) {
    var inner = block.strip();
    if (inner.startsWith(FENCE)) {
      var line = inner.indexOf('\n');
      inner = line < 0 ? "" : inner.substring(line + 1);
    }
    if (inner.endsWith(FENCE)) inner = inner.substring(0, inner.length() - FENCE.length());
    inner = inner.strip();
    if (inner.startsWith(ToolText.CALL)) inner = inner.substring(ToolText.CALL.length());
    if (inner.endsWith(ToolText.CALL_END)) {
      inner = inner.substring(0, inner.length() - ToolText.CALL_END.length());
    }
    return inner.strip();
  }

  /** Takes what is nothing but a call of a known tool. */
  private boolean isCall(String written, Extent extent) {
    if (!written.startsWith("{")) return false;
    var read = JsonRepair.object(written, extent);
    if (read.isEmpty()) return false;
    var object = read.get().value();
    if (!tools.contains(name(object)) || !hasArguments(object)) return false;
    call(written, extent);
    return true;
  }

  private static String name(Json.Obj call) {
    return call.string("name", call.string("tool", ""));
  }

  private static boolean hasArguments(Json.Obj call) {
    return call.has("arguments") || call.has("parameters") || call.has("input");
  }

  /** Takes what stands in the envelope: one call, or an array of them. */
  private void call(String written, Extent extent) {
    try {
      if (Json.parse(written) instanceof Json.Arr(var elements) && !elements.isEmpty()) {
        for (var element : elements) one(element.compact(), extent);
        return;
      }
    } catch (JsonException _) {
      // one call, perhaps to be repaired
    }
    one(written, extent);
  }

  private void one(String written, Extent extent) {
    var read = JsonRepair.object(written, extent);
    var object = read.isPresent() ? read.get().value() : Json.Obj.EMPTY;
    var name = name(object);
    if (read.isEmpty() || name.isEmpty() || isStray(object)) {
      var found = NAME.matcher(written);
      var part = builder.new CallPart("", found.find() ? found.group(1) : NAMELESS);
      part.add(written.isEmpty() ? ToolText.CALL : written);
      calls.add(part.malformed());
      return;
    }
    var part = builder.new CallPart("", name);
    part.add(arguments(object));
    calls.add(part.call(extent));
  }

  /** Members beside the arguments would be lost: they may have been meant as arguments. */
  private static boolean isStray(Json.Obj call) {
    for (var member : call.members().keySet()) {
      if (!List.of("name", "tool", "arguments", "parameters", "input", "id", "type")
          .contains(member)) {
        return true;
      }
    }
    return false;
  }

  private static String arguments(Json.Obj call) {
    for (var member : List.of("arguments", "parameters", "input")) {
      var value = call.get(member);
      if (value.isEmpty()) continue;
      return value.get() instanceof Json.Str(var text) ? text : value.get().compact();
    }
    return "{}";
  }
}

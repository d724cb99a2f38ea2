package dev.jackdaw.models;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.models.JsonRepair.Extent;
import java.util.function.Consumer;

/** The pieces of a reply while they arrive, each handed out once. Not thread-safe. */
final class ReplyBuilder {
  private final Consumer<Delta> deltas;
  private int calls;

  ReplyBuilder(Consumer<Delta> deltas) {
    this.deltas = deltas;
  }

  /** A block that grows. */
  sealed interface Part {}

  /** Text that grows. */
  final class TextPart implements Part {
    private final StringBuilder text = new StringBuilder();

    void add(String piece) {
      if (piece.isEmpty()) return;
      text.append(piece);
      deltas.accept(new Delta.TextDelta(piece));
    }

    String text() {
      return text.toString();
    }
  }

  /** Thinking that grows. */
  final class ThinkingPart implements Part {
    private final StringBuilder text = new StringBuilder();

    void add(String piece) {
      if (piece.isEmpty()) return;
      text.append(piece);
      deltas.accept(new Delta.ThinkingDelta(piece));
    }

    String text() {
      return text.toString();
    }
  }

  /** A call whose input grows. */
  final class CallPart implements Part {
    private final int index = calls++;
    private final String id;
    private final String tool;
    private final StringBuilder input = new StringBuilder();

    CallPart(String id, String tool) {
      this.id = id;
      this.tool = tool;
      deltas.accept(new Delta.CallBegun(index, tool));
    }

    void add(String piece) {
      if (piece.isEmpty()) return;
      input.append(piece);
      deltas.accept(new Delta.CallInputDelta(index, piece));
    }

    boolean hasInput() {
      return !input.isEmpty();
    }

    String id() {
      return id;
    }

    String tool() {
      return tool;
    }

    /** Returns whether the input is an object by itself, so that nothing of it can be missing. */
    boolean isWhole() {
      if (tool.isEmpty()) return false;
      if (input.isEmpty() || input.charAt(input.length() - 1) != '}') return false;
      try {
        Json.parseObject(input.toString());
        return true;
      } catch (JsonException _) {
        return false;
      }
    }

    /** Returns the call of a reply that may have been cut; otherwise as {@link #call(Extent)}. */
    Block.Call call() {
      return call(Extent.CUT);
    }

    /**
     * Returns the call. No input at all is the empty object. What is nearly an object is read as
     * {@link JsonRepair} does and logged; anything else is malformed.
     */
    Block.Call call(Extent extent) {
      var name = new CallId(id.isEmpty() ? "call_" + index : id);
      var text = input.toString();
      if (text.isBlank()) return new Block.Call(name, tool, Json.Obj.EMPTY);
      try {
        return new Block.Call(name, tool, Json.parseObject(text));
      } catch (JsonException _) {
        return JsonRepair.object(text, extent)
            .map(repaired -> new Block.Call(name, tool, told(name, repaired)))
            .orElseGet(() -> new Block.Call(name, tool, Json.Obj.EMPTY, text));
      }
    }

    /** Returns the call as one whose input cannot be used, whatever it is. */
    Block.Call malformed() {
      return new Block.Call(
          new CallId(id.isEmpty() ? "call_" + index : id), tool, Json.Obj.EMPTY, input.toString());
    }

    private Json.Obj told(CallId name, JsonRepair.Repaired repaired) {
      System.getLogger("dev.jackdaw.models")
          .log(
              System.Logger.Level.DEBUG,
              "Repaired the input of {0} ({1}), which had {2}",
              tool,
              name,
              String.join(", ", repaired.repairs()));
      return repaired.value();
    }
  }
}

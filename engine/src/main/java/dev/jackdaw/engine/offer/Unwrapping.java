package dev.jackdaw.engine.offer;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Shows calls through {@value CallTool#NAME} as those of the tool that is meant while they arrive:
 * the beginning of such a call is held back until its tool is known, and of its input only that of
 * the tool is handed on. What is no call of a tool that could be found is handed on as it came.
 * Used by one thread, for one reply.
 */
final class Unwrapping implements Consumer<Delta> {
  private final Consumer<Delta> next;
  private final Predicate<String> isTool;
  private int index = -1;
  private Envelope envelope = new Envelope();

  /** Whether the call has been told of under its tool's name. */
  private boolean isTold;

  /** Characters of the input that were handed on. */
  private int handedOn;

  Unwrapping(Consumer<Delta> next, Predicate<String> isTool) {
    this.next = next;
    this.isTool = isTool;
  }

  @Override
  public void accept(Delta delta) {
    switch (delta) {
      case Delta.CallBegun(var begun, var tool) when tool.equals(CallTool.NAME) -> {
        giveUp();
        index = begun;
      }
      case Delta.CallInputDelta(var of, var json) when of == index -> read(json);
      case Delta.CallBegun _, Delta.TextDelta _, Delta.ThinkingDelta _ -> {
        giveUp();
        next.accept(delta);
      }
      case Delta.Restarted _ -> {
        forget();
        next.accept(delta);
      }
      case Delta.CallInputDelta _, Delta.Retrying _ -> next.accept(delta);
    }
  }

  /** The reply is whole: what is still held back was no call of another tool. */
  void end() {
    giveUp();
  }

  private void read(String json) {
    envelope.add(json);
    if (!isTold) {
      var tool = envelope.name();
      if (tool.isEmpty()) return;
      if (!isTool.test(tool)) {
        giveUp();
        return;
      }
      isTold = true;
      next.accept(new Delta.CallBegun(index, tool));
    }
    var input = envelope.input();
    if (input.length() <= handedOn) return;
    next.accept(new Delta.CallInputDelta(index, input.substring(handedOn)));
    handedOn = input.length();
  }

  private void giveUp() {
    if (index >= 0 && !isTold) {
      next.accept(new Delta.CallBegun(index, CallTool.NAME));
      var raw = envelope.raw();
      if (!raw.isEmpty()) next.accept(new Delta.CallInputDelta(index, raw));
    }
    forget();
  }

  private void forget() {
    index = -1;
    envelope = new Envelope();
    isTold = false;
    handedOn = 0;
  }

  /** The input of such a call as far as it is there, read a character at a time. */
  private static final class Envelope {
    private final StringBuilder raw = new StringBuilder();
    private int read;
    private int depth;
    private boolean inText;
    private boolean isEscaped;
    private boolean isKey = true;
    private String key = "";
    private int textStart;
    private String name = "";
    private int inputStart = -1;
    private int inputEnd = -1;

    void add(String json) {
      raw.append(json);
      for (; read < raw.length(); read++) step(raw.charAt(read));
    }

    private void step(char c) {
      if (inText) {
        inText(c);
        return;
      }
      switch (c) {
        case '"' -> {
          begin();
          inText = true;
          textStart = read;
        }
        case '{', '[' -> {
          if (depth > 0) begin();
          depth++;
        }
        case '}', ']' -> {
          if (depth == 1) finish();
          depth--;
        }
        case ',' -> {
          if (depth != 1) return;
          finish();
          isKey = true;
        }
        case ':' -> {
          if (depth == 1) isKey = false;
        }
        case ' ', '\t', '\r', '\n' -> {}
        default -> begin();
      }
    }

    private void inText(char c) {
      if (isEscaped) isEscaped = false;
      else if (c == '\\') isEscaped = true;
      else if (c == '"') textEnded();
    }

    private void textEnded() {
      inText = false;
      if (depth != 1) return;
      if (isKey) key = text(textStart, read + 1);
      else if (key.equals("name")) name = text(textStart, read + 1);
    }

    private void begin() {
      if (depth == 1 && !isKey && key.equals("input") && inputStart < 0) inputStart = read;
    }

    private void finish() {
      if (inputStart >= 0 && inputEnd < 0) inputEnd = read;
    }

    private String text(int from, int to) {
      try {
        return Json.parse(raw.substring(from, to)) instanceof Json.Str(var text) ? text : "";
      } catch (JsonException _) {
        return "";
      }
    }

    String name() {
      return name;
    }

    String raw() {
      return raw.toString();
    }

    /** Returns what is there of the tool's input; one that is written as text once it is whole. */
    String input() {
      if (inputStart < 0) return "";
      if (raw.charAt(inputStart) != '"') {
        return raw.substring(inputStart, inputEnd < 0 ? raw.length() : inputEnd).stripTrailing();
      }
      return inputEnd < 0 ? "" : text(inputStart, inputEnd);
    }
  }
}

package dev.jackdaw.engine.workflow;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What results are to the steps behind them. */
final class Values {
  /** More than this no step hands on, so that repeated doubling ends soon. */
  static final int MAX_CHARS = 8 << 20;

  private Values() {}

  /**
   * Returns the value of a call: {@code ok}, {@code status}, {@code text}, {@code lines} and the
   * details of the result under their own names. Line numbers that a tool put before the lines for
   * a reader are left out.
   */
  static Json.Obj of(ToolResult result) {
    var lines = lines(result);
    var numbered = result.details().bool("numbered", false);
    var value =
        Json.object()
            .put("ok", result.isOk())
            .put("status", result.status().name().toLowerCase(Locale.ROOT))
            .put("text", numbered ? String.join("\n", lines) : result.text())
            .put("lines", Json.strings(lines));
    var own = value.build().members().keySet();
    for (var detail : result.details().members().entrySet()) {
      if (!own.contains(detail.getKey())) value.put(detail.getKey(), detail.getValue());
    }
    if (result.details().has("exit_code") && !result.details().has("exit")) {
      value.put("exit", result.details().integer("exit_code", 0));
    }
    return value.build();
  }

  /** Returns the lines that are not remarks of Jackdaw's own. */
  private static List<String> lines(ToolResult result) {
    var numbered = result.details().bool("numbered", false);
    var lines = new ArrayList<String>();
    for (var block : result.content()) {
      if (!(block instanceof Block.Text(var text, var label))) continue;
      if (label.equals(dev.jackdaw.api.Label.JACKDAW)) continue;
      for (var line : text.split("\n", -1)) {
        if (!numbered) lines.add(line);
        else if (line.matches("[0-9]+\\|.*")) lines.add(line.substring(line.indexOf('|') + 1));
      }
    }
    while (!lines.isEmpty() && lines.getLast().isEmpty()) lines.removeLast();
    return lines;
  }

  /** Returns the value of a step that had no result of a tool. */
  static Json.Obj failed(String status, String text) {
    return Json.object()
        .put("ok", false)
        .put("status", status)
        .put("text", text)
        .put("lines", Json.Arr.EMPTY)
        .build();
  }

  /** Returns the value inside a text, and of an object with one its {@code text}. */
  static String text(Json value) {
    return switch (value) {
      case Json.Str(var text) -> text;
      case Json.Null _ -> "";
      case Json.Obj object when object.string("text").isPresent() -> object.string("text", "");
      default -> value.compact();
    };
  }

  static List<String> linesOf(String text) {
    if (text.isEmpty()) return List.of();
    return List.of(
        (text.endsWith("\n") ? text.substring(0, text.length() - 1) : text).split("\n", -1));
  }

  static boolean isTrue(Json value) {
    return switch (value) {
      case Json.Null _ -> false;
      case Json.Bool(var flag) -> flag;
      case Json.Num number -> number.asDouble() != 0;
      case Json.Str(var text) -> !text.isEmpty();
      case Json.Arr(var elements) -> !elements.isEmpty();
      case Json.Obj object -> !object.members().isEmpty();
    };
  }

  /** Returns about how many characters it takes, or more than the limit when it is over it. */
  static long size(Json value, long limit) {
    long size = 2;
    switch (value) {
      case Json.Str(var text) -> size += text.length();
      case Json.Num(var literal) -> size += literal.length();
      case Json.Arr(var elements) -> {
        for (var element : elements) {
          if (size > limit) return size;
          size += size(element, limit - size);
        }
      }
      case Json.Obj object -> {
        for (var member : object.members().entrySet()) {
          if (size > limit) return size;
          size += member.getKey().length() + size(member.getValue(), limit - size);
        }
      }
      case Json.Bool _, Json.Null _ -> size += 3;
    }
    return size;
  }

  static Json limited(Json value) throws StepProblem {
    if (size(value, MAX_CHARS) > MAX_CHARS) {
      throw new StepProblem("its result has more than " + MAX_CHARS + " characters");
    }
    return value;
  }
}

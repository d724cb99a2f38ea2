package dev.jackdaw.acp;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Calls of tools as editors show them: a kind, a title, places, what came of it. */
final class ToolCalls {
  private static final int MAX_TITLE_CHARS = 200;
  private static final int MAX_TEXT_CHARS = 40_000;
  private static final List<String> TELLING =
      List.of("command", "path", "pattern", "url", "query", "question", "description", "id");

  private ToolCalls() {}

  /** Returns one of the protocol's kinds, which choose the icon. */
  static String kind(String tool) {
    return switch (tool) {
      case "read", "list" -> "read";
      case "edit", "write", "apply_patch" -> "edit";
      case "grep", "glob", "recall" -> "search";
      case "bash", "bash_outside", "bash_output", "bash_kill", "workflow" -> "execute";
      case "web_fetch" -> "fetch";
      case "todo", "task" -> "think";
      case "present_plan" -> "switch_mode";
      default -> "other";
    };
  }

  /** Returns the kind of a tool that others made, by what it does. */
  static String kind(String tool, List<Effect> effects) {
    var kind = kind(tool);
    if (!kind.equals("other") || effects.isEmpty()) return kind;
    return switch (effects.getFirst()) {
      case Effect.Reads _ -> "read";
      case Effect.Writes _, Effect.Persists _ -> "edit";
      case Effect.Executes _ -> "execute";
      case Effect.Connects _ -> "fetch";
    };
  }

  /** Returns a line that says what a call is about, hidden characters made visible. */
  static String title(Block.Call call) {
    var subject = subject(call);
    if (subject.isEmpty()) return VisibleText.inOneLine(call.tool());
    var verb =
        switch (call.tool()) {
          case "bash", "bash_outside" -> "";
          case "ask_user", "todo" -> "";
          default -> call.tool() + " ";
        };
    return shortened(VisibleText.inOneLine(verb + subject));
  }

  private static String subject(Block.Call call) {
    for (var name : TELLING) {
      var text = call.input().string(name).map(String::strip).orElse("");
      if (!text.isEmpty()) return text;
    }
    return call.input().string("input").map(ToolCalls::patched).orElse("");
  }

  /** Returns the files a patch names. */
  private static String patched(String patch) {
    var files = new ArrayList<String>();
    for (var line : patch.split("\n", -1)) {
      var colon = line.indexOf(" File: ");
      if (line.startsWith("*** ") && colon > 0) files.add(line.substring(colon + 7).strip());
    }
    return String.join(" ", files);
  }

  private static String shortened(String line) {
    return line.length() <= MAX_TITLE_CHARS ? line : line.substring(0, MAX_TITLE_CHARS - 1) + "…";
  }

  /** Returns the files and folders a call touches, for editors that follow along. */
  static List<Json.Obj> locations(List<Effect> effects) {
    var locations = new ArrayList<Json.Obj>();
    for (var effect : effects) {
      switch (effect) {
        case Effect.Reads(var path) -> locations.add(location(path));
        case Effect.Writes(var path) -> locations.add(location(path));
        case Effect.Persists(var path, _) -> locations.add(location(path));
        case Effect.Executes _, Effect.Connects _ -> {}
      }
    }
    return locations.stream().distinct().toList();
  }

  private static Json.Obj location(Path path) {
    return Json.object().put("path", path.toString()).build();
  }

  static Json.Obj content(Json.Obj block) {
    return Json.object().put("type", "content").put("content", block).build();
  }

  /** Returns text as content of a call. */
  static Json.Obj said(String text) {
    return content(Contents.text(text));
  }

  /** Returns output of a command, which is not to be taken for markup. */
  static Json.Obj output(String text) {
    return said(fenced(text));
  }

  /** Returns text that no markup in it changes. */
  static String fenced(String text) {
    var fence = "```";
    while (text.contains(fence)) fence += "`";
    return fence + "\n" + text.stripTrailing() + "\n" + fence;
  }

  /** Returns what came of a call: differences where files were changed, else what it said. */
  static List<Json.Obj> outcome(String tool, ToolResult result, Path directory) {
    var diffs = Diffs.of(result.details().string("diff", ""), directory);
    if (!diffs.isEmpty() && result.isOk()) return diffs;
    var content = new ArrayList<Json.Obj>();
    for (var block : result.content()) {
      switch (block) {
        case Block.Text(var text, _) -> content.add(text(tool, cut(text)));
        case Block.Image image -> content.add(content(Contents.of(image)));
      }
    }
    return content;
  }

  private static Json.Obj text(String tool, String text) {
    return switch (kind(tool)) {
      case "execute", "read", "search" -> output(text);
      default -> said(text);
    };
  }

  private static String cut(String text) {
    if (text.length() <= MAX_TEXT_CHARS) return text;
    return text.substring(0, MAX_TEXT_CHARS) + "\n(the rest is not shown here)";
  }

  static String status(ToolResult result) {
    return result.isOk() ? "completed" : "failed";
  }
}

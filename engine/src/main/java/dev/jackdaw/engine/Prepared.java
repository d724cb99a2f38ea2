package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.Retention;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A call that was checked against its tool: either it could run, or its result is known. */
sealed interface Prepared {
  /** How many tools a model is reminded of when it calls one there is not. */
  int MOST_NAMES = 60;

  Block.Call call();

  /** Returns what stands for the call once it is folded. */
  default String ledger(ToolResult result, Workspace workspace) {
    return "";
  }

  default Retention retention(ToolResult result) {
    return Retention.ELIDE;
  }

  /** The input fits; these are its effects. */
  record Ready<I>(Block.Call call, Tool<I> tool, I input, List<Effect> effects)
      implements Prepared {
    Idempotency idempotency() {
      return tool.idempotency(input);
    }

    String summary(Workspace workspace) {
      return tool.summary(input, workspace);
    }

    @Override
    public String ledger(ToolResult result, Workspace workspace) {
      return tool.ledger(input, result, workspace);
    }

    @Override
    public Retention retention(ToolResult result) {
      return tool.retention(input, result);
    }

    ToolResult run(ToolContext context) throws IOException, InterruptedException {
      return tool.call(input, context);
    }
  }

  /** Nothing runs; the result tells the model why. */
  record Settled(Block.Call call, ToolResult result) implements Prepared {}

  static Prepared of(Block.Call call, Map<String, Tool<?>> tools, Workspace workspace) {
    var tool = tools.get(call.tool());
    if (tool == null) {
      return invalid(
          call,
          "There is no tool \""
              + call.tool()
              + "\""
              + Nearest.hint(call.tool(), tools.keySet())
              + ". There are: "
              + named(tools)
              + ".");
    }
    if (!call.malformed().isEmpty()) {
      return invalid(
          call,
          "The input of "
              + call.tool()
              + " was not a JSON object: "
              + MalformedInput.problem(call.malformed())
              + ". Nothing was run. Send the call again with one that fits: "
              + tool.spec().inputSchema().compact());
    }
    if (quotesAMark(call.input())) {
      return invalid(
          call,
          "The input of "
              + call.tool()
              + " holds the mark of a text that is shown to you in part (\"[… N characters left"
              + " out, #N …]\"): what stands there is not what would be written. Nothing was run."
              + " Get the whole text with recall or read, and send the call again with it.");
    }
    return ready(call, tool, workspace);
  }

  /** A model may imitate what it is shown of its own earlier calls. */
  private static boolean quotesAMark(Json value) {
    return switch (value) {
      case Json.Str(var text) -> Shortening.isMarked(text);
      case Json.Obj object -> object.members().values().stream().anyMatch(Prepared::quotesAMark);
      case Json.Arr(var elements) -> elements.stream().anyMatch(Prepared::quotesAMark);
      case Json.Num _, Json.Bool _, Json.Null _ -> false;
    };
  }

  private static String named(Map<String, Tool<?>> tools) {
    var names = tools.keySet().stream().limit(MOST_NAMES).toList();
    var others = tools.size() - names.size();
    return String.join(", ", names) + (others > 0 ? " and " + others + " more" : "");
  }

  private static <I> Prepared ready(Block.Call call, Tool<I> tool, Workspace workspace) {
    try {
      var input = tool.decode(call.input());
      return new Ready<>(call, tool, input, List.copyOf(tool.effects(input, workspace)));
    } catch (InvalidInputException e) {
      return invalid(
          call,
          "The input of " + call.tool() + " is wrong: " + e.getMessage() + ". Nothing was run.");
    }
  }

  private static Settled invalid(Block.Call call, String text) {
    return new Settled(call, ToolResult.of(ToolResult.Status.INVALID, text, Label.JACKDAW));
  }
}

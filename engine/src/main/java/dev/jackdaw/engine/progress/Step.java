package dev.jackdaw.engine.progress;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that ended, as far as it tells whether a task gets on.
 *
 * @param polls whether the call is one that waits for something and is made again and again
 */
public record Step(
    String tool, Json.Obj input, List<Effect> effects, ToolResult result, boolean polls) {
  public Step {
    effects = List.copyOf(effects);
  }

  /** Makes a step of a call; without a tool it is one that no tool takes. */
  public static Step of(
      Block.Call call, @Nullable Tool<?> tool, List<Effect> effects, ToolResult result) {
    var polls = tool != null && expectsRepeat(tool, call.input());
    return new Step(call.tool(), call.input(), effects, result, polls);
  }

  private static <I> boolean expectsRepeat(Tool<I> tool, Json.Obj input) {
    try {
      return tool.expectsRepeat(tool.decode(input));
    } catch (InvalidInputException _) {
      return false;
    }
  }

  boolean isOk() {
    return result.isOk();
  }

  /** Returns whether the call was broken off, so that nothing follows from how it ended. */
  boolean isBrokenOff() {
    return result.status() == Status.CANCELLED || result.status() == Status.IN_DOUBT;
  }

  /** Returns whether a command ran; what one changes is not known. */
  boolean executes() {
    return effects.stream().anyMatch(Effect.Executes.class::isInstance);
  }

  boolean writes() {
    return effects.stream()
        .anyMatch(effect -> effect instanceof Effect.Writes || effect instanceof Effect.Persists);
  }
}

package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a call changes: kept before, looked at after. */
final class Changes {
  private Changes() {}

  /**
   * Keeps what the call may change: of a command whose every act is known just that.
   *
   * @throws IOException when it could not be kept
   */
  static Checkpoints.Checkpoint before(
      Commons commons,
      AgentId agent,
      Block.Call call,
      List<Effect> effects,
      Consumer<String> progress)
      throws IOException, InterruptedException {
    var certain = commons.rights().certain(call, effects);
    return certain.stream().anyMatch(Changes::isChange)
        ? commons.aftermaths().before(key(agent, call.id()), certain, progress)
        : Optional::empty;
  }

  /** Returns a name of the call in the session: agents may give theirs the same id. */
  static CallId key(AgentId agent, CallId call) {
    return agent.isMain() ? call : new CallId(agent + "/" + call);
  }

  private static boolean isChange(Effect effect) {
    return switch (effect) {
      case Effect.Reads _, Effect.Connects _ -> false;
      case Effect.Writes _, Effect.Executes _, Effect.Persists _ -> true;
    };
  }

  /** What to tell the model of a call that was not run because it could not be undone. */
  static ToolResult notKept(String problem) {
    return ToolResult.failed(
        "Not run: what it may change could not be kept to undo it ("
            + problem
            + "). Free some space on the disk, or let the user switch undo off (--undo off).");
  }

  /**
   * Looks what the call changed, however it ended.
   *
   * @return nothing when that is nothing, or could not be kept; then it cannot be undone
   */
  static Optional<Checkpoints.Found> after(Checkpoints.Checkpoint checkpoint, CallId call) {
    try {
      return checkpoint.after();
    } catch (IOException e) {
      System.getLogger("dev.jackdaw.engine")
          .log(System.Logger.Level.WARNING, "what " + call.value() + " changed was not kept", e);
      return Optional.of(
          new Checkpoints.Found(
              "", 0, List.of(), List.of("what it changed could not be kept: " + e.getMessage())));
    }
  }

  /** Adds to the result of a call whose end nobody saw what changed since it began. */
  static ToolResult evidence(ToolResult result, Checkpoints.Found found) {
    var more = found.files() > found.paths().size() ? ", and more" : "";
    var text =
        "Since it began, "
            + found.files()
            + " files, folders or links changed: "
            + String.join(", ", found.paths())
            + more
            + ".";
    return result.and(new Block.Text(text, Label.JACKDAW));
  }
}

package dev.jackdaw.benchmarks;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import java.util.List;

/** A tool without a process, so that what is measured is the harness and not the forking of it. */
final class Echo extends RecordTool<Echo.Input> {
  /** A shell command that only prints. */
  public record Input(String command) {}

  Echo() {
    super("shell", Input.class);
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) {
    return List.of();
  }

  @Override
  public Idempotency idempotency(Input input) {
    return Idempotency.PURE;
  }

  @Override
  public ToolResult call(Input input, ToolContext context) {
    var label = new Label(Label.Source.COMMAND, "");
    return ToolResult.ok(input.command().replaceFirst("^echo ", "") + "\n", label);
  }
}

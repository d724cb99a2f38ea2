package dev.jackdaw.benchmarks;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Looks in a journal like a command that printed 2 KiB, each time something else. */
final class Print extends RecordTool<Print.Input> {
  private static final int CHARS = 2_048;

  private final AtomicInteger number = new AtomicInteger();

  /** A shell command. */
  public record Input(String command) {}

  Print() {
    super("bash", Input.class);
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
    var text = number.incrementAndGet() + "\n" + Conversation.text(CHARS);
    return ToolResult.ok(text, new Label(Label.Source.COMMAND, ""));
  }
}

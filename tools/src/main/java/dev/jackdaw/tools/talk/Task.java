package dev.jackdaw.tools.talk;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import java.util.List;

/**
 * Gives a task to a sub-agent and waits for its report. It has no effect of its own: every call the
 * sub-agent makes states its effects and is decided on like any other.
 */
public final class Task extends RecordTool<Task.Input> {
  /** The task, and a few words for screens. */
  public record Input(String description, String prompt) {
    public Input {
      if (description.isBlank()) throw new IllegalArgumentException("\"description\" is empty");
      if (prompt.isBlank()) throw new IllegalArgumentException("\"prompt\" is empty");
    }
  }

  Task() {
    super("task", Input.class);
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) {
    return List.of();
  }

  @Override
  public String summary(Input input, Workspace workspace) {
    return input.description().strip();
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    return context.delegate(input.description(), input.prompt());
  }
}

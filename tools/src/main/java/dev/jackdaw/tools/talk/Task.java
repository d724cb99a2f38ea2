package dev.jackdaw.tools.talk;

import dev.jackdaw.api.AgentDefinition;
import dev.jackdaw.api.Delegation;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.Retention;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.tools.output.Capped;
import dev.jackdaw.tools.output.LedgerLine;
import java.util.List;
import java.util.Optional;

/**
 * Gives a task to a sub-agent and waits for its report, or lets it go on in the background. It has
 * no effect of its own: every call the sub-agent makes states its effects and is decided on like
 * any other, and so is the merging of what it did in a worktree.
 */
public final class Task extends RecordTool<Task.Input> {
  private static final int DESCRIPTION_CHARS = 300;

  /** Where a sub-agent works, when not beside its parent. */
  public enum Isolation {
    WORKTREE
  }

  /** The task, a few words for screens, and who does it where. */
  public record Input(
      String description,
      String prompt,
      Optional<String> agent,
      Optional<Boolean> background,
      Optional<Isolation> isolation) {
    public Input {
      if (description.isBlank()) throw new IllegalArgumentException("\"description\" is empty");
      if (prompt.isBlank()) throw new IllegalArgumentException("\"prompt\" is empty");
    }
  }

  /** {@code agents} are those that the model may name. */
  Task(List<AgentDefinition> agents) {
    super("task", Input.class, listed(agents), agents.isEmpty() ? List.of("agent") : List.of());
  }

  private static String listed(List<AgentDefinition> agents) {
    if (agents.isEmpty()) return "";
    var list = new StringBuilder("\n\nAgents:");
    for (var agent : agents) {
      list.append("\n- ").append(agent.name()).append(": ").append(line(agent.description()));
    }
    return list.toString();
  }

  private static String line(String text) {
    var line = text.strip().replaceAll("\\s+", " ");
    if (line.length() <= DESCRIPTION_CHARS) return line;
    var end = Character.isHighSurrogate(line.charAt(DESCRIPTION_CHARS - 2)) ? 2 : 1;
    return line.substring(0, DESCRIPTION_CHARS - end) + "…";
  }

  @Override
  public boolean isEssential() {
    return true;
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) {
    return List.of();
  }

  @Override
  public String summary(Input input, Workspace workspace) {
    var words = input.description().strip();
    return input.agent().map(agent -> agent.strip() + ": " + words).orElse(words);
  }

  @Override
  public String ledger(Input input, ToolResult result, Workspace workspace) {
    var task = LedgerLine.shortened(summary(input, workspace), 80);
    return LedgerLine.of(task + ": " + LedgerLine.sentence(result));
  }

  /** What a sub-agent found out is nowhere else in the context. */
  @Override
  public Retention retention(Input input, ToolResult result) {
    return Retention.SUMMARISE;
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    var task =
        new Delegation(
            input.description(),
            input.prompt(),
            input.agent().orElse("").strip(),
            input.background().orElse(false),
            input.isolation().isPresent());
    return Capped.of(context.delegate(task), context);
  }
}

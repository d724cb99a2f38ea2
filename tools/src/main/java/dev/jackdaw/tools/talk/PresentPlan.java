package dev.jackdaw.tools.talk;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.Retention;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.tools.output.LedgerLine;
import java.util.List;

/** Shows the person the plan that plan mode was for, and waits for what they say to it. */
public final class PresentPlan extends RecordTool<PresentPlan.Input> {
  private static final int MAX_STEPS = 50;

  /** The plan, and its steps. */
  public record Input(String plan, List<String> steps) {
    public Input {
      if (plan.isBlank()) throw new IllegalArgumentException("\"plan\" is empty");
      steps = List.copyOf(steps);
      if (steps.size() > MAX_STEPS) {
        throw new IllegalArgumentException(
            "at most " + MAX_STEPS + " steps, not " + steps.size() + "; group small ones");
      }
      for (var step : steps) {
        if (step.isBlank()) throw new IllegalArgumentException("a step is empty");
      }
    }
  }

  PresentPlan() {
    super("present_plan", Input.class);
  }

  @Override
  public boolean isEssential() {
    return true;
  }

  @Override
  public boolean isOffered(Mode mode) {
    return mode == Mode.PLAN;
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) {
    return List.of();
  }

  @Override
  public String summary(Input input, Workspace workspace) {
    return input.steps().size() + " steps";
  }

  @Override
  public String ledger(Input input, ToolResult result, Workspace workspace) {
    return LedgerLine.of(summary(input, workspace) + ": " + LedgerLine.sentence(result));
  }

  /** An approved plan is shown from the session's data; what a person says against one stays. */
  @Override
  public Retention retention(Input input, ToolResult result) {
    return result.isOk() ? Retention.DROP : Retention.PINNED;
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    return context.present(input.plan(), input.steps());
  }
}

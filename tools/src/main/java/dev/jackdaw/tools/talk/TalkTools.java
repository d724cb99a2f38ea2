package dev.jackdaw.tools.talk;

import dev.jackdaw.api.AgentDefinition;
import dev.jackdaw.api.Tool;
import java.util.List;

/**
 * The tools {@code todo}, {@code ask_user}, {@code task}, {@code workflow}, {@code recall} and
 * {@code present_plan}.
 */
public final class TalkTools {
  private TalkTools() {}

  /** {@code agents} are the kinds of sub-agents that the model may name. */
  public static List<Tool<?>> tools(List<AgentDefinition> agents) {
    return List.of(
        new Todo(),
        new AskUser(),
        new Task(agents),
        new Workflow(),
        new RecallTool(),
        new PresentPlan());
  }
}

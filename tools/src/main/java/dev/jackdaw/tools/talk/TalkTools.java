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

  /**
   * Returns them.
   *
   * @param agents the kinds of sub-agents that the model may name
   * @param scripts whether a workflow may be a script
   */
  public static List<Tool<?>> tools(List<AgentDefinition> agents, boolean scripts) {
    return List.of(
        new Todo(),
        new AskUser(),
        new Task(agents),
        new Workflow(scripts),
        new RecallTool(),
        new PresentPlan());
  }
}

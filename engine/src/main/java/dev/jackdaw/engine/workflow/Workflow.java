package dev.jackdaw.engine.workflow;

import dev.jackdaw.api.Tool;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Steps that pass their results on, and what of it all is returned.
 *
 * @param steps in an order in which each comes behind what it refers to
 */
public record Workflow(List<Step> steps, Json returns, Budget budget) {
  /** How many steps one may have. */
  public static final int MAX_STEPS = 200;

  public Workflow {
    steps = List.copyOf(steps);
  }

  /**
   * Reads one and checks it as far as that goes before it runs.
   *
   * @param tools those a step may name
   * @throws InvalidWorkflowException with everything that is wrong
   */
  public static Workflow parse(Json.Obj input, Map<String, Tool<?>> tools, Workspace workspace)
      throws InvalidWorkflowException {
    return new WorkflowReader(tools, workspace).read(input);
  }

  /** Returns the names of the steps. */
  public Set<String> ids() {
    var ids = new LinkedHashSet<String>();
    for (var step : steps) ids.add(step.id());
    return ids;
  }
}

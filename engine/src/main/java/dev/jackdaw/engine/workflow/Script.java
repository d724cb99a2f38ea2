package dev.jackdaw.engine.workflow;

import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A workflow that is a script: it says which calls to make while it runs. */
public record Script(String source, Budget budget) {
  static final int MAX_CHARS = 100_000;

  /**
   * Reads one and checks what stands around the script.
   *
   * @throws InvalidWorkflowException with everything that is wrong
   */
  public static Script parse(Json.Obj input, Map<String, Tool<?>> tools, Workspace workspace)
      throws InvalidWorkflowException {
    return new WorkflowReader(tools, workspace).script(input);
  }

  /** Returns the same, refused for what is wrong in the script. */
  public static InvalidWorkflowException invalid(List<String> problems) {
    return new InvalidWorkflowException(problems);
  }

  /** Returns the names of the tools that a script may call. */
  public static Set<String> callable(Map<String, Tool<?>> tools) {
    var names = new TreeSet<>(tools.keySet());
    names.removeAll(ToolCheck.NEVER_STEPS);
    return names;
  }

  /** Returns what a script sees of the result of a call. */
  public static Json.Obj value(ToolResult result) {
    return Values.of(result);
  }
}

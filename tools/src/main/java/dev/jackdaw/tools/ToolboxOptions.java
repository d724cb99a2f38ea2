package dev.jackdaw.tools;

import dev.jackdaw.api.AgentDefinition;
import dev.jackdaw.tools.shell.ChildEnvironment;
import dev.jackdaw.tools.shell.JobOptions;
import dev.jackdaw.tools.shell.Starting;
import dev.jackdaw.tools.web.WebTools;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the built-in tools need to know of their surroundings.
 *
 * @param environment of this process; commands see the harmless part of it, and helper programs
 *     such as ripgrep are looked for in its {@code PATH}
 * @param variables what commands see beside that
 * @param reach which addresses pages may be fetched from
 * @param readable the files a search may look into; it is asked from several threads
 * @param starting starts the commands
 * @param agents the kinds of sub-agents there are
 * @param jobs how they are looked after
 * @param scripts whether a workflow may be a script
 */
public record ToolboxOptions(
    Map<String, String> environment,
    ChildEnvironment.Settings variables,
    WebTools.Reach reach,
    Predicate<Path> readable,
    Starting starting,
    List<AgentDefinition> agents,
    JobOptions jobs,
    boolean scripts) {

  public ToolboxOptions {
    environment = Map.copyOf(environment);
    agents = List.copyOf(agents);
  }

  /** Returns the options of a session without any limits of its own. */
  public static ToolboxOptions defaults() {
    return new ToolboxOptions(
        System.getenv(),
        ChildEnvironment.Settings.NONE,
        WebTools.Reach.PUBLIC,
        _ -> true,
        Starting.PLAIN,
        List.of(),
        JobOptions.STANDARD,
        false);
  }

  /** Returns where helper programs are looked for, as in {@code PATH}. */
  String searchPath() {
    return environment.getOrDefault("PATH", "");
  }

  public ToolboxOptions withEnvironment(Map<String, String> other) {
    return new ToolboxOptions(other, variables, reach, readable, starting, agents, jobs, scripts);
  }

  public ToolboxOptions withVariables(ChildEnvironment.Settings other) {
    return new ToolboxOptions(environment, other, reach, readable, starting, agents, jobs, scripts);
  }

  public ToolboxOptions withReadable(Predicate<Path> other) {
    return new ToolboxOptions(
        environment, variables, reach, other, starting, agents, jobs, scripts);
  }

  public ToolboxOptions withStarting(Starting other) {
    return new ToolboxOptions(
        environment, variables, reach, readable, other, agents, jobs, scripts);
  }

  public ToolboxOptions withAgents(List<AgentDefinition> other) {
    return new ToolboxOptions(
        environment, variables, reach, readable, starting, other, jobs, scripts);
  }

  public ToolboxOptions withJobs(JobOptions other) {
    return new ToolboxOptions(
        environment, variables, reach, readable, starting, agents, other, scripts);
  }

  public ToolboxOptions withScripts(boolean other) {
    return new ToolboxOptions(
        environment, variables, reach, readable, starting, agents, jobs, other);
  }
}

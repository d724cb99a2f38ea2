package dev.jackdaw.tools.shell;

import dev.jackdaw.api.Label;
import dev.jackdaw.api.Tool;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The tools that run commands: {@code bash}, {@code bash_output} and {@code bash_kill}. */
public final class ShellTools {
  private final List<Tool<?>> tools;

  /** Makes the tools of a session whose commands see a part of this process's environment. */
  public ShellTools(Jobs jobs, ChildEnvironment.Settings settings) {
    this(jobs, System.getenv(), settings, _ -> Report.COMMAND);
  }

  /**
   * Makes the tools of a session.
   *
   * @param own the environment from which that of commands is built
   * @param origins tells whose words a command prints
   */
  public ShellTools(
      Jobs jobs,
      Map<String, String> own,
      ChildEnvironment.Settings settings,
      Function<String, Label> origins) {
    this.tools =
        List.of(new Bash(jobs, own, settings, origins), new BashOutput(jobs), new BashKill(jobs));
  }

  public List<Tool<?>> tools() {
    return tools;
  }
}

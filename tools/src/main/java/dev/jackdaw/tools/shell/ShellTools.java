package dev.jackdaw.tools.shell;

import dev.jackdaw.api.Tool;
import java.util.List;
import java.util.Map;

/** The tools that run commands: {@code bash}, {@code bash_output} and {@code bash_kill}. */
public final class ShellTools {
  private final List<Tool<?>> tools;

  /** Makes the tools of a session whose commands see a part of this process's environment. */
  public ShellTools(Jobs jobs, ChildEnvironment.Settings settings) {
    this(jobs, System.getenv(), settings);
  }

  /**
   * Makes the tools of a session.
   *
   * @param own the environment from which that of commands is built
   */
  public ShellTools(Jobs jobs, Map<String, String> own, ChildEnvironment.Settings settings) {
    this.tools = List.of(new Bash(jobs, own, settings), new BashOutput(jobs), new BashKill(jobs));
  }

  public List<Tool<?>> tools() {
    return tools;
  }
}

package dev.jackdaw.tools.shell;

import dev.jackdaw.api.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tools that run commands: {@code bash}, {@code bash_output} and {@code bash_kill}. */
public final class ShellTools {
  private final List<Tool<?>> tools;

  /** Makes the tools of a session whose commands see a part of this process's environment. */
  public ShellTools(Jobs jobs, ChildEnvironment.Settings settings) {
    this(jobs, System.getenv(), settings, Starting.PLAIN);
  }

  /**
   * Makes the tools of a session.
   *
   * @param own the environment from which that of commands is built
   */
  public ShellTools(
      Jobs jobs, Map<String, String> own, ChildEnvironment.Settings settings, Starting starting) {
    var made = new ArrayList<Tool<?>>();
    made.add(new Bash(jobs, own, settings, starting));
    starting
        .outside()
        .ifPresent(
            out -> made.add(new BashOutside(jobs, own, settings, out, starting.transactions())));
    made.add(new BashOutput(jobs));
    made.add(new BashKill(jobs));
    this.tools = List.copyOf(made);
  }

  public List<Tool<?>> tools() {
    return tools;
  }
}

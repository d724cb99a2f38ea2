package dev.jackdaw.tools.shell;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a shell command as all are run, confined where the session confines them. What the model is
 * told about it is in {@code Bash.md}.
 */
public final class Bash extends ShellTool<Bash.Input> {
  private final Launcher launcher;
  private final boolean confined;

  /**
   * The command; {@code description} is for the model's own clarity and never shown in its place.
   */
  public record Input(
      String command,
      Optional<Integer> timeoutSeconds,
      Optional<Boolean> runInBackground,
      Optional<String> description) {
    public Input {
      check(command, timeoutSeconds);
    }

    /** Returns a plain foreground command. */
    public static Input of(String command) {
      return new Input(command, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  Bash(Jobs jobs, Map<String, String> own, ChildEnvironment.Settings settings) {
    this(jobs, own, settings, Starting.PLAIN);
  }

  Bash(Jobs jobs, Map<String, String> own, ChildEnvironment.Settings settings, Starting starting) {
    super("bash", Input.class, jobs, own, settings, starting.origins(), starting.transactions());
    this.launcher = starting.launcher();
    this.confined = starting.outside().isPresent();
  }

  @Override
  Wish wish(Input input) {
    return new Wish(input.command(), input.timeoutSeconds(), input.runInBackground(), launcher);
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) {
    return List.of(new Effect.Executes(input.command(), workspace.directory()));
  }

  @Override
  String hint(String end) {
    return confined ? Denial.explained(end) : "";
  }
}

package dev.jackdaw.policy.shell;

import dev.jackdaw.policy.shell.ShellAnalysis.Certain;
import dev.jackdaw.policy.shell.ShellAnalysis.Unsure;
import java.nio.file.Path;
import java.util.List;

/** What a shell line does, as far as that is certain. */
public sealed interface ShellAnalysis permits Certain, Unsure {
  /** Every command that could run, in order; one in a loop once for each value. */
  record Certain(List<Command> commands) implements ShellAnalysis {
    public Certain {
      commands = List.copyOf(commands);
    }
  }

  /**
   * Anything else.
   *
   * @param why a clause such as "it sets a variable"
   * @param offending the piece of the line it is about; may be empty
   */
  record Unsure(String why, String offending) implements ShellAnalysis {}

  /**
   * Analyses the line as {@code bash --noprofile --norc -c} would run it.
   *
   * @param directory where it starts, canonical
   */
  static ShellAnalysis of(String line, Path directory, Surroundings surroundings) {
    try {
      return new Certain(
          new Walk(new OneLook(surroundings)).commands(ScriptParser.parse(line), directory));
    } catch (Uncertain e) {
      return new Unsure(e.why(), e.offending());
    }
  }
}

package dev.jackdaw.tools.shell;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.tools.output.FailureFinder;
import dev.jackdaw.tools.output.LedgerLine;
import java.util.Set;

/** What is left of a command once its call is folded: how it ended, and what failed first. */
final class JobLine {
  private static final int COMMAND_CHARS = 90;

  private static final Set<String> LOOKS =
      Set.of("awk", "cat", "echo", "find", "git", "grep", "head", "ls", "rg", "sed", "tail");

  private JobLine() {}

  /** Returns the line for a command. */
  static String of(String command, ToolResult result) {
    var quoted = '"' + LedgerLine.shortened(command, COMMAND_CHARS) + '"';
    var exit = result.details().integer("exit_code");
    var job = result.details().string("job");
    var end = exit.map(code -> " exit " + code).orElse("");
    if (job.isPresent()) end += (exit.isEmpty() ? " goes on as " : ", still prints as ") + job.get();
    var failed = exit.orElse(0L) != 0 || !result.isOk();
    var said = failed || mayHideFailure(command) ? failures(result, failed) : "";
    return LedgerLine.of(quoted + end + said);
  }

  /** The exit code of a pipeline is that of its last command; looking at texts fails nothing. */
  static boolean mayHideFailure(String command) {
    return command.indexOf('|') >= 0 && !LOOKS.contains(command.strip().split("\\s", 2)[0]);
  }

  /** Returns the line for a look at a job, or at an agent in the background. */
  static String looked(String id, ToolResult result) {
    var said = "";
    for (var block : result.content()) {
      if (block instanceof Block.Text(var text, var label) && label.equals(Label.JACKDAW)) said = text;
    }
    var end = said.startsWith(id) ? said.replaceFirst("\\.$", "") : id;
    return LedgerLine.of(LedgerLine.shortened(end, COMMAND_CHARS) + failures(result, false));
  }

  /** Of a command that failed without saying so in a known way, the last line tells most. */
  private static String failures(ToolResult result, boolean failed) {
    var output = LedgerLine.output(result);
    if (output.isBlank()) return "";
    var found = FailureFinder.in(output).inShort(LedgerLine.MAX_CHARS - COMMAND_CHARS);
    if (!found.isEmpty()) return ": " + found;
    return failed ? ": " + output.stripTrailing().lines().reduce("", (_, last) -> last) : "";
  }
}

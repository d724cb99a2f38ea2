package dev.jackdaw.policy.shell;

import java.util.List;

/** Finds the sub-command of a git command line. */
final class GitCheck {
  private GitCheck() {}

  /** Of the options before it only the one that switches the pager off is accepted. */
  static String subcommand(List<Argument> arguments) throws Uncertain {
    var at = first(arguments);
    if (at == arguments.size()) throw new Uncertain("git is given no command", "git");
    if (!arguments.get(at).isExact()) throw new Uncertain("git is given an unknown command", "git");
    return arguments.get(at).text();
  }

  static List<Argument> arguments(List<Argument> arguments) {
    return arguments.subList(first(arguments) + 1, arguments.size());
  }

  private static int first(List<Argument> arguments) {
    var at = 0;
    while (at < arguments.size() && arguments.get(at).text().equals("--no-pager")) at++;
    return at;
  }
}

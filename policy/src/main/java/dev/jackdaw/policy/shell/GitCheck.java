package dev.jackdaw.policy.shell;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the sub-command of a git command line, and the folder that it works in. */
final class GitCheck {
  private static final Set<String> NO_PAGER = Set.of("--no-pager", "-P");

  private GitCheck() {}

  /** Of the options before it those are accepted that switch the pager off or name one folder. */
  static String subcommand(List<Argument> arguments) throws Uncertain {
    var at = first(arguments);
    if (at >= arguments.size()) throw new Uncertain("git is given no command", "git");
    if (!arguments.get(at).isExact()) throw new Uncertain("git is given an unknown command", "git");
    return arguments.get(at).text();
  }

  /** Returns the folder that git is told to change to before anything else. */
  static Optional<Argument> folder(List<Argument> arguments) throws Uncertain {
    for (var at = 0; at < first(arguments) - 1; at++) {
      if (!arguments.get(at).text().equals("-C")) continue;
      if (!arguments.get(at + 1).isExact()) throw new Uncertain("git is sent elsewhere", "-C");
      return Optional.of(arguments.get(at + 1));
    }
    return Optional.empty();
  }

  static List<Argument> arguments(List<Argument> arguments) {
    return arguments.subList(first(arguments) + 1, arguments.size());
  }

  private static int first(List<Argument> arguments) {
    var at = 0;
    var folders = 0;
    while (at < arguments.size()) {
      var text = arguments.get(at).text();
      if (NO_PAGER.contains(text)) at++;
      else if (text.equals("-C") && folders++ == 0) at += 2;
      else break;
    }
    return at;
  }
}

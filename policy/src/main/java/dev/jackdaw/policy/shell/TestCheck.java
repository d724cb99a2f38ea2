package dev.jackdaw.policy.shell;

import dev.jackdaw.policy.shell.Operand.Kind;
import java.util.List;
import java.util.Set;

/**
 * {@code test} and its bracket. Left out are the operators that look into variables, since a
 * subscript there runs commands.
 */
final class TestCheck {
  private static final Set<String> OPERATORS =
      Set.of("-n", "-z", "-eq", "-ne", "-gt", "-lt", "-ge", "-le", "-a", "-o", "-t");
  private static final Set<String> OF_FILES =
      Set.of(
          "-b", "-c", "-d", "-e", "-f", "-g", "-h", "-k", "-p", "-r", "-s", "-u", "-w", "-x", "-L",
          "-O", "-G", "-S", "-nt", "-ot", "-ef");

  private TestCheck() {}

  static void check(String name, List<Argument> arguments, Judge judge) throws Uncertain {
    var bracket = name.equals("[");
    if (bracket != (!arguments.isEmpty() && arguments.getLast().text().equals("]"))) {
      throw new Uncertain("a bracket is not closed", name);
    }
    var end = arguments.size() - (bracket ? 1 : 0);
    for (var i = 0; i < end; i++) {
      var argument = arguments.get(i);
      var text = argument.text();
      if (argument.shape() == Argument.Shape.MANY_NAMES) {
        throw new Uncertain("a pattern stands where one word is expected", argument.shown());
      }
      if (argument.isPattern()) judge.add(argument, Kind.LISTS);
      if (OF_FILES.contains(text)) file(arguments, i, end, judge);
      else if (text.startsWith("-") && !OPERATORS.contains(text) && !text.matches("-[0-9]*")) {
        throw new Uncertain("it has an option that is not known to be harmless", text);
      }
    }
  }

  private static void file(List<Argument> arguments, int at, int end, Judge judge)
      throws Uncertain {
    if (at + 1 < end) judge.add(arguments.get(at + 1), Kind.LISTS);
    if (arguments.get(at).text().length() == 3 && at > 0) {
      judge.add(arguments.get(at - 1), Kind.LISTS);
    }
  }
}

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

  private static final Set<String> NUMERIC = Set.of("-eq", "-ne", "-gt", "-lt", "-ge", "-le", "-t");
  private static final Set<String> COMPARING = Set.of("=", "==", "!=");

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
      if (argument.isUnknown() || argument.loose()) checkPlace(arguments, i, end);
      if (argument.isUnknown()) continue;
      if (argument.isPattern()) judge.add(argument, Kind.LISTS);
      if (NUMERIC.contains(text)) numbers(arguments, i, end);
      if (OF_FILES.contains(text)) file(arguments, i, end, judge);
      else if (text.startsWith("-") && !OPERATORS.contains(text) && !text.matches("-[0-9]*")) {
        throw new Uncertain("it has an option that is not known to be harmless", text);
      }
    }
  }

  /** A text that could be an operator may stand only where it cannot be taken for one. */
  private static void checkPlace(List<Argument> arguments, int at, int end) throws Uncertain {
    var before = at == 0 ? "" : arguments.get(at - 1).text();
    var unary = before.length() == 2 && OF_FILES.contains(before);
    if (end == 1) return;
    var compared = end == 3 && COMPARING.contains(arguments.get(1).text());
    if (!unary && !before.equals("-n") && !before.equals("-z") && !compared) {
      throw new Uncertain("a value could be an operator", arguments.get(at).shown());
    }
  }

  /** Other shells calculate what is compared as a number, and so run what stands in a subscript. */
  private static void numbers(List<Argument> arguments, int at, int end) throws Uncertain {
    var alone = at == 0 || arguments.get(at).text().equals("-t");
    for (var i : alone ? List.of(at + 1) : List.of(at - 1, at + 1)) {
      if (i < end) number(arguments.get(i));
    }
  }

  private static void number(Argument argument) throws Uncertain {
    if (!argument.text().matches("-?[0-9]{1,9}")) {
      throw new Uncertain("a number is expected", argument.shown());
    }
  }

  /**
   * {@code [[ … ]]} with one test between the brackets. Its words are neither taken apart nor
   * matched with file names.
   */
  static void conditional(List<Argument> arguments, Judge judge) throws Uncertain {
    if (arguments.isEmpty() || !arguments.getLast().text().equals("]]")) throw unknown("[[");
    var first = 0;
    while (first < arguments.size() && arguments.get(first).text().equals("!")) first++;
    var words = arguments.subList(first, arguments.size() - 1);
    switch (words.size()) {
      case 1 -> {}
      case 2 -> {
        var operator = words.getFirst().text();
        if (operator.length() == 2 && OF_FILES.contains(operator)) whole(words.get(1), judge);
        else if (operator.equals("-t")) number(words.get(1));
        else if (!operator.equals("-n") && !operator.equals("-z")) throw unknown(operator);
      }
      case 3 -> {
        var operator = words.get(1).text();
        if (OF_FILES.contains(operator)) {
          whole(words.getFirst(), judge);
          whole(words.getLast(), judge);
        } else if (NUMERIC.contains(operator)) {
          number(words.getFirst());
          number(words.getLast());
        } else if (!COMPARING.contains(operator) && !operator.equals("=~")) throw unknown(operator);
      }
      default -> throw unknown("[[");
    }
  }

  private static Uncertain unknown(String operator) {
    return new Uncertain("it has an option that is not known to be harmless", operator);
  }

  private static void whole(Argument argument, Judge judge) throws Uncertain {
    if (argument.shape() == Argument.Shape.MANY_NAMES) {
      throw new Uncertain("a pattern stands where one word is expected", argument.shown());
    }
    judge.add(argument, Kind.LISTS);
  }

  private static void file(List<Argument> arguments, int at, int end, Judge judge)
      throws Uncertain {
    if (at + 1 < end) judge.add(arguments.get(at + 1), Kind.LISTS);
    if (arguments.get(at).text().length() == 3 && at > 0) {
      judge.add(arguments.get(at - 1), Kind.LISTS);
    }
  }
}

package dev.jackdaw.policy.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code xargs} behind a command that prints file names. What it runs is judged with any file below
 * the folders they come from in the place of the names.
 */
final class XargsCheck {
  private final Judge judge;
  private final Optional<NameList> input;
  private boolean zero;
  private String place = "";

  XargsCheck(Judge judge, Optional<NameList> input) {
    this.judge = judge;
    this.input = input;
  }

  void check(List<Argument> arguments) throws Uncertain {
    var command = arguments.subList(options(arguments), arguments.size());
    if (prints(arguments, command)) return;
    var list =
        input.orElseThrow(() -> new Uncertain("it runs a command on words that are not known", ""));
    if (list.ended() != zero) throw new Uncertain("names may come apart", "xargs");
    for (var root : list.roots()) {
      if (!list.areSafe()) judge.requireTidy(list, root);
      judge.nested(inner(command, NameList.below(root, place.isEmpty(), list.bare())));
    }
  }

  /** Returns whether it prints the words, whatever they are, and at most some of its own. */
  private static boolean prints(List<Argument> arguments, List<Argument> command) {
    if (command.isEmpty()) return arguments.stream().anyMatch(word -> word.text().startsWith("-n"));
    return command.getFirst().text().equals("echo") && command.stream().allMatch(Argument::isExact);
  }

  /** Returns where the command begins. */
  private int options(List<Argument> arguments) throws Uncertain {
    var at = 0;
    while (at < arguments.size() && arguments.get(at).text().startsWith("-")) {
      var text = arguments.get(at++).text();
      switch (text) {
        case "-0", "--null" -> zero = true;
        case "-r", "--no-run-if-empty", "-t" -> {}
        case "-0r", "-r0" -> zero = true;
        case "-n", "-P", "-L" -> Given.requireNumber(value(arguments, at++));
        case "-I" -> place = value(arguments, at++).text();
        case "-0I" -> {
          zero = true;
          place = value(arguments, at++).text();
        }
        default -> {
          if (text.matches("-I[{}%@]+")) place = text.substring(2);
          else if (!text.matches("-[nPL][0-9]+")) {
            throw new Uncertain("it has an option that is not known to be harmless", text);
          }
        }
      }
    }
    if (!place.matches("[{}%@]*")) throw new Uncertain("it builds words from others", place);
    return at;
  }

  private static Argument value(List<Argument> arguments, int at) throws Uncertain {
    if (at >= arguments.size() || !arguments.get(at).isExact()) {
      throw new Uncertain("an option lacks its value", "xargs");
    }
    return arguments.get(at);
  }

  private List<Argument> inner(List<Argument> command, Argument name) throws Uncertain {
    var words = new ArrayList<>(command.isEmpty() ? List.of(Argument.exact("echo")) : command);
    if (place.isEmpty()) {
      words.add(name);
      return words;
    }
    for (var i = 0; i < words.size(); i++) {
      if (words.get(i).text().equals(place)) words.set(i, name);
      else if (words.get(i).text().contains(place)) {
        throw new Uncertain("it builds a name from another", words.get(i).shown());
      }
    }
    return words;
  }
}

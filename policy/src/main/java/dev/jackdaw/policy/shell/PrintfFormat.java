package dev.jackdaw.policy.shell;

import java.util.List;
import java.util.regex.Pattern;

/** Accepts formats that print: {@code %n} and {@code -v} set variables. */
final class PrintfFormat {
  private static final Pattern FORMAT =
      Pattern.compile(
          "(?:[^%]|%%|%[-+ #0]*[0-9]*(?:\\.[0-9]+)?[diouxXeEfFgGcsbq])*", Pattern.DOTALL);

  private PrintfFormat() {}

  static void check(List<Argument> arguments) throws Uncertain {
    var first = arguments.isEmpty() ? "" : arguments.getFirst().text();
    if (first.equals("--") && arguments.size() > 1) first = arguments.get(1).text();
    else if (first.startsWith("-")) throw new Uncertain("it may set a variable", first);
    for (var argument : arguments) {
      if (argument.isPattern()) throw new Uncertain("it prints file names", argument.shown());
    }
    if (!FORMAT.matcher(first).matches()) {
      throw new Uncertain("its format may do more than print", first);
    }
  }
}

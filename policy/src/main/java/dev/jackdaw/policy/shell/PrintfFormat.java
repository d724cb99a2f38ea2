package dev.jackdaw.policy.shell;

import dev.jackdaw.policy.shell.Operand.Kind;
import java.util.List;
import java.util.regex.Pattern;

/** Accepts formats that print: {@code %n} and {@code -v} set variables. */
final class PrintfFormat {
  private static final Pattern FORMAT =
      Pattern.compile(
          "(?:[^%]|%%|%[-+ #0]*[0-9]*(?:\\.[0-9]+)?[diouxXeEfFgGcsbq])*", Pattern.DOTALL);

  private PrintfFormat() {}

  static void check(List<Argument> arguments, Judge judge) throws Uncertain {
    var at = !arguments.isEmpty() && arguments.getFirst().text().equals("--") ? 1 : 0;
    if (at == arguments.size()) return;
    var format = arguments.get(at);
    if (at == 0 && format.text().startsWith("-")) {
      throw new Uncertain("it may set a variable", format.shown());
    }
    if (format.isPattern() || format.isUnknown() || !FORMAT.matcher(format.text()).matches()) {
      throw new Uncertain("its format may do more than print", format.shown());
    }
    for (var argument : arguments.subList(at + 1, arguments.size())) judge.add(argument, Kind.TEXT);
  }
}

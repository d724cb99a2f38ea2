package dev.jackdaw.policy.shell;

import dev.jackdaw.policy.shell.Operand.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a program is given, taken apart after its table. Options may follow operands as with GNU;
 * since other systems would take what follows one for an operand, such a value is judged as a file
 * too.
 */
final class Given {
  /** A value of an option or an operand, and what it is. */
  record Value(Argument argument, Kind kind) {}

  final Set<String> options = new HashSet<>();
  final List<Argument> operands = new ArrayList<>();
  final List<Value> values = new ArrayList<>();

  /** How many operands stand before two hyphens. */
  int dashed = Integer.MAX_VALUE;

  final List<String> raw;
  private final Program program;
  private final Deque<Argument> rest;

  private Given(Program program, List<Argument> arguments) {
    this.program = program;
    this.rest = new ArrayDeque<>(arguments);
    this.raw = arguments.stream().map(Argument::text).toList();
  }

  /** Takes the arguments behind the program's name apart. */
  static Given of(Program program, List<Argument> arguments) throws Uncertain {
    var given = new Given(program, arguments);
    given.read();
    return given;
  }

  private void read() throws Uncertain {
    while (!rest.isEmpty()) {
      var argument = rest.remove();
      var text = argument.text();
      if (program.optionsFirst() && !operands.isEmpty() && text.startsWith("-")) {
        throw unknown(text);
      }
      if (text.equals("--")) {
        dashed = operands.size();
        operands.addAll(rest);
        options.add("--");
        return;
      }
      if (argument.isPattern() && text.startsWith("--")) patternOption(argument);
      else if (text.length() < 2 || text.charAt(0) != '-' || argument.isPattern())
        operands.add(argument);
      else if (!argument.isExact()) throw unknown(argument.shown());
      else if (text.startsWith("--")) longOption(text);
      else shortOptions(text);
    }
  }

  private static Uncertain unknown(String option) {
    return new Uncertain("it has an option that is not known to be harmless", option);
  }

  private void longOption(String text) throws Uncertain {
    var equals = text.indexOf('=');
    var name = equals < 0 ? text : text.substring(0, equals);
    options.add(name);
    if (program.attached().contains(name)) return;
    if (program.pairs().contains(name)) {
      value(name, Kind.TEXT, "", true);
      value(name, Kind.TEXT, "", true);
      return;
    }
    var kind = program.values().get(name);
    if (kind != null) {
      value(name, kind, equals < 0 ? "" : text.substring(equals + 1), equals < 0);
    } else if (equals >= 0 || !program.words().contains(name)) {
      throw unknown(text);
    }
  }

  /** Whatever names match it, only the value of the option differs; so it may name no file. */
  private void patternOption(Argument argument) throws Uncertain {
    var name = argument.text().substring(0, argument.text().indexOf('='));
    var kind = program.values().get(name);
    if (kind == null || kind.isPath()) throw unknown(argument.shown());
    options.add(name);
    values.add(new Value(Argument.exact(argument.shown().substring(name.length() + 1)), kind));
  }

  private void shortOptions(String text) throws Uncertain {
    if (program.words().contains(text)) {
      options.add(text);
      return;
    }
    if (program.digits() && text.matches("-[0-9]+")) return;
    var whole = program.values().get(text);
    if (whole != null) {
      options.add(text);
      value(text, whole, "", true);
      return;
    }
    for (var i = 1; i < text.length(); i++) {
      var letter = "-" + text.charAt(i);
      options.add(letter);
      var kind = program.values().get(letter);
      if (kind != null) {
        value(letter, kind, text.substring(i + 1), i + 1 == text.length());
        return;
      }
      if (program.letters().indexOf(text.charAt(i)) < 0) throw unknown(text);
    }
  }

  private void value(String option, Kind kind, String attached, boolean next) throws Uncertain {
    if (next && rest.isEmpty()) throw new Uncertain("an option lacks its value", option);
    var late = next && !operands.isEmpty();
    var argument = next ? rest.remove() : Argument.exact(attached);
    if (argument.shape() == Argument.Shape.MANY_NAMES) {
      throw new Uncertain("the value of an option is a pattern", argument.shown());
    }
    values.add(new Value(argument, kind));
    if (late && looksLikeFile(argument.text())) values.add(new Value(argument, Kind.READS));
  }

  static void requireNumber(Argument argument) throws Uncertain {
    if (!argument.text().matches("[-+]?[0-9.,:]{1,12}[a-zA-Z]{0,3}|[a-z]+")) {
      throw new Uncertain("a number is expected", argument.shown());
    }
  }

  private static boolean looksLikeFile(String text) {
    return text.startsWith("/") || text.contains("..");
  }

  boolean hasAny(Set<String> wanted) {
    for (var option : wanted) if (options.contains(option)) return true;
    return false;
  }
}

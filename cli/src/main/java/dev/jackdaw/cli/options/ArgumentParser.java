package dev.jackdaw.cli.options;

import dev.jackdaw.api.Nearest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one command line. It runs before everything else, so it is plain loops over the table: no
 * reflection, no regular expressions, no lambdas but in messages.
 */
final class ArgumentParser {
  private final String[] words;
  private int at;
  private Command command = Command.RUN;
  private final Map<Option, List<String>> values = new EnumMap<>(Option.class);
  private final List<String> operands = new ArrayList<>();

  ArgumentParser(String... words) {
    this.words = words.clone();
  }

  Arguments parse() {
    readCommand();
    while (at < words.length) {
      var word = words[at++];
      if (word.equals("--")) {
        while (at < words.length) operands.add(words[at++]);
      } else if (looksLikeOption(word)) {
        readOption(word);
      } else {
        operands.add(word);
      }
    }
    if (!values.containsKey(Option.HELP) && !values.containsKey(Option.VERSION)) {
      checkOperands();
      Combinations.check(command, values);
    }
    return new Arguments(command, values, operands);
  }

  /** A command's name is one only as the first word; general flags may stand before it. */
  private void readCommand() {
    var first = 0;
    while (first < words.length && isGeneralFlag(words[first])) first++;
    if (first == words.length) return;
    var group = Command.inGroup(words[first]);
    if (group.isEmpty()) return;
    command = group.getFirst();
    for (var i = 0; i < first; i++) readOption(words[i]);
    at = first + 1;
    if (!command.verb().isEmpty()) readVerb(group);
  }

  private static boolean isGeneralFlag(String word) {
    return word.equals(Option.DEBUG.longName()) || word.equals(Option.NO_COLOR.longName());
  }

  private void readVerb(List<Command> group) {
    if (at == words.length || looksLikeOption(words[at])) return;
    var verb = words[at++];
    var verbs = new ArrayList<String>();
    for (var candidate : group) {
      verbs.add(candidate.verb());
      if (candidate.verb().equals(verb)) {
        command = candidate;
        return;
      }
    }
    throw new UsageException(
        "There is no \"jackdaw "
            + command.group()
            + " "
            + UsageException.shown(verb)
            + "\""
            + Values.hint(verb, verbs)
            + " There "
            + (verbs.size() == 1 ? "is " : "are ")
            + Values.list(verbs).replace(" or ", " and ")
            + ".");
  }

  /** A dash and something readable behind it; a prompt may well begin with a dash and a space. */
  private static boolean looksLikeOption(String word) {
    if (word.length() < 2 || word.charAt(0) != '-') return false;
    for (var i = 1; i < word.length(); i++) {
      var c = word.charAt(i);
      if (c == '=') return true;
      if (Character.isWhitespace(c)) return false;
    }
    return true;
  }

  private void readOption(String word) {
    if (!word.startsWith("--")) {
      readLetters(word);
      return;
    }
    var equals = word.indexOf('=');
    var name = equals < 0 ? word : word.substring(0, equals);
    var option = named(name);
    if (equals >= 0) {
      if (option.kind() == ValueKind.FLAG) {
        throw new UsageException(option.longName() + " takes no value; leave out the \"=\".");
      }
      add(option, word.substring(equals + 1));
    } else {
      readValue(option);
    }
  }

  private void readLetters(String word) {
    for (var i = 1; i < word.length(); i++) {
      var option = lettered(word.charAt(i), word);
      if (i < word.length() - 1 && option.kind() != ValueKind.FLAG) {
        throw new UsageException(
            "-"
                + option.letter()
                + " takes a value and must be the last of the letters in \""
                + UsageException.shown(word)
                + "\".");
      }
      readValue(option);
    }
  }

  private void readValue(Option option) {
    switch (option.kind()) {
      case FLAG -> values.put(option, List.of());
      case OPTIONAL_SESSION -> {
        if (at < words.length && !looksLikeOption(words[at]) && !words[at].equals("--")) {
          add(option, words[at++]);
        } else {
          values.put(option, List.of());
        }
      }
      default -> {
        if (at == words.length || isMissing(option, words[at])) {
          throw new UsageException(
              option.longName()
                  + " needs a value: "
                  + option.longName()
                  + " "
                  + option.valueName()
                  + (at == words.length
                      ? "."
                      : "; one that begins with a dash is given as "
                          + option.longName()
                          + "=VALUE."));
        }
        add(option, words[at++]);
      }
    }
  }

  /** Numbers may be negative, so that the message can be about the number. */
  private static boolean isMissing(Option option, String word) {
    if (word.equals("--")) return true;
    return switch (option.kind()) {
      case COUNT, TOKENS, DOLLARS -> word.startsWith("--");
      default -> looksLikeOption(word);
    };
  }

  private void add(Option option, String value) {
    var read = Values.read(option, value);
    var known = values.get(option);
    if (known == null || !option.kind().accumulates()) {
      values.put(option, read);
    } else {
      var all = new ArrayList<>(known);
      all.addAll(read);
      values.put(option, all);
    }
  }

  private Option named(String name) {
    for (var option : Option.values()) {
      if (option.isNamed(name) && command.takes(option)) return option;
    }
    throw unknown(name);
  }

  private Option lettered(char letter, String word) {
    for (var option : Option.values()) {
      if (option.hasLetter() && option.letter() == letter && command.takes(option)) return option;
    }
    if (word.length() > 2 && word.charAt(1) == letter) {
      var name = "-" + word;
      for (var option : Option.values()) {
        if (option.isNamed(name) && command.takes(option)) {
          throw new UsageException(
              "Unknown option "
                  + UsageException.shown(word)
                  + "; long options have two dashes: "
                  + option.longName()
                  + ".");
        }
      }
    }
    throw unknown(word.length() == 2 ? word : "-" + letter);
  }

  private UsageException unknown(String name) {
    for (var option : Option.values()) {
      if (option.isNamed(name) || option.hasLetter() && name.equals("-" + option.letter())) {
        return new UsageException(
            "\""
                + command.typed()
                + "\" takes no "
                + name
                + "; it belongs to "
                + owners(option)
                + ".");
      }
    }
    var known = new ArrayList<String>();
    for (var option : command.options()) known.add(option.longName());
    return new UsageException(
        "Unknown option "
            + UsageException.shown(name)
            + (name.length() > 2 ? Values.hint(name, known) : ".")
            + " \""
            + (command.words().isEmpty() ? "jackdaw --help" : "jackdaw help " + command.words())
            + "\" lists them; behind \"--\" nothing is an option.");
  }

  private static String owners(Option option) {
    var owners = new ArrayList<String>();
    for (var candidate : Command.values()) {
      if (candidate.takes(option)) owners.add("\"" + candidate.typed() + "\"");
    }
    return Values.list(owners).replace(" or ", " and ");
  }

  private void checkOperands() {
    var wanted = command.operands();
    if (operands.size() < wanted.least()) {
      throw new UsageException(
          "\""
              + command.typed()
              + "\" needs "
              + wanted.name()
              + ": "
              + command.typed()
              + " "
              + wanted.usage());
    }
    if (operands.size() > wanted.most()) throw tooMany();
    for (var operand : operands) {
      if (!wanted.values().isEmpty() && !wanted.values().contains(operand)) {
        throw new UsageException(
            "\""
                + command.typed()
                + "\" takes "
                + Values.list(wanted.values())
                + ", not \""
                + UsageException.shown(operand)
                + "\".");
      }
      if (operand.isEmpty() && command != Command.RUN) {
        throw new UsageException(wanted.name() + " must not be an empty text.");
      }
    }
  }

  private UsageException tooMany() {
    var extra = UsageException.shown(operands.get(command.operands().most()));
    if (command != Command.RUN) {
      return new UsageException("\"" + command.typed() + "\" cannot use \"" + extra + "\".");
    }
    var groups = new ArrayList<String>();
    for (var candidate : Command.values()) {
      if (!candidate.words().isEmpty() && !groups.contains(candidate.group())) {
        groups.add(candidate.group());
      }
    }
    var first = operands.getFirst();
    var meant = Nearest.of(first, groups);
    return new UsageException(
        "There is more than one prompt: \""
            + UsageException.shown(first)
            + "\" and \""
            + extra
            + "\". Put a prompt of several words in quotes"
            + (meant.isPresent() ? ", or did you mean \"jackdaw " + meant.get() + "\"?" : "."));
  }
}

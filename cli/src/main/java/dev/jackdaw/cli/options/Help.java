package dev.jackdaw.cli.options;

import java.util.ArrayList;
import java.util.List;

/** Help as text, wrapped to a width in columns. */
public final class Help {
  private static final int LEAST_COLUMNS = 40;
  private static final int MOST_COLUMNS = 100;
  private static final int NAME_COLUMNS = 28;

  private final int columns;
  private final StringBuilder text = new StringBuilder();

  private Help(int columns) {
    this.columns = Math.clamp(columns, LEAST_COLUMNS, MOST_COLUMNS);
  }

  /**
   * Returns help for a command; for {@link Command#RUN} it lists the other commands too.
   *
   * @param columns the width of the terminal
   */
  public static String of(Command command, int columns) {
    var help = new Help(columns);
    help.write(command);
    return help.text.toString();
  }

  /**
   * Returns help for the words behind {@code jackdaw help}.
   *
   * @throws UsageException when there is no such command
   */
  public static String of(List<String> words, int columns) {
    var typed = String.join(" ", words);
    var command = Command.named(typed);
    if (command.isPresent()) return of(command.get(), columns);
    var group = Command.inGroup(typed);
    if (!group.isEmpty()) return ofGroup(group, columns);
    throw new UsageException(
        "There is no command \""
            + UsageException.shown(typed)
            + "\". \"jackdaw --help\" lists the commands.");
  }

  private static String ofGroup(List<Command> group, int columns) {
    var help = new Help(columns);
    for (var command : group) {
      if (command != group.getFirst()) help.line("");
      help.write(command);
    }
    return help.text.toString();
  }

  private void write(Command command) {
    line("Usage: " + usage(command));
    line("");
    paragraph(command.summary(), 0);
    if (command == Command.RUN) writeCommands();
    for (var section : Section.values()) writeSection(command, section);
    if (command == Command.RUN) writeEnd();
  }

  static String usage(Command command) {
    var operands = command.operands().usage();
    return command.typed() + " [OPTION]..." + (operands.isEmpty() ? "" : " " + operands);
  }

  private void writeCommands() {
    line("");
    line("Commands:");
    for (var command : Command.values()) {
      if (command == Command.RUN) continue;
      var operands = command.operands().usage();
      entry(command.words() + (operands.isEmpty() ? "" : " " + operands), command.summary());
    }
  }

  private void writeSection(Command command, Section section) {
    var options = new ArrayList<Option>();
    for (var option : command.options()) {
      if (option.section() == section) options.add(option);
    }
    if (options.isEmpty()) return;
    line("");
    line(section.title() + ":");
    for (var option : options) entry(names(option), describe(option));
  }

  static String names(Option option) {
    var names = new StringBuilder();
    if (option.hasLetter()) names.append('-').append(option.letter()).append(", ");
    names.append(option.longName());
    if (!option.valueName().isEmpty()) names.append(' ').append(option.valueName());
    return names.toString();
  }

  /** Returns the help of an option with its values and its other name. */
  static String describe(Option option) {
    var text = new StringBuilder(option.help());
    if (option.kind() == ValueKind.CHOICE || option.kind() == ValueKind.CHOICES) {
      text.append(option.kind() == ValueKind.CHOICE ? " One of " : " Some of ");
      text.append(Values.list(option.choices())).append('.');
    }
    if (!option.alias().isEmpty()) text.append(" Also ").append(option.alias()).append('.');
    return text.toString();
  }

  private void writeEnd() {
    line("");
    line("Exit codes:");
    for (var code : ExitCode.values()) entry(Integer.toString(code.number()), code.meaning());
    line("");
    paragraph(
        "A prompt that is also a command's name goes behind \"--\": jackdaw -- doctor. \"jackdaw"
            + " help COMMAND\" explains a command.",
        0);
  }

  private void entry(String name, String description) {
    if (columns < 60) {
      line("  " + name);
      paragraph(description, 6);
      return;
    }
    var indented = wrap(description, NAME_COLUMNS);
    var gap = NAME_COLUMNS - 2 - name.length();
    if (gap < 2) {
      line("  " + name);
      text.append(indented);
    } else {
      text.append("  ").append(name).append(" ".repeat(gap));
      text.append(indented.substring(NAME_COLUMNS));
    }
  }

  private void paragraph(String words, int indent) {
    text.append(wrap(words, indent));
  }

  private String wrap(String words, int indent) {
    var out = new StringBuilder();
    var column = 0;
    for (var word : words.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > columns) {
        out.append('\n');
        column = 0;
      }
      out.append(column == 0 ? " ".repeat(indent) : " ").append(word);
      column += (column == 0 ? indent : 1) + word.length();
    }
    return out.append('\n').toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}

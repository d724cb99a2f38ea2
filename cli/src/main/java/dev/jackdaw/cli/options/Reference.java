package dev.jackdaw.cli.options;

/** The reference of the command line as Markdown: {@code docs/cli.md} is this text. */
final class Reference {
  private Reference() {}

  static String markdown() {
    var text = new StringBuilder();
    text.append("# The command line\n\n");
    text.append("<!-- Generated from the table in dev.jackdaw.cli.options; do not edit. -->\n\n");
    text.append(RULES).append('\n');
    for (var command : Command.values()) append(text, command);
    text.append("## Exit codes\n\n| code | meaning |\n| --- | --- |\n");
    for (var code : ExitCode.values()) {
      row(text, Integer.toString(code.number()), code.meaning());
    }
    return text.toString();
  }

  private static final String RULES =
      """
      A command's name counts as one only as the first word, so `jackdaw -p doctor` is a prompt;
      `--debug` and `--no-color` may stand before it. A value follows its option or an `=`:
      `--model NAME`, `--model=NAME`. Letters combine: `-pc`. Behind `--` nothing is an option. An
      option given twice counts as given last, unless it says that it repeats.
      """;

  private static void append(StringBuilder text, Command command) {
    text.append("## `").append(command.typed()).append("`\n\n");
    text.append("    ").append(Help.usage(command)).append("\n\n");
    text.append(command.summary()).append("\n\n");
    for (var section : Section.values()) {
      var begun = false;
      for (var option : command.options()) {
        if (option.section() != section) continue;
        if (Command.isGeneral(option) && command != Command.RUN) continue;
        if (!begun) text.append("| ").append(section.title()).append(" | |\n| --- | --- |\n");
        begun = true;
        row(text, "`" + Help.names(option) + "`", Help.describe(option));
      }
      if (begun) text.append('\n');
    }
  }

  private static void row(StringBuilder text, String name, String description) {
    text.append("| ").append(name.replace("|", "\\|")).append(" | ");
    text.append(description.replace("|", "\\|")).append(" |\n");
  }
}

package dev.jackdaw.cli.options;

import java.util.ArrayList;
import java.util.List;

/** Completion scripts for shells, written from the table of commands and options. */
public final class Completion {
  private final StringBuilder script = new StringBuilder();

  private Completion() {}

  /**
   * Returns the script.
   *
   * @param shell {@code bash}, {@code zsh} or {@code fish}
   */
  public static String script(String shell) {
    var completion = new Completion();
    switch (shell) {
      case "bash" -> completion.bash();
      case "zsh" -> completion.zsh();
      case "fish" -> completion.fish();
      default -> throw new IllegalArgumentException("no completion for " + shell);
    }
    return completion.script.toString();
  }

  private void bash() {
    line("# Completion of jackdaw for bash: source <(jackdaw completion bash)");
    line("_jackdaw() {");
    line("  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}");
    line("  COMPREPLY=()");
    line("  case $previous in");
    for (var option : Option.values()) {
      var choices = bashChoices(option);
      if (!choices.isEmpty()) line("    " + patterns(option) + ") " + choices + "; return ;;");
    }
    line("  esac");
    line("  local words=");
    line("  case \"${COMP_WORDS[1]} ${COMP_WORDS[2]}\" in");
    for (var command : shellOrder()) {
      line("    " + bashPattern(command) + ") words='" + String.join(" ", names(command)) + "' ;;");
    }
    line("  esac");
    line("  if ((COMP_CWORD == 1)); then words+=' " + String.join(" ", groups()) + "'; fi");
    for (var group : groups()) {
      if (verbs(group).isEmpty()) continue;
      line("  if ((COMP_CWORD == 2)) && [[ ${COMP_WORDS[1]} == " + group + " ]]; then");
      line("    words+=' " + String.join(" ", verbs(group)) + "'");
      line("  fi");
    }
    line("  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))");
    line("}");
    line("complete -o default -F _jackdaw jackdaw");
  }

  private static String bashChoices(Option option) {
    return switch (option.kind()) {
      case FILE, FILE_OR_JSON -> "COMPREPLY=($(compgen -f -- \"$current\"))";
      case DIRECTORY -> "COMPREPLY=($(compgen -d -- \"$current\"))";
      default ->
          option.choices().isEmpty()
              ? ""
              : "COMPREPLY=($(compgen -W '"
                  + String.join(" ", option.choices())
                  + "' -- \"$current\"))";
    };
  }

  private static String bashPattern(Command command) {
    if (command == Command.RUN) return "*";
    return command.verb().isEmpty() ? "'" + command.group() + " '*" : "'" + command.words() + "'";
  }

  private void zsh() {
    line("#compdef jackdaw");
    line("# Completion of jackdaw for zsh: source <(jackdaw completion zsh)");
    line("_jackdaw() {");
    line("  local -a options others");
    line("  case ${words[CURRENT-1]} in");
    for (var option : Option.values()) {
      var choices = zshChoices(option);
      if (!choices.isEmpty()) line("    " + patterns(option) + ") " + choices + "; return ;;");
    }
    line("  esac");
    line("  case \"${words[2]} ${words[3]}\" in");
    for (var command : shellOrder()) {
      line("    " + bashPattern(command) + ")");
      line("      options=(");
      for (var option : command.options()) {
        line("        " + quoted(option.longName() + ":" + option.help()));
      }
      line("      )");
      if (!command.operands().values().isEmpty()) {
        line("      others=(" + String.join(" ", command.operands().values()) + ")");
      }
      line("      ;;");
    }
    line("  esac");
    line("  if (( CURRENT == 2 )); then others=(" + String.join(" ", groups()) + "); fi");
    for (var group : groups()) {
      if (verbs(group).isEmpty()) continue;
      line("  if (( CURRENT == 3 )) && [[ ${words[2]} == " + group + " ]]; then");
      line("    others=(" + String.join(" ", verbs(group)) + ")");
      line("  fi");
    }
    line("  if [[ ${words[CURRENT]} == -* ]]; then");
    line("    _describe -o option options");
    line("  elif (( $#others )); then");
    line("    compadd -a others");
    line("  else");
    line("    _files");
    line("  fi");
    line("}");
    line(
        "if [[ ${funcstack[1]} == _jackdaw ]]; then _jackdaw \"$@\"; else compdef _jackdaw jackdaw; fi");
  }

  private static String zshChoices(Option option) {
    return switch (option.kind()) {
      case FILE, FILE_OR_JSON -> "_files";
      case DIRECTORY -> "_files -/";
      default ->
          option.choices().isEmpty() ? "" : "compadd -- " + String.join(" ", option.choices());
    };
  }

  private void fish() {
    line("# Completion of jackdaw for fish: jackdaw completion fish | source");
    line("complete -c jackdaw -e");
    for (var group : groups()) {
      fishLine("not __fish_seen_subcommand_from " + String.join(" ", groups()), "-f -a " + group);
      for (var verb : verbs(group)) {
        fishLine(
            "__fish_seen_subcommand_from "
                + group
                + "; and not __fish_seen_subcommand_from "
                + String.join(" ", verbs(group)),
            "-f -a " + verb);
      }
    }
    for (var command : Command.values()) {
      for (var option : command.options()) fishLine(fishCondition(command), fishOption(option));
      for (var value : command.operands().values()) {
        fishLine(fishCondition(command), "-f -a " + value);
      }
    }
  }

  private static String fishCondition(Command command) {
    if (command == Command.RUN) {
      return "not __fish_seen_subcommand_from " + String.join(" ", groups());
    }
    var condition = "__fish_seen_subcommand_from " + command.group();
    return command.verb().isEmpty()
        ? condition
        : condition + "; and __fish_seen_subcommand_from " + command.verb();
  }

  private static String fishOption(Option option) {
    var text = new StringBuilder("-l ").append(option.longName().substring(2));
    if (option.hasLetter()) text.append(" -s ").append(option.letter());
    switch (option.kind()) {
      case FLAG, OPTIONAL_SESSION -> text.append(" -f");
      case FILE, FILE_OR_JSON -> text.append(" -r -F");
      case DIRECTORY -> text.append(" -x -a '(__fish_complete_directories)'");
      default -> text.append(" -x");
    }
    if (!option.choices().isEmpty()) {
      text.append(" -a '").append(String.join(" ", option.choices())).append('\'');
    }
    return text.append(" -d ").append(quoted(option.help())).toString();
  }

  private void fishLine(String condition, String rest) {
    line("complete -c jackdaw -n '" + condition + "' " + rest);
  }

  /** Quotes for bash and zsh; fish reads it alike because no text holds a backslash. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String patterns(Option option) {
    var text = new StringBuilder(option.longName());
    if (!option.alias().isEmpty()) text.append('|').append(option.alias());
    if (option.hasLetter()) text.append("|-").append(option.letter());
    return text.toString();
  }

  /** Returns the commands with the session last, because its pattern matches everything. */
  private static List<Command> shellOrder() {
    var commands = new ArrayList<>(List.of(Command.values()));
    commands.remove(Command.RUN);
    commands.add(Command.RUN);
    return commands;
  }

  private static List<String> names(Command command) {
    var names = new ArrayList<String>();
    for (var option : command.options()) {
      names.add(option.longName());
      if (option.hasLetter()) names.add("-" + option.letter());
    }
    names.addAll(command.operands().values());
    return names;
  }

  private static List<String> groups() {
    var groups = new ArrayList<String>();
    for (var command : Command.values()) {
      if (!command.words().isEmpty() && !groups.contains(command.group())) {
        groups.add(command.group());
      }
    }
    return groups;
  }

  private static List<String> verbs(String group) {
    var verbs = new ArrayList<String>();
    for (var command : Command.inGroup(group)) {
      if (!command.verb().isEmpty()) verbs.add(command.verb());
    }
    return verbs;
  }

  private void line(String text) {
    script.append(text).append('\n');
  }
}

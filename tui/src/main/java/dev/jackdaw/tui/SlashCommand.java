package dev.jackdaw.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands a person can type instead of a prompt. */
enum SlashCommand {
  HELP("help", "", "what can be typed here"),
  CLEAR("clear", "new", "begin a new session; the old one is kept"),
  MODEL("model", "", "list the models, or use another: /model NAME or its number"),
  EFFORT("effort", "", "show how hard the model thinks, or change it: /effort LEVEL"),
  MODE("mode", "", "show what is allowed unasked, or change it: /mode NAME"),
  CONTEXT("context", "", "what the model is shown, what it costs, when it is folded"),
  COMPACT(
      "compact",
      "",
      "fold the older part of the conversation now: /compact [--dry-run] [what matters most]"),
  UNCOMPACT("uncompact", "", "take the last fold back"),
  PIN("pin", "", "keep something word for word through folds: /pin #NUMBER or /pin TEXT"),
  UNPIN("unpin", "", "give up a pin"),
  PLAN("plan", "todo", "show the steps of the work and how far they are"),
  UNDO("undo", "", "take back what the last step changed on disk, or the steps named: /undo 3"),
  REDO("redo", "", "do an undone step again"),
  REWIND("rewind", "", "go back to before a prompt: /rewind NUMBER [files|conversation]"),
  COST("cost", "usage", "tokens and money used so far"),
  TRANSCRIPT("transcript", "", "all that was said and done, whole"),
  DIFF("diff", "", "what the session changed in files, or one step of it: /diff 3"),
  RESUME("resume", "", "go on with another session of this folder: /resume ID"),
  PERMISSIONS("permissions", "", "the permission rules in force, and where each stands"),
  AGENTS("agents", "", "the agents at work, and those that can be asked for"),
  JOBS("jobs", "", "commands in the background: /jobs ID, /jobs stop ID, /jobs background"),
  MCP(
      "mcp",
      "",
      "the MCP servers: /mcp NAME shows one; /mcp reconnect, enable, disable, approve, login,"
          + " logout NAME; /mcp level NAME LEVEL"),
  SETTINGS("settings", "config", "the settings in force, and where each comes from"),
  DOCTOR("doctor", "", "check this machine, programs, keys"),
  EXPORT("export", "", "write the session to a new file: /export NAME.md, .html or .json"),
  COPY("copy", "", "copy the last reply, or its last block of code: /copy [code]"),
  THEME("theme", "", "show the themes, or use another: /theme NAME"),
  KEYS("keys", "", "what the keys do, with your own changes"),
  VIM("vim", "", "switch vim mode on or off"),
  QUIT("quit", "exit", "leave");

  private final String word;
  private final String alias;
  private final String help;

  SlashCommand(String word, String alias, String help) {
    this.word = word;
    this.alias = alias;
    this.help = help;
  }

  String word() {
    return word;
  }

  String help() {
    return help;
  }

  /** Finds the command by its written form, slash included. */
  static Optional<SlashCommand> parse(String written) {
    for (var command : values()) {
      if (written.equals("/" + command.word)) return Optional.of(command);
      if (!command.alias.isEmpty() && written.equals("/" + command.alias)) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }

  /** Returns every written form. */
  static List<String> names() {
    var names = new ArrayList<String>();
    for (var command : values()) {
      names.add("/" + command.word);
      if (!command.alias.isEmpty()) names.add("/" + command.alias);
    }
    return names;
  }
}

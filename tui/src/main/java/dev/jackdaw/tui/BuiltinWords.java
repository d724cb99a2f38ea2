package dev.jackdaw.tui;

import java.util.List;

/** The words of the shell's own commands, which nobody else's may have. */
public final class BuiltinWords {
  private BuiltinWords() {}

  /** Returns every written form, without the slash. */
  public static List<String> all() {
    return SlashCommand.names().stream().map(name -> name.substring(1)).toList();
  }
}

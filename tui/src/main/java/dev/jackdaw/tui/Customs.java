package dev.jackdaw.tui;

import dev.jackdaw.api.files.IgnoreRules;
import dev.jackdaw.tui.compose.MemoryFile;
import dev.jackdaw.tui.keys.KeyBindings;
import dev.jackdaw.tui.theme.Themes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a user wants a lively terminal to be like, and what the screen knows of the machine.
 *
 * @param environment the variables of the process
 * @param theme the name of one of the themes
 * @param isVim whether prompts are edited as in vi
 * @param memory the files a line behind {@code #} can be kept in
 * @param drafts the folder where a prompt is while an editor has it
 * @param redact takes secrets out of what the history file keeps
 * @param ignored what is left out where files are offered
 * @param problems what was wrong with what was read of all that, to be told at the start
 */
public record Customs(
    Map<String, String> environment,
    KeyBindings keys,
    Themes themes,
    String theme,
    boolean isVim,
    List<MemoryFile> memory,
    Path drafts,
    UnaryOperator<String> redact,
    Function<Path, IgnoreRules> ignored,
    List<String> problems) {

  /** What is the same for everybody, in a terminal of which nothing is known. */
  public static final Customs USUAL =
      new Customs(
          Map.of(),
          KeyBindings.defaults(),
          Themes.builtIn(),
          Themes.AUTO,
          false,
          List.of(),
          Path.of(System.getProperty("java.io.tmpdir")),
          text -> text,
          _ -> IgnoreRules.NONE,
          List.of());

  public Customs {
    environment = Map.copyOf(environment);
    memory = List.copyOf(memory);
    problems = List.copyOf(problems);
  }

  /** Returns the value of a variable; empty when there is none. */
  String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}

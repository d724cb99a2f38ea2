package dev.jackdaw.tui;

import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Mode;
import dev.jackdaw.tui.theme.Themes;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes slash commands, their arguments, and file names after an {@code @}. */
final class PromptCompleter implements Completer {
  private static final int MAX_FILES = 500;

  private final Path directory;
  private final Supplier<List<String>> models;
  private final List<Mode> modes;
  private final Themes themes;
  private final Supplier<List<String>> pins;
  private final Supplier<List<CustomCommand>> commands;

  /** {@code pins} are what can be given up. */
  PromptCompleter(ShellOptions options, Supplier<List<String>> pins) {
    this.pins = pins;
    this.directory = options.directory();
    this.models = options.models();
    this.modes = options.modes();
    this.themes = options.customs().themes();
    this.commands = options.commands();
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    var word = line.word().substring(0, line.wordCursor());
    if (word.startsWith("@")) {
      files(word.substring(1), candidates);
    } else if (line.wordIndex() == 0 && word.startsWith("/")) {
      for (var command : SlashCommand.values()) {
        candidates.add(candidate("/" + command.word(), command.help(), true));
      }
      for (var command : commands.get()) {
        candidates.add(candidate("/" + command.name(), OutputFilter.line(command.help()), true));
      }
    } else if (line.wordIndex() == 1) {
      SlashCommand.parse(line.words().getFirst()).ifPresent(c -> arguments(c, candidates));
    }
  }

  private void arguments(SlashCommand command, List<Candidate> candidates) {
    switch (command) {
      case MODEL -> models.get().forEach(name -> candidates.add(candidate(name, "", true)));
      case MODE -> modes.forEach(mode -> candidates.add(candidate(mode.text(), "", true)));
      case EFFORT ->
          Effort.texts(EnumSet.allOf(Effort.class))
              .forEach(level -> candidates.add(candidate(level, "", true)));
      case THEME -> themes.names().forEach(name -> candidates.add(candidate(name, "", true)));
      case COMPACT -> candidates.add(candidate("--dry-run", "say what it would do", true));
      case UNPIN ->
          pins.get().stream()
              .filter(pin -> OutputFilter.line(pin).equals(pin))
              .forEach(pin -> candidates.add(candidate(pin, "", true)));
      case HELP,
          CLEAR,
          CONTEXT,
          UNCOMPACT,
          PIN,
          PLAN,
          UNDO,
          REDO,
          REWIND,
          COST,
          TRANSCRIPT,
          DIFF,
          RESUME,
          PERMISSIONS,
          AGENTS,
          JOBS,
          MCP,
          SETTINGS,
          DOCTOR,
          EXPORT,
          COPY,
          KEYS,
          VIM,
          QUIT -> {}
    }
  }

  /** Lists one folder only, so that it stays quick however large the tree is. */
  private void files(String typed, List<Candidate> candidates) {
    var slash = typed.lastIndexOf('/') + 1;
    var folder = typed.substring(0, slash);
    try (var entries = Files.newDirectoryStream(directory.resolve(folder))) {
      for (var entry : entries) {
        var name = entry.getFileName().toString();
        if (candidates.size() == MAX_FILES) return;
        if (!name.startsWith(typed.substring(slash)) || !OutputFilter.line(name).equals(name)) {
          continue;
        }
        var isFolder = Files.isDirectory(entry);
        candidates.add(candidate("@" + folder + name + (isFolder ? "/" : ""), "", !isFolder));
      }
    } catch (IOException | DirectoryIteratorException | InvalidPathException _) {
      // No such folder: there is nothing to complete.
    }
  }

  private static Candidate candidate(String value, String help, boolean complete) {
    return new Candidate(value, value, null, help.isEmpty() ? null : help, null, null, complete);
  }
}

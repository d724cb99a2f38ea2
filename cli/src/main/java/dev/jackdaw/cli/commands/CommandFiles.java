package dev.jackdaw.cli.commands;

import dev.jackdaw.api.Rule;
import dev.jackdaw.cli.definitions.DefinitionException;
import dev.jackdaw.cli.definitions.DefinitionText;
import dev.jackdaw.cli.definitions.Head;
import dev.jackdaw.cli.definitions.Level;
import dev.jackdaw.cli.definitions.Place;
import dev.jackdaw.cli.definitions.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Finds the commands that people wrote as files. A folder in their folder is the first part of
 * their names. Where several have one name, that of the user counts before that of the project; the
 * others are told of. None takes the name of a command that comes with Jackdaw.
 */
public final class CommandFiles {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final int MAX_DEPTH = 4;

  private final Map<String, PromptCommand> commands = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final Supplier<Set<String>> taken;

  private CommandFiles(Supplier<Set<String>> taken) {
    this.taken = taken;
  }

  /** What was found, and sentences about what is wrong. */
  public record Found(List<PromptCommand> commands, List<String> problems) {
    public Found {
      commands = List.copyOf(commands);
      problems = List.copyOf(problems);
    }
  }

  /** Reads all of them; {@code taken} are names that none may have. */
  public static Found read(Places places, boolean trusted, Supplier<Set<String>> taken) {
    var files = new CommandFiles(taken);
    for (var place : places.of(Places.Kind.COMMANDS, trusted)) files.add(place);
    return new Found(List.copyOf(files.commands.values()), files.problems);
  }

  private void add(Place place) {
    for (var file : files(place)) {
      try {
        add(file, read(place, file));
      } catch (DefinitionException e) {
        problems.add("the command is left out. " + e.at(file.toString()));
      }
    }
  }

  private void add(Path file, PromptCommand command) {
    var key = command.name().toLowerCase(Locale.ROOT);
    if (taken.get().contains(key)) {
      problems.add(
          file
              + ": the command is left out, because /"
              + key
              + " comes with Jackdaw. Rename the file.");
      return;
    }
    if (commands.putIfAbsent(key, command) == null) return;
    problems.add(
        file + ": the command is left out, because another has the name /" + key + ". Rename it.");
  }

  /**
   * Returns the files of a folder and those in it, in the order of their names; links to folders
   * are not followed.
   */
  static List<Path> files(Place place) {
    if (!place.exists()) return List.of();
    try (var found = Files.walk(place.folder(), MAX_DEPTH)) {
      return found
          .limit(10L * DefinitionText.MAX_FILES)
          .filter(file -> file.toString().endsWith(".md") && !Files.isDirectory(file))
          .sorted()
          .limit(DefinitionText.MAX_FILES)
          .toList();
    } catch (IOException | UncheckedIOException _) {
      return List.of();
    }
  }

  private PromptCommand read(Place place, Path file) throws DefinitionException {
    var head = Head.parse(DefinitionText.read(file, place.root()), false);
    if (head.body().isBlank()) throw new DefinitionException(0, "there is no prompt in it.");
    return new PromptCommand(
        place.named(name(place, file)),
        help(head),
        head.text("argument-hint"),
        allowed(place, file, head),
        head.text("model"),
        place.origin(),
        PromptCommand.words(file),
        place.filled(head.body()),
        "");
  }

  private static String name(Place place, Path file) throws DefinitionException {
    var parts = new ArrayList<String>();
    for (var part : place.folder().relativize(file)) parts.add(part.toString());
    var last = parts.removeLast();
    parts.add(last.substring(0, last.length() - ".md".length()));
    for (var part : parts) {
      if (!NAME.matcher(part).matches()) {
        throw new DefinitionException(
            0, "\"" + part + "\" is no name for a command: letters, digits, '-', '_' and '.'.");
      }
    }
    return String.join(":", parts);
  }

  /** Without a description the first line of the prompt tells what it is. */
  private static String help(Head head) {
    if (!head.text("description").isEmpty()) return head.text("description");
    var line = head.body().lines().filter(found -> !found.isBlank()).findFirst().orElse("");
    return line.replaceFirst("^#+\\s*", "").strip();
  }

  /** A project or a plugin cannot allow anything: only the user's own words do. */
  private List<Rule> allowed(Place place, Path file, Head head) {
    var rules = new ArrayList<Rule>();
    for (var text : head.list("allowed-tools")) {
      try {
        rules.add(Rule.parse(text));
      } catch (IllegalArgumentException e) {
        problems.add(file + ", line " + head.line("allowed-tools") + ": " + e.getMessage() + ".");
      }
    }
    return place.level() == Level.USER ? rules : List.of();
  }

  /** A file of a project, as it is, for whoever is to trust it. */
  public record ProjectFile(Path path, String text) {
    private static final Pattern COMMAND = Pattern.compile("!`([^`\\n]+)`");

    /** Returns the commands it would run. */
    public List<String> runs() {
      return COMMAND.matcher(text).results().map(match -> match.group(1)).toList();
    }
  }

  /** Returns the files that make a project's commands. */
  public static List<ProjectFile> ofProject(Path project) {
    var found = new ArrayList<ProjectFile>();
    for (var place : Places.ofProject(project, Places.Kind.COMMANDS)) {
      for (var file : files(place)) {
        try {
          found.add(new ProjectFile(file, DefinitionText.read(file, project)));
        } catch (DefinitionException e) {
          found.add(new ProjectFile(file, "(" + e.getMessage() + ")"));
        }
      }
    }
    return found;
  }
}

package dev.jackdaw.policy.shell;

import dev.jackdaw.policy.shell.Operand.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The programs that are known, from the resources {@code programs.txt} and {@code git.txt}: a line
 * with names, then indented lines that begin with what they list. Read on first use.
 */
final class ProgramTables {
  private final Map<String, Program> programs;

  private ProgramTables(String resource) {
    programs = read(resource);
  }

  private static final class Commands {
    static final ProgramTables TABLE = new ProgramTables("programs.txt");
  }

  private static final class Git {
    static final ProgramTables TABLE = new ProgramTables("git.txt");
  }

  static Optional<Program> command(String name) {
    return Optional.ofNullable(Commands.TABLE.programs.get(name));
  }

  /** Returns the table of a sub-command of git. */
  static Optional<Program> git(String name) {
    return Optional.ofNullable(Git.TABLE.programs.get(name));
  }

  private static Map<String, Program> read(String resource) {
    try (var in = ProgramTables.class.getResourceAsStream(resource)) {
      if (in == null) throw new IllegalStateException(resource + " is missing");
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, Program> parse(String text) {
    var programs = new HashMap<String, Program>();
    var names = List.<String>of();
    var entry = new Entry();
    for (var line : text.split("\n")) {
      if (line.isBlank() || line.startsWith("#")) continue;
      if (line.startsWith(" ")) {
        entry.line(List.of(line.strip().split(" +")));
      } else {
        for (var name : names) programs.put(name, entry.program());
        names = List.of(line.strip().split(" +"));
        entry = new Entry();
      }
    }
    for (var name : names) programs.put(name, entry.program());
    return Map.copyOf(programs);
  }

  /** One entry while it is read. */
  private static final class Entry {
    private final StringBuilder letters = new StringBuilder();
    private final Set<String> words = new HashSet<>();
    private final Map<String, Kind> values = new HashMap<>();
    private final Set<String> attached = new HashSet<>();
    private final Set<String> pairs = new HashSet<>();
    private final List<Kind> operands = new ArrayList<>();
    private final Set<String> unless = new HashSet<>();
    private final Set<String> needs = new HashSet<>();
    private final Set<String> walks = new HashSet<>();
    private boolean repeats;
    private boolean digits;
    private boolean optionsFirst;
    private boolean looseNames;
    private String check = "";

    void line(List<String> line) {
      var rest = line.subList(1, line.size());
      switch (line.getFirst()) {
        case "letters" -> rest.forEach(letters::append);
        case "words" -> words.addAll(rest);
        case "attached" -> attached.addAll(rest);
        case "pairs" -> pairs.addAll(rest);
        case "unless" -> unless.addAll(rest);
        case "needs" -> needs.addAll(rest);
        case "walks" -> walks.addAll(rest);
        case "digits" -> digits = true;
        case "options-first" -> optionsFirst = true;
        case "loose-names" -> looseNames = true;
        case "check" -> check = rest.getFirst();
        case "operands" -> rest.forEach(this::operand);
        default -> {
          for (var option : rest) values.put(option, kind(line.getFirst()));
        }
      }
    }

    private void operand(String name) {
      repeats = name.endsWith("*");
      operands.add(kind(repeats ? name.substring(0, name.length() - 1) : name));
    }

    private static Kind kind(String name) {
      return Kind.valueOf(name.toUpperCase(Locale.ROOT));
    }

    Program program() {
      return new Program(
          letters.toString(),
          Set.copyOf(words),
          Map.copyOf(values),
          Set.copyOf(attached),
          Set.copyOf(pairs),
          List.copyOf(operands),
          repeats,
          Set.copyOf(unless),
          Set.copyOf(needs),
          Set.copyOf(walks),
          digits,
          optionsFirst,
          looseNames,
          check);
    }
  }
}

package dev.jackdaw.policy.shell;

import dev.jackdaw.api.Effect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Says in plain words what a shell line does. */
public final class Explanation {
  private static final int MAX_LINES = 20;
  private static final int MAX_NAMES = 5;

  private Explanation() {}

  /**
   * Returns a line for each command, or one that says what stopped the analysis.
   *
   * @param directory what paths are shown relative to
   */
  public static List<String> of(ShellAnalysis analysis, Path directory) {
    return switch (analysis) {
      case ShellAnalysis.Unsure(var why, var offending) ->
          List.of(
              "What it does is not certain: "
                  + (offending.isEmpty() ? why : why + ": " + oneLine(offending))
                  + ".");
      case ShellAnalysis.Certain(var commands) -> lines(commands, directory);
    };
  }

  private static List<String> lines(List<Command> commands, Path directory) {
    var lines = new LinkedHashSet<String>();
    for (var command : commands) lines.add(line(command, directory));
    if (lines.size() <= MAX_LINES) return List.copyOf(lines);
    var first = new ArrayList<>(lines).subList(0, MAX_LINES);
    var all = new ArrayList<>(first);
    all.add("and " + (lines.size() - MAX_LINES) + " more.");
    return all;
  }

  private static String line(Command command, Path directory) {
    var name = String.join(" ", command.words().subList(0, namesOf(command)));
    if (!command.isKnown()) return name + " could do anything: " + oneLine(command.unknown()) + ".";
    var reads = new LinkedHashSet<String>();
    var writes = new LinkedHashSet<String>();
    for (var effect : command.effects()) {
      switch (effect) {
        case Effect.Reads(var path) -> reads.add(shown(path, directory));
        case Effect.Writes(var path) -> writes.add(shown(path, directory));
        case Effect.Executes _, Effect.Connects _, Effect.Persists _ -> {}
      }
    }
    var parts = new ArrayList<String>();
    if (!reads.isEmpty()) parts.add("reads " + few(List.copyOf(reads)));
    if (!writes.isEmpty()) parts.add("writes " + few(List.copyOf(writes)));
    return name + (parts.isEmpty() ? " only prints" : " " + String.join(" and ", parts)) + ".";
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ').replace('\r', ' ');
  }

  private static int namesOf(Command command) {
    var words = command.words();
    return words.size() > 1 && words.get(1).matches("[a-z][a-z-]*") && isGrouped(words.getFirst())
        ? 2
        : 1;
  }

  private static boolean isGrouped(String program) {
    return List.of("git", "npm", "cargo", "go", "docker", "mvn").contains(program);
  }

  private static String few(List<String> names) {
    if (names.size() <= MAX_NAMES) return String.join(", ", names);
    return String.join(", ", names.subList(0, MAX_NAMES))
        + " and "
        + (names.size() - MAX_NAMES)
        + " more";
  }

  private static String shown(Path path, Path directory) {
    if (path.equals(directory)) return "this folder";
    return path.startsWith(directory) ? directory.relativize(path).toString() : path.toString();
  }
}

package dev.jackdaw.tools.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the exit code of a shell command says, in words. */
final class ExitCode {
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;
  private static final int SIGNAL_BASE = 128;

  /** Signals with the same number on Linux and macOS. */
  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(5, "SIGTRAP"),
          Map.entry(6, "SIGABRT"),
          Map.entry(8, "SIGFPE"),
          Map.entry(9, "SIGKILL"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(14, "SIGALRM"),
          Map.entry(15, "SIGTERM"),
          Map.entry(24, "SIGXCPU"),
          Map.entry(25, "SIGXFSZ"));

  /** Programs that do about the same under another name. */
  private static final Map<String, List<String>> ALTERNATIVES =
      Map.ofEntries(
          Map.entry("python", List.of("python3")),
          Map.entry("pip", List.of("pip3", "python3")),
          Map.entry("python3", List.of("python")),
          Map.entry("node", List.of("nodejs", "bun", "deno")),
          Map.entry("npm", List.of("pnpm", "yarn", "bun")),
          Map.entry("rg", List.of("grep")),
          Map.entry("fd", List.of("fdfind", "find")),
          Map.entry("bat", List.of("batcat", "cat")),
          Map.entry("docker", List.of("podman")),
          Map.entry("gmake", List.of("make")),
          Map.entry("gsed", List.of("sed")),
          Map.entry("wget", List.of("curl")),
          Map.entry("curl", List.of("wget")),
          Map.entry("mvn", List.of("./mvnw")),
          Map.entry("gradle", List.of("./gradlew")));

  private ExitCode() {}

  /** Returns the name of the signal that a code above 128 stands for by the shell's convention. */
  static Optional<String> signal(int code) {
    return Optional.ofNullable(SIGNALS.get(code - SIGNAL_BASE));
  }

  /**
   * Returns a sentence or two for a code other than 0.
   *
   * @param output what the command printed, or its end
   * @param path where it looked for programs
   */
  static String explain(int code, String output, String path, Path directory) {
    var signal = signal(code);
    if (signal.isPresent()) {
      var more = signal.get().equals("SIGKILL") ? ", perhaps for lack of memory" : "";
      return "Exit code " + code + ": ended by " + signal.get() + more + ".";
    }
    return switch (code) {
      case NOT_FOUND -> "Exit code 127." + missing(output, path, directory);
      case NOT_EXECUTABLE -> "Exit code 126: found, but it cannot be executed.";
      default -> "Exit code " + code + ".";
    };
  }

  private static String missing(String output, String path, Path directory) {
    var program = missingProgram(output);
    if (program.isEmpty()) return "";
    var text = " " + program + " is not installed, or not on PATH";
    for (var other : ALTERNATIVES.getOrDefault(program, List.of())) {
      var there =
          other.startsWith("./")
              ? Files.isExecutable(directory.resolve(other))
              : Shell.program(other, path).isPresent();
      if (there) return text + "; " + other + " is there.";
    }
    return text + ".";
  }

  /** Finds the name in {@code bash: line 1: NAME: command not found}, or as dash says it. */
  private static String missingProgram(String output) {
    var end = output.lastIndexOf(": command not found");
    if (end < 0) end = output.lastIndexOf(": not found");
    if (end < 0) return "";
    var start = output.lastIndexOf(' ', end - 1) + 1;
    var name = output.substring(start, end);
    return name.indexOf('\n') >= 0 || name.length() > 60 ? "" : name;
  }
}

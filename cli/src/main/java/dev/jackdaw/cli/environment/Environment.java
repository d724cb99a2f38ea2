package dev.jackdaw.cli.environment;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the process was given: never anything from a file of the project.
 *
 * @param variables the environment variables
 * @param userHome the home folder as the JVM sees it; it may be unusable, such as {@code ?}
 * @param directory the working directory, absolute
 * @param temporary the system's folder for temporary files
 */
public record Environment(
    Map<String, String> variables,
    Platform platform,
    String userHome,
    Path directory,
    Path temporary) {

  public Environment {
    variables = Map.copyOf(variables);
  }

  /** Returns that of this process. */
  public static Environment ofProcess() {
    return new Environment(
        System.getenv(),
        Platform.named(System.getProperty("os.name", "")),
        System.getProperty("user.home", ""),
        Path.of("").toAbsolutePath(),
        Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
  }

  /** Returns what a process started in another folder would be given. */
  public Environment in(Path folder) {
    return new Environment(variables, platform, userHome, folder.toAbsolutePath(), temporary);
  }

  /** Returns a variable that is set and not empty. */
  public Optional<String> variable(String name) {
    var value = variables.get(name);
    return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /** Returns a variable that holds an absolute path; any other is as good as unset (XDG). */
  public Optional<Path> folder(String name) {
    var value = variable(name);
    return value.isEmpty() ? Optional.empty() : absolute(value.get());
  }

  /** Returns the user's home folder: {@code HOME}, else what the JVM found. */
  public Optional<Path> home() {
    var named = platform == Platform.WINDOWS ? Optional.<Path>empty() : folder("HOME");
    return named.isPresent() ? named : absolute(userHome);
  }

  private static Optional<Path> absolute(String text) {
    try {
      var path = Path.of(text);
      return path.isAbsolute() ? Optional.of(path.normalize()) : Optional.empty();
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /**
   * Returns the program that {@code PATH} leads to. Entries that are not absolute are passed over:
   * they would mean whatever the working directory holds.
   */
  public Optional<Path> program(String name) {
    var fileName = platform == Platform.WINDOWS ? name + ".exe" : name;
    for (var entry : variables.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      var folder = absolute(entry);
      if (folder.isEmpty()) continue;
      var candidate = folder.get().resolve(fileName).toFile();
      if (candidate.isFile() && candidate.canExecute()) return Optional.of(candidate.toPath());
    }
    return Optional.empty();
  }
}

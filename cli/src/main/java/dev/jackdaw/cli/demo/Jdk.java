package dev.jackdaw.cli.demo;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.cli.environment.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds a JDK for the demo: the running one, else that at {@code JAVA_HOME}, else on the path. */
final class Jdk {
  private static final int OLDEST = 17;

  private Jdk() {}

  /**
   * Returns the home of a JDK that can compile the project.
   *
   * @param running the home of the running Java, which may be a runtime without a compiler
   * @throws JackdawException of kind environment when there is none
   */
  static Path find(Environment environment, Path running) {
    if (compiles(running)) return running;
    var named = environment.folder("JAVA_HOME");
    if (named.isPresent() && compiles(named.get())) return named.get();
    var onPath = environment.program("javac").flatMap(Jdk::home);
    if (onPath.isPresent() && compiles(onPath.get())) return onPath.get();
    throw new JackdawException(
        JackdawException.Kind.ENVIRONMENT,
        "no-jdk",
        "The demo compiles a Java project and found no JDK "
            + OLDEST
            + " or later: not at JAVA_HOME and not on the PATH. Install one, or set JAVA_HOME.");
  }

  private static Optional<Path> home(Path javac) {
    try {
      var folder = javac.toRealPath().getParent();
      return folder == null ? Optional.empty() : Optional.ofNullable(folder.getParent());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static boolean compiles(Path home) {
    var bin = home.resolve("bin");
    if (!Files.isExecutable(bin.resolve("javac"))
        && !Files.isExecutable(bin.resolve("javac.exe"))) {
      return false;
    }
    return version(home).map(version -> version >= OLDEST).orElse(true);
  }

  /** Returns the major version that the release file tells, if it does. */
  private static Optional<Integer> version(Path home) {
    try {
      for (var line : Files.readAllLines(home.resolve("release"))) {
        if (!line.startsWith("JAVA_VERSION=\"")) continue;
        var rest = line.substring("JAVA_VERSION=\"".length());
        var end = 0;
        while (end < rest.length() && Character.isDigit(rest.charAt(end))) end++;
        return Optional.of(Integer.parseInt(rest.substring(0, end)));
      }
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}

package dev.jackdaw.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the tests of the scripts share: the scripts, the shells of this machine, stub programs. */
final class Scripts {
  /** The checkout under test: Maven runs the tests of a module in the module's folder. */
  static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  private static final int MAX_SECONDS = 120;
  private static final List<String> TOOLS =
      List.of(
          "basename",
          "cat",
          "cksum",
          "cp",
          "date",
          "dirname",
          "env",
          "find",
          "head",
          "locale",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sh",
          "sleep",
          "tail",
          "touch",
          "uname");

  private Scripts() {}

  /** What a program printed and how it ended. */
  record Result(int status, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  /** Returns the command lines of the POSIX shells found here. */
  static Stream<List<String>> shells() {
    return Stream.of(
            List.of("/bin/sh"),
            List.of("/usr/bin/dash"),
            List.of("/usr/bin/bash", "--posix"),
            List.of("/usr/bin/busybox", "sh"),
            List.of("/usr/bin/ksh"),
            List.of("/usr/bin/mksh"),
            List.of("/usr/bin/yash"))
        .filter(shell -> Files.isExecutable(Path.of(shell.getFirst())));
  }

  /** Runs a command in a folder with exactly the given environment. */
  static Result run(Path folder, Map<String, String> environment, List<String> command) {
    try {
      var out = Files.createTempFile("out", null);
      var err = Files.createTempFile("err", null);
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.redirectInput(Path.of("/dev/null").toFile());
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      var process = builder.start();
      if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("still running after a while: " + command);
      }
      var result = new Result(process.exitValue(), Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns the words of a command: the shell's, then the rest. */
  static List<String> command(List<String> shell, Object... rest) {
    var command = new ArrayList<>(shell);
    for (var word : rest) {
      command.add(word.toString());
    }
    return command;
  }

  /** Returns a map of names and values, in turn. */
  static Map<String, String> environment(String... pairs) {
    var environment = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      environment.put(pairs[i], pairs[i + 1]);
    }
    return environment;
  }

  /** Writes an executable file, with its folders. */
  static Path program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  /** Makes a Java home of the given version whose java and javac print how they were called. */
  static Path javaHome(Path home, String version) throws IOException {
    var stub =
        "#!/bin/sh\necho \"program: $0\"\nfor a in \"$@\"; do echo \"argument: $a\"; done\nenv\n";
    program(home.resolve("bin/java"), stub);
    program(home.resolve("bin/javac"), stub);
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  /** Makes a Maven home of the given version whose mvn prints how it was called. */
  static Path mavenHome(Path home, String version) throws IOException {
    program(
        home.resolve("bin/mvn"),
        """
        #!/bin/sh
        echo "maven: $0"
        echo "java: $JAVA_HOME"
        for a in "$@"; do echo "argument: $a"; done
        env
        """);
    Files.createDirectories(home.resolve("lib"));
    Files.writeString(home.resolve("lib/maven-core-" + version + ".jar"), "");
    return home;
  }

  /** Returns a folder for PATH with nothing but the tools the scripts may use. */
  static Path tools() throws IOException {
    var folder = Files.createDirectories(Path.of("target/tools").toAbsolutePath());
    for (var tool : TOOLS) {
      for (var place : List.of("/usr/bin", "/bin")) {
        var target = Path.of(place, tool);
        if (Files.exists(target) && Files.notExists(folder.resolve(tool))) {
          Files.createSymbolicLink(folder.resolve(tool), target);
        }
      }
    }
    return folder;
  }

  /**
   * Copies a script, with every place of the system it looks at moved under a root of the test, so
   * that what is installed on this machine does not matter.
   */
  static void copyIsolated(Path script, Path target, Path root) throws IOException {
    Files.createDirectories(target.getParent());
    var text = Files.readString(script);
    for (var place : List.of("/usr/", "/opt/", "/run/", "/Library/")) {
      text = text.replaceAll("(?m)(?<=[\\s\"])" + place, root + place);
    }
    program(target, text);
  }
}

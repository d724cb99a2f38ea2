package dev.jackdaw.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.text.LineDiff;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The demo's project as a folder on the disk, and the judge of what was made of it: the tests are
 * run in a copy, with the tests and the script as they were delivered, whatever was done to them.
 */
final class DemoProject {
  private static final List<String> FILES =
      List.of(
          "README.md",
          "test.sh",
          "src/till/Money.java",
          "src/till/Rate.java",
          "src/till/Receipt.java",
          "src/till/ReceiptTest.java",
          "src/till/TaxTable.java");
  private static final List<String> JUDGED_AS_DELIVERED =
      List.of("test.sh", "src/till/ReceiptTest.java");
  private static final long LONGEST_RUN_SECONDS = 120;
  private static final int MAX_OUTPUT_BYTES = 64_000;

  private final Path folder;
  private final Path jdk;

  private DemoProject(Path folder, Path jdk) {
    this.folder = folder;
    this.jdk = jdk;
  }

  /**
   * Writes the project into a folder.
   *
   * @param folder created when it is not there; must be empty
   * @param jdk the home of the JDK that compiles it
   */
  static DemoProject create(Path folder, Path jdk) throws IOException {
    Files.createDirectories(folder);
    try (var entries = Files.newDirectoryStream(folder)) {
      if (entries.iterator().hasNext()) throw new DirectoryNotEmptyException(folder.toString());
    }
    var project = new DemoProject(folder.toRealPath(), jdk);
    for (var name : FILES) project.write(folder, name, resource("project/" + name));
    return project;
  }

  private void write(Path to, String name, String text) throws IOException {
    var file = to.resolve(name);
    var parent = file.getParent();
    if (parent != null) Files.createDirectories(parent);
    Files.writeString(file, text);
  }

  /** Returns a resource of the demo as text. */
  static String resource(String name) {
    try (var in = DemoProject.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("no resource " + name);
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the resource " + name, e);
    }
  }

  Path folder() {
    return folder;
  }

  /** Returns what a command in the project needs of its environment. */
  Map<String, String> variables() {
    return Map.of("JAVA_HOME", jdk.toString());
  }

  /** Runs the delivered tests on a copy of the sources as they are now. */
  TestRun judge() throws IOException, InterruptedException {
    var copy = Files.createTempDirectory("jackdaw-judge-");
    try {
      for (var name : FILES) {
        var delivered = JUDGED_AS_DELIVERED.contains(name);
        write(copy, name, delivered ? resource("project/" + name) : current(name));
      }
      return run(copy);
    } finally {
      delete(copy);
    }
  }

  private String current(String name) throws IOException {
    var file = folder.resolve(name);
    return Files.isRegularFile(file) ? Files.readString(file) : "";
  }

  private TestRun run(Path copy) throws IOException, InterruptedException {
    var output = Files.createTempFile(copy, "output", ".txt");
    var builder = new ProcessBuilder("sh", "test.sh").directory(copy.toFile());
    builder.environment().keySet().removeIf(name -> name.endsWith("JAVA_OPTIONS"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(variables());
    var began = System.nanoTime();
    var process = start(builder.redirectErrorStream(true).redirectOutput(output.toFile()));
    process.getOutputStream().close();
    try {
      var ended = process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS);
      var took = Duration.ofNanos(System.nanoTime() - began);
      return new TestRun(ended && process.exitValue() == 0, text(output, ended), took);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "no-shell",
          "The demo runs its tests with \"sh\", which could not be started: " + e.getMessage(),
          e);
    }
  }

  private static String text(Path output, boolean ended) throws IOException {
    try (var in = Files.newInputStream(output)) {
      var text = new String(in.readNBytes(MAX_OUTPUT_BYTES), UTF_8).strip();
      return ended ? text : text + "\nstopped after " + LONGEST_RUN_SECONDS + " seconds";
    }
  }

  /** Returns what was changed of the delivered files, in the form of {@code diff -u}. */
  String changes() throws IOException {
    var changes = new StringBuilder();
    for (var name : FILES) {
      changes.append(LineDiff.shown(name, resource("project/" + name), current(name)));
    }
    return changes.toString();
  }

  /** Removes the folder and everything below it; links are removed, not followed. */
  void delete() throws IOException {
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem)
              throws IOException {
            if (problem != null) throw problem;
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

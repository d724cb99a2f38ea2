package dev.jackdaw.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jackdaw.cli.environment.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that was run to see whether it works: never in the working directory, whose contents
 * could change what it does, and without the variables of this process but the path and home.
 *
 * @param status its exit status, -1 when it did not end in time
 * @param output the beginning of what it printed, both streams
 */
record Trial(int status, String output) {
  private static final long LONGEST_SECONDS = 5;
  private static final int MAX_OUTPUT_BYTES = 4_000;

  /** Returns what came of it; nothing when it could not be started. */
  static Optional<Trial> run(Environment environment, Path input, List<String> command)
      throws InterruptedException {
    Path output;
    try {
      output = Files.createTempFile(environment.temporary(), "jackdaw-doctor-", ".txt");
    } catch (IOException _) {
      return Optional.empty();
    }
    try {
      return Optional.of(run(environment, input, command, output));
    } catch (IOException _) {
      return Optional.empty();
    } finally {
      var _ = output.toFile().delete();
    }
  }

  private static Trial run(Environment environment, Path input, List<String> command, Path output)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(environment.temporary().toFile());
    builder.environment().clear();
    environment.variable("PATH").ifPresent(path -> builder.environment().put("PATH", path));
    environment.home().ifPresent(home -> builder.environment().put("HOME", home.toString()));
    builder.environment().put("LC_ALL", "C");
    var process =
        builder
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      var ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
      try (var in = Files.newInputStream(output)) {
        var text = new String(in.readNBytes(MAX_OUTPUT_BYTES), UTF_8).strip();
        return new Trial(ended ? process.exitValue() : -1, text);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  boolean worked() {
    return status == 0;
  }

  String firstLine() {
    return output.lines().findFirst().orElse("");
  }
}

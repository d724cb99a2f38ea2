package dev.jackdaw.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the program as a user would, in a process of its own with a home of its own. */
final class Program {
  private static final long MAX_SECONDS = 120;

  private final Path home;
  private final Path directory;
  private final Map<String, String> variables;

  /** How a run ended and what it printed. */
  record Ended(int code, String out, String err) {}

  Program(Path home, Path directory) {
    this(home, directory, Map.of());
  }

  private Program(Path home, Path directory, Map<String, String> variables) {
    this.home = home;
    this.directory = directory;
    this.variables = Map.copyOf(variables);
  }

  Program with(Map<String, String> more) {
    return new Program(home, directory, more);
  }

  /** Starts it; standard error goes to a file, standard input is empty. */
  Process start(Path err, String... words) {
    try {
      var builder = builder(words);
      builder.redirectError(err.toFile());
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it with standard output and standard error going to files. */
  Process startInto(Path out, Path err, String... words) {
    try {
      return builder(words)
          .redirectOutput(out.toFile())
          .redirectError(err.toFile())
          .redirectInput(Path.of("/dev/null").toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProcessBuilder builder(String... words) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.jackdaw.cli.Main"));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(Program::isProvider);
    environment.put("JACKDAW_HOME", home.toString());
    environment.put("HOME", home.toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("JACKDAW_NO_LOCAL_MODELS", "1");
    environment.putAll(variables);
    environment.values().removeIf(String::isEmpty);
    return builder;
  }

  private static boolean isProvider(String name) {
    return name.startsWith("ANTHROPIC_")
        || name.startsWith("OPENAI_")
        || name.startsWith("JACKDAW");
  }

  /** Runs it to its end with nothing on standard input. */
  Ended run(String... words) {
    return feed(new byte[0], words);
  }

  /** Runs it to its end with these bytes on standard input. */
  Ended feed(byte[] input, String... words) {
    try {
      var err = Files.createTempFile("stderr", ".txt");
      var in = Files.createTempFile("stdin", ".txt");
      Files.write(in, input);
      var builder = builder(words).redirectError(err.toFile()).redirectInput(in.toFile());
      return ended(builder.start(), err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Ended ended(Process process, Path err) throws IOException {
    try {
      var out = text(process.getInputStream());
      if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("still running: " + process.info());
      }
      return new Ended(process.exitValue(), out, Files.readString(err));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}

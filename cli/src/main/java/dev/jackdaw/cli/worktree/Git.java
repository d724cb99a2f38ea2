package dev.jackdaw.cli.worktree;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs git so that no program runs that a repository names: no hook, no file system monitor, no
 * pager. Of the environment git sees what it needs to find itself and the user's ignored files.
 */
record Git(Path program, Map<String, String> environment) {
  private static final Set<String> PASSED_ON = Set.of("PATH", "HOME", "XDG_CONFIG_HOME", "LANG");
  private static final List<String> INERT =
      List.of(
          "-c", "core.fsmonitor=false",
          "-c", "core.hooksPath=/dev/null",
          "-c", "core.quotePath=false",
          "-c", "protocol.allow=never");

  Git {
    environment = Map.copyOf(environment);
  }

  /** How a run ended. */
  static final class Ended {
    private final int code;
    private final byte[] out;
    private final String err;

    private Ended(int code, byte[] out, String err) {
      this.code = code;
      this.out = out;
      this.err = err;
    }

    int code() {
      return code;
    }

    /** Returns what it said about errors. */
    String err() {
      return err;
    }

    /** Writes its output to a file. */
    void writeTo(Path file) throws IOException {
      Files.write(file, out);
    }

    boolean isOk() {
      return code == 0;
    }

    String text() {
      return new String(out, StandardCharsets.UTF_8).strip();
    }

    /** Returns the entries of output with NUL behind each. */
    List<String> entries() {
      var entries = new ArrayList<String>();
      for (var entry : new String(out, StandardCharsets.UTF_8).split("\0", -1)) {
        if (!entry.isEmpty()) entries.add(entry);
      }
      return entries;
    }
  }

  Ended run(Path directory, String... arguments) throws IOException, InterruptedException {
    return run(directory, Map.of(), arguments);
  }

  /** {@code more} are further variables. */
  Ended run(Path directory, Map<String, String> more, String... arguments)
      throws IOException, InterruptedException {
    var line = new ArrayList<String>();
    line.add(program.toString());
    line.addAll(INERT);
    line.addAll(List.of(arguments));
    var builder = new ProcessBuilder(line).directory(directory.toFile());
    var variables = builder.environment();
    variables.clear();
    environment.forEach((name, value) -> {
      if (PASSED_ON.contains(name)) variables.put(name, value);
    });
    variables.putAll(Map.of("GIT_OPTIONAL_LOCKS", "0", "GIT_TERMINAL_PROMPT", "0", "LC_ALL", "C"));
    variables.putAll(more);
    var process = builder.start();
    try {
      process.getOutputStream().close();
      var err = new ByteArrayOutputStream();
      var reader =
          Thread.ofVirtual()
              .name("git-errors")
              .start(() -> {
                try {
                  process.getErrorStream().transferTo(err);
                } catch (IOException _) {
                  // What was said so far is enough.
                }
              });
      var out = process.getInputStream().readAllBytes();
      var code = process.waitFor();
      reader.join();
      return new Ended(code, out, err.toString(StandardCharsets.UTF_8).strip());
    } finally {
      process.destroyForcibly();
    }
  }
}

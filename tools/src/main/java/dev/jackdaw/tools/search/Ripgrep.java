package dev.jackdaw.tools.search;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The ripgrep of the machine. It is run without a shell, without its configuration and with fixed
 * options; all that comes from the model are operands.
 */
final class Ripgrep {
  private static final int MAX_ERROR_BYTES = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Set<String> PASSED_ON = Set.of("PATH", "SystemRoot");

  private final Path program;

  Ripgrep(Path program) {
    this.program = program;
  }

  /**
   * Finds the program on a search path, passing over folders the session can write.
   *
   * @param searchPath as in {@code PATH}
   */
  static Optional<Ripgrep> on(String searchPath, List<Path> workspaceRoots) {
    for (var entry : searchPath.split(File.pathSeparator)) {
      var folder = Path.of(entry);
      if (entry.isEmpty() || !folder.isAbsolute()) continue;
      for (var name : List.of("rg", "rg.exe")) {
        var program = folder.resolve(name);
        if (!Files.isExecutable(program) || Files.isDirectory(program)) continue;
        if (!isBelow(program, workspaceRoots)) return Optional.of(new Ripgrep(program));
      }
    }
    return Optional.empty();
  }

  private static boolean isBelow(Path program, List<Path> roots) {
    try {
      var real = program.toRealPath();
      return roots.stream().anyMatch(root -> real.startsWith(root) || program.startsWith(root));
    } catch (IOException _) {
      return true;
    }
  }

  /**
   * Searches a folder.
   *
   * @return nothing when ripgrep refused, as it does for look-around, which Java has, and when the
   *     system's locale has no way to pass on what is sought
   */
  Optional<Query.Found> search(Query query) throws IOException, InterruptedException {
    if (!canBePassed(query.pattern() + query.glob().orElse("") + query.start())) {
      return Optional.empty();
    }
    var builder = new ProcessBuilder(command(query)).directory(query.start().toFile());
    builder.environment().keySet().retainAll(PASSED_ON);
    var process = builder.start();
    process.getOutputStream().close();
    var reader = new RipgrepOutput(query, process);
    try {
      var output = Thread.ofVirtual().name("rg output").start(reader);
      var errors = Thread.ofVirtual().name("rg errors").start(() -> drain(process));
      var inTime = output.join(query.limit());
      if (!inTime) process.destroyForcibly();
      output.join();
      errors.join(PATIENCE);
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) process.destroyForcibly();
      if (!inTime) return Optional.of(reader.found(Query.End.OUT_OF_TIME));
      if (reader.wasStopped()) return Optional.of(reader.found(Query.End.TOO_MANY));
      var refused = process.waitFor() >= 2 && reader.isEmpty();
      return refused ? Optional.empty() : Optional.of(reader.found(Query.End.COMPLETE));
    } finally {
      process.destroyForcibly();
    }
  }

  private static boolean canBePassed(String argument) {
    return System.getProperty("sun.jnu.encoding", "").equals("UTF-8")
        || argument.chars().allMatch(c -> c < 0x80);
  }

  private static void drain(Process process) {
    try (var errors = process.getErrorStream()) {
      errors.readNBytes(MAX_ERROR_BYTES);
      errors.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      return;
    }
  }

  private List<String> command(Query query) {
    var command = new ArrayList<String>(40);
    command.add(program.toString());
    command.addAll(List.of("--no-config", "--color=never", "--no-heading", "--with-filename"));
    command.addAll(List.of("--line-number", "--null", "--crlf", "--no-messages"));
    command.addAll(List.of("--no-ignore-dot", "--no-ignore-global", "--no-require-git"));
    if (query.letters() == Query.Letters.SAME_IN_ANY_CASE) command.add("--ignore-case");
    else command.add("--case-sensitive");
    if (query.span() == Query.Span.SEVERAL_LINES) {
      command.addAll(List.of("--multiline", "--multiline-dotall"));
    }
    switch (query.output()) {
      case CONTENT -> {
        command.add("--context=" + query.context());
        command.add("--no-context-separator");
      }
      case FILES -> command.addAll(List.of("--max-count=1", "--no-context-separator"));
      case COUNT -> command.add("--no-context-separator");
    }
    if (query.hidden() == Walk.Hidden.SEEN) command.addAll(List.of("--hidden", "--glob=!.git"));
    query.fileGlob().ifPresent(glob -> command.add("--glob=" + glob));
    command.addAll(List.of("--regexp=" + query.pattern(), "--", "./"));
    return command;
  }
}

package dev.jackdaw.azure;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code az}, which gives tokens of whoever signed in with {@code az login}. A token is
 * kept until shortly before it expires. Thread-safe.
 */
final class AzureCli {
  private static final String SCOPE = "https://cognitiveservices.azure.com/.default";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration AHEAD = Duration.ofMinutes(5);
  private static final int MAX_OUTPUT_BYTES = 1 << 20;

  private final Path program;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Token token; // guarded by lock

  AzureCli(Path program, InstantSource clock) {
    this.program = program;
    this.clock = clock;
  }

  private record Token(String text, Instant end) {}

  /**
   * Finds the command. Only absolute folders of the search path count: a checkout must not be able
   * to bring a program of this name.
   */
  static Optional<Path> find(String searchPath) {
    var names =
        File.separatorChar == '\\' ? new String[] {"az.cmd", "az.exe"} : new String[] {"az"};
    for (var folder : searchPath.split(File.pathSeparator, -1)) {
      if (folder.isEmpty()) continue;
      try {
        if (!Path.of(folder).isAbsolute()) continue;
        for (var name : names) {
          var program = Path.of(folder, name);
          if (Files.isRegularFile(program) && Files.isExecutable(program)) {
            return Optional.of(program);
          }
        }
      } catch (InvalidPathException _) {
        // names nothing
      }
    }
    return Optional.empty();
  }

  /**
   * Returns a token that is good for some minutes at least.
   *
   * @throws IOException when there is none; the message says in the command's words why
   */
  String token() throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      var known = token;
      if (known == null || clock.instant().plus(AHEAD).isAfter(known.end())) {
        known = read(run());
        token = known;
      }
      return known.text();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a token that was refused; returns whether there was one. */
  boolean forget() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var known = token;
      token = null;
      return known != null;
    } finally {
      lock.unlock();
    }
  }

  private String run() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                program.toString(), "account", "get-access-token", "--scope", SCOPE, "-o", "json")
            .directory(new File(System.getProperty("user.home", "/")))
            .redirectErrorStream(true)
            .start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("it did not end within " + PATIENCE.toSeconds() + " seconds");
      }
      var said =
          new String(process.getInputStream().readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.UTF_8);
      if (process.exitValue() != 0) throw new IOException(said.strip());
      return said;
    } finally {
      // The command is a script, and what it starts would go on without it.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** What the command warns of stands before or behind the object. */
  private static Token read(String said) throws IOException {
    try {
      var start = Math.max(0, said.indexOf('{'));
      var object =
          Json.parseObject(said.substring(start, Math.max(start, said.lastIndexOf('}') + 1)));
      var text = object.string("accessToken", "");
      var end = object.integer("expires_on", 0);
      if (!text.isEmpty()) return new Token(text, Instant.ofEpochSecond(end));
    } catch (JsonException _) {
      // said below, without what may be a token
    }
    throw new IOException("it printed no token");
  }
}

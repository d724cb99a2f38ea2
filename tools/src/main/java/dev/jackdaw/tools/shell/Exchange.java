package dev.jackdaw.tools.shell;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A program that is given a text and answers with one. It has only so long, prints only so much,
 * and nothing that it started outlives it. Used by one thread.
 */
public final class Exchange {
  /** How long its output may take to end after it has ended. */
  private static final Duration DRAINING = Duration.ofMillis(200);

  private static final long LOOKING_MILLIS = 20;
  private static final AtomicLong COUNT = new AtomicLong();

  /**
   * What is wanted.
   *
   * @param command a line for the shell
   * @param maxBytes how much it may print, and how much it may complain
   */
  public record Request(
      String command,
      Path directory,
      Map<String, String> environment,
      String input,
      Duration timeout,
      int maxBytes) {
    public Request {
      environment = Map.copyOf(environment);
    }
  }

  /** How it went. */
  public enum End {
    ENDED,
    TIMED_OUT,
    /** It printed too much. */
    FLOODED
  }

  /**
   * What came back.
   *
   * @param exit its exit status, as far as it ended by itself
   * @param output as far as it was printed
   */
  public record Answer(End end, int exit, String output, String errors) {}

  private final Launcher launcher;
  private final Request request;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private volatile boolean flooded;

  private Exchange(Launcher launcher, Request request) {
    this.launcher = launcher;
    this.request = request;
  }

  /**
   * Runs it to its end.
   *
   * @throws IOException when it cannot be started
   * @throws InterruptedException once it is gone
   */
  public static Answer run(Launcher launcher, Request request)
      throws IOException, InterruptedException {
    var errors = Files.createTempFile("jackdaw-", ".err");
    try {
      return new Exchange(launcher, request).run(errors);
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  private Answer run(Path errors) throws IOException, InterruptedException {
    var name = "JACKDAW_HOOK";
    var mark = ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    var environment = new HashMap<>(request.environment());
    environment.put(name, mark);
    var path = environment.getOrDefault("PATH", "/usr/bin" + File.pathSeparator + "/bin");
    var forks = ProcessTable.forksSoFar();
    var process =
        launcher.start(
            new Launcher.Request(
                Shell.find(path).running(request.command()),
                request.directory(),
                environment,
                Optional.empty(),
                Optional.of(errors)));
    var horizon = new ProcessTable.Horizon(process.pid(), forks);
    var tree = new ProcessTree(List.of(process.toHandle()), name + "=" + mark, "", horizon);
    @Nullable Thread reader = null;
    End end;
    try {
      daemon("hook-input", () -> write(process));
      reader = daemon("hook-output", () -> read(process.getInputStream()));
      end = await(process, errors);
      if (end == End.ENDED) reader.join(DRAINING);
    } finally {
      if (tree.end(Duration.ZERO)) Thread.currentThread().interrupt();
    }
    reader.join(DRAINING);
    if (flooded) end = End.FLOODED;
    var exit = end == End.ENDED ? process.exitValue() : -1;
    return new Answer(end, exit, printed(), complaint(errors));
  }

  private static Thread daemon(String name, Runnable task) {
    return Thread.ofPlatform().daemon().name(name).start(task);
  }

  private End await(Process process, Path errors) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + request.timeout().toNanos();
    while (!process.waitFor(LOOKING_MILLIS, TimeUnit.MILLISECONDS)) {
      if (flooded || Files.size(errors) > request.maxBytes()) return End.FLOODED;
      if (System.nanoTime() >= deadline) return End.TIMED_OUT;
    }
    return End.ENDED;
  }

  private void write(Process process) {
    try (var input = process.getOutputStream()) {
      input.write(request.input().getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // It does not want to hear it.
    }
  }

  private void read(InputStream from) {
    var buffer = new byte[8192];
    try (from) {
      for (var count = from.read(buffer); count >= 0; count = from.read(buffer)) {
        if (take(buffer, count)) return;
      }
    } catch (IOException _) {
      // What it printed so far counts.
    }
  }

  /** Returns whether it was too much. */
  private boolean take(byte[] buffer, int count) {
    synchronized (output) {
      output.write(buffer, 0, Math.min(count, request.maxBytes() - output.size()));
      if (output.size() < request.maxBytes()) return false;
    }
    flooded = true;
    return true;
  }

  private String printed() {
    synchronized (output) {
      return output.toString(StandardCharsets.UTF_8);
    }
  }

  private String complaint(Path errors) throws IOException {
    try (var in = Files.newInputStream(errors)) {
      return new String(in.readNBytes(request.maxBytes()), StandardCharsets.UTF_8);
    }
  }
}

package dev.jackdaw.lsp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Looks at what servers take of memory, and ends one that takes too much. A limit of the system
 * would be one of address space, of which runtimes reserve far more than they use.
 */
final class MemoryWatch implements Runnable {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final long PAGE_BYTES = 4_096;

  private final Supplier<List<RunningServer>> servers;
  private final long most;
  private final Duration pause;

  MemoryWatch(Supplier<List<RunningServer>> servers, long most) {
    this(servers, most, PAUSE);
  }

  MemoryWatch(Supplier<List<RunningServer>> servers, long most, Duration pause) {
    this.servers = servers;
    this.most = most;
    this.pause = pause;
  }

  /** Goes on until it is interrupted. */
  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(pause);
        for (var server : servers.get()) look(server);
      }
    } catch (InterruptedException _) {
      // The session ends.
    }
  }

  private void look(RunningServer server) throws InterruptedException {
    var process = server.process();
    if (process.isEmpty()) return;
    var bytes = bytes(process.get());
    if (bytes <= most) return;
    server.kill("it took " + (bytes >> 20) + " MB of memory, more than " + (most >> 20) + " MB");
  }

  /** Returns what a process and those it started have in memory; 0 where that cannot be seen. */
  static long bytes(Process process) throws InterruptedException {
    try {
      var all = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
      var sum = 0L;
      for (var one : all) sum += bytes(one.pid());
      return sum;
    } catch (UnsupportedOperationException _) {
      return 0;
    }
  }

  private static long bytes(long pid) throws InterruptedException {
    try {
      var words = Files.readString(Path.of("/proc/" + pid + "/statm")).split(" ", -1);
      return Long.parseLong(words[1]) * PAGE_BYTES;
    } catch (IOException _) {
      return Files.isDirectory(Path.of("/proc/self")) ? 0 : asked(pid);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
      return 0;
    }
  }

  /** Where there is no {@code /proc}. */
  private static long asked(long pid) throws InterruptedException {
    try {
      var ps =
          new ProcessBuilder("/bin/ps", "-o", "rss=", "-p", String.valueOf(pid))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var in = ps.getInputStream()) {
        var text = new String(in.readNBytes(100), StandardCharsets.US_ASCII).strip();
        ps.waitFor();
        return Long.parseLong(text) << 10;
      }
    } catch (IOException | NumberFormatException _) {
      return 0;
    }
  }
}

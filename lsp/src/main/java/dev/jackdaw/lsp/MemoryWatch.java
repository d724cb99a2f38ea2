package dev.jackdaw.lsp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Stream;

/**
 * Looks at what servers take of memory, and ends one that takes too much; where all of them take
 * twice that, the one rests that was not asked for longest. A limit of the system would be one of
 * address space, of which runtimes reserve far more than they use.
 */
final class MemoryWatch implements Runnable {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final long PAGE_BYTES = 4_096;

  private final Pool pool;
  private final long most;
  private final Duration pause;

  MemoryWatch(Pool pool, long most) {
    this(pool, most, PAUSE);
  }

  MemoryWatch(Pool pool, long most, Duration pause) {
    this.pool = pool;
    this.most = most;
    this.pause = pause;
  }

  /** Goes on until it is interrupted. */
  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(pause);
        look();
        pool.restUnused();
      }
    } catch (InterruptedException _) {
      // The session ends.
    }
  }

  private void look() throws InterruptedException {
    var sum = 0L;
    var running = new ArrayList<RunningServer>();
    for (var server : pool.all()) {
      var process = server.process();
      if (process.isEmpty()) continue;
      var bytes = bytes(process.get());
      sum += bytes;
      running.add(server);
      if (bytes > most) endFor(server, bytes);
    }
    if (running.size() > 1 && sum > 2 * most) {
      Pool.longestUnused(running).ifPresent(RunningServer::rest);
    }
  }

  private void endFor(RunningServer server, long bytes) {
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

package dev.jackdaw.cli.status;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the user's script for the status line on a thread of its own, one at a time: what comes
 * while it runs is told to the next run, of which only the newest counts. Safe for use by several
 * threads.
 */
public final class StatusScript implements AutoCloseable {
  private static final int MAX_BYTES = 4 << 10;

  private final String command;
  private final Path directory;
  private final Duration patience;
  private final Duration pause;
  private final Consumer<String> shown;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Thread thread;
  private @Nullable Json next;

  /**
   * Waits for something to tell.
   *
   * @param patience how long a run may take
   * @param pause the least time between two runs
   * @param shown takes what was printed; empty when the script failed
   */
  public StatusScript(
      String command, Path directory, Duration patience, Duration pause, Consumer<String> shown) {
    this.command = command;
    this.directory = directory;
    this.patience = patience;
    this.pause = pause;
    this.shown = shown;
    this.thread = Thread.ofVirtual().name("status-line").start(this::work);
  }

  /** Tells how things stand, to be printed as the script likes. */
  public void tell(Json status) {
    lock.lock();
    try {
      next = status;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void work() {
    try {
      while (true) {
        var status = taken();
        shown.accept(printed(status.compact() + "\n"));
        Thread.sleep(pause);
      }
    } catch (InterruptedException _) {
      // The session is over.
    }
  }

  private Json taken() throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        var status = next;
        next = null;
        if (status != null) return status;
        news.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private String printed(String input) throws InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder("/bin/sh", "-c", command)
              .directory(directory.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException _) {
      return "";
    }
    try {
      var output = new Output(process.getInputStream());
      give(process, input);
      var inTime = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      return inTime && process.exitValue() == 0 ? output.text() : "";
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static void give(Process process, String input) {
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // It does not read.
    }
  }

  /** What arrives on the pipe, read by a thread of its own. */
  private static final class Output {
    private final Thread reader;
    private byte[] bytes = {};

    Output(InputStream from) {
      reader = Thread.ofVirtual().start(() -> read(from));
    }

    private void read(InputStream from) {
      try {
        bytes = from.readNBytes(MAX_BYTES);
        from.transferTo(OutputStream.nullOutputStream());
      } catch (IOException _) {
        // What came so far counts.
      }
    }

    String text() throws InterruptedException {
      return reader.join(Duration.ofSeconds(1)) ? new String(bytes, StandardCharsets.UTF_8) : "";
    }
  }
}

package dev.jackdaw.cli.keys;

import dev.jackdaw.api.VisibleText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs short commands outside the project, with what they read given and what they print kept. */
final class Commands {
  private static final int MAX_BYTES = 64 << 10;

  private final Path directory;

  /** {@code directory} is where they run: never a folder that others write. */
  Commands(Path directory) {
    this.directory = directory;
  }

  /**
   * How a command ended.
   *
   * @param error what it said on standard error, or why it did not run
   */
  record Ended(int code, String output, String error) {
    boolean isSuccess() {
      return code == 0;
    }

    /** Returns why it failed, without what it printed: that may be a key. */
    String complaint() {
      var said = VisibleText.blanked(error.strip()).replaceAll(" +", " ");
      var shown = said.length() > 300 ? said.substring(0, 300) + "..." : said;
      return "it ended with status " + code + (shown.isEmpty() ? "" : ": " + shown);
    }
  }

  /** Runs the command to its end; one that takes longer is killed. */
  Ended run(List<String> command, String input, Duration patience) {
    try {
      var process = new ProcessBuilder(command).directory(directory.toFile()).start();
      return ended(process, input, patience);
    } catch (IOException e) {
      return new Ended(127, "", "it cannot be run: " + e.getMessage());
    }
  }

  private static Ended ended(Process process, String input, Duration patience) throws IOException {
    var output = new Collected(process.getInputStream());
    var error = new Collected(process.getErrorStream());
    try {
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException _) {
        // it does not read
      }
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return new Ended(124, "", "it took longer than " + patience.toSeconds() + " s");
      }
      return new Ended(process.exitValue(), output.text(), error.text());
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return new Ended(130, "", "it was interrupted");
    }
  }

  /** What arrives on a pipe, read by a thread of its own. */
  private static final class Collected {
    private final Thread reader;
    private byte[] bytes = {};

    Collected(java.io.InputStream from) {
      reader =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try {
                  bytes = from.readNBytes(MAX_BYTES);
                  from.transferTo(java.io.OutputStream.nullOutputStream());
                } catch (IOException _) {
                  // what came so far counts
                }
              });
    }

    String text() throws InterruptedException {
      reader.join(1_000);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}

package dev.jackdaw.sandbox.layer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * The clock by which the kernel dates changes of files. It ticks every few milliseconds and lags
 * behind the one of programs, so that only a file can tell its time.
 */
final class Tick {
  private static final int MAX_TRIES = 1_000_000;

  private Tick() {}

  /**
   * Returns the time that changes have from now on, or a later one; those before have an earlier
   * one. Waits for the next tick.
   */
  static FileTime in(Path folder) throws IOException {
    var file = folder.resolve("begun");
    var first = changed(file);
    for (var i = 0; i < MAX_TRIES; i++) {
      var next = changed(file);
      if (next.compareTo(first) > 0) return next;
      Thread.onSpinWait();
    }
    throw new IOException("the clock of " + folder + " does not go on");
  }

  private static FileTime changed(Path file) throws IOException {
    Files.write(file, new byte[1]);
    return Stat.of(file).orElseThrow(() -> new IOException(file + " is gone")).changed();
  }
}

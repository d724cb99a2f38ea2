package dev.jackdaw.sandbox.layer;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Waits until files are on the disk. Several at once share the disk's own waits. */
final class Flush {
  private static final int AT_ONCE = 16;

  private Flush() {}

  static void all(List<Path> files) throws IOException {
    if (files.isEmpty()) return;
    try (var threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, files.size()))) {
      var waits = new ArrayList<Future<?>>();
      for (var file : files) {
        waits.add(
            threads.submit(() -> {
              Intent.sync(file, StandardOpenOption.READ);
              return file;
            }));
      }
      for (var wait : waits) wait.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}

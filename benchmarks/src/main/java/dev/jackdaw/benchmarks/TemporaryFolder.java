package dev.jackdaw.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Removes what a measurement left behind. */
final class TemporaryFolder {
  private TemporaryFolder() {}

  /** Deletes the folder and everything in it; links are not followed. */
  static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}

package dev.jackdaw.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** The folder for temporary files that a sandbox gives its commands. */
public final class Scratch {
  private Scratch() {}

  /** Removes it with all that commands left in it; what cannot be removed stays. */
  public static void remove(Path folder) {
    try (var below = Files.walk(folder)) {
      below.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException | UncheckedIOException _) {
      // The system clears its temporary folder.
    }
  }
}

package dev.jackdaw.cli.environment;

import java.io.IOException;
import java.nio.file.Path;

/** The one name of a file or folder that has no link in it. */
public final class CanonicalPath {
  private CanonicalPath() {}

  /** Returns the path with every link followed; one that is not there as it is. */
  public static Path of(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException _) {
      return path.toAbsolutePath().normalize();
    }
  }
}

package dev.jackdaw.engine.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By what a file is taken for unchanged without reading it.
 *
 * @param time nothing when there is no such file
 */
record Stamp(Path file, @Nullable FileTime time, long bytes, @Nullable Object key) {
  static Stamp of(Path file) {
    try {
      var seen = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(file, seen.lastModifiedTime(), seen.size(), seen.fileKey());
    } catch (IOException _) {
      return new Stamp(file, null, 0, null);
    }
  }

  boolean isCurrent() {
    return equals(of(file));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Stamp(var itsFile, var itsTime, var itsBytes, var itsKey)
        && file.equals(itsFile)
        && Objects.equals(time, itsTime)
        && bytes == itsBytes
        && Objects.equals(key, itsKey);
  }

  @Override
  public int hashCode() {
    return Objects.hash(file, time, bytes, key);
  }
}

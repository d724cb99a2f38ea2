package dev.jackdaw.tui.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads pictures from the disk. */
public final class PictureFiles implements Pictures {
  private final Path directory;

  /** {@code directory} is what paths are relative to. */
  public PictureFiles(Path directory) {
    this.directory = directory;
  }

  @Override
  public Optional<Picture> at(String path) {
    try {
      var file = directory.resolve(path);
      if (!Files.isRegularFile(file) || Files.size(file) > Picture.MAX_BYTES) {
        return Optional.empty();
      }
      return Picture.of(String.valueOf(file.getFileName()), Files.readAllBytes(file));
    } catch (IOException | InvalidPathException _) {
      return Optional.empty();
    }
  }
}

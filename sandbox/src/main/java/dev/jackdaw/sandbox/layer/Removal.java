package dev.jackdaw.sandbox.layer;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Removes a layer, with the folders in it that are closed to their owner. */
final class Removal {
  private Removal() {}

  /** What cannot be removed stays, for the next try. */
  static void remove(Path path) {
    try {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) removeChildren(path);
      Files.deleteIfExists(path);
    } catch (IOException | DirectoryIteratorException e) {
      System.getLogger("dev.jackdaw.sandbox").log(System.Logger.Level.DEBUG, "layer stays", e);
    }
  }

  /** Makes the folder, for nobody else to enter, or empties it. */
  static void clear(Path folder) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) removeChildren(folder);
    else PrivateFolder.create(folder);
  }

  private static void removeChildren(Path folder) throws IOException {
    if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    try (var children = Files.newDirectoryStream(folder)) {
      for (var child : children) remove(child);
    }
  }
}

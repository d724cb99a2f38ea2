package dev.jackdaw.api.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Removes folders of Jackdaw's own with all that is in them, also what is closed to its owner.
 * Links are not followed. Not for folders that others write to.
 */
public final class Removal {
  private Removal() {}

  /** Removes what is there; what cannot be removed stays, for the next try. */
  public static void remove(Path path) {
    try {
      empty(path);
      Files.deleteIfExists(path);
    } catch (IOException | DirectoryIteratorException e) {
      System.getLogger("dev.jackdaw.api").log(System.Logger.Level.DEBUG, path + " stays", e);
    }
  }

  /** Removes what is in a folder; does nothing when there is none. */
  public static void empty(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) return;
    if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    try (var children = Files.newDirectoryStream(folder)) {
      for (var child : children) remove(child);
    }
  }
}

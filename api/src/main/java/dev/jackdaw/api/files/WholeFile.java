package dev.jackdaw.api.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes small files of Jackdaw's own at once or not at all: who reads one meanwhile finds the old
 * content or the new. They are its owner's alone (mode 600). Where the name is a link, as managers
 * of settings files leave it, what it leads to is replaced and the link stays. Not for folders that
 * others write to.
 */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Replaces the content, and makes the folder if there is none.
   *
   * @throws IOException when it cannot be written; what was there is unchanged then
   */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Replaces the content, and makes the folder if there is none.
   *
   * @throws IOException when it cannot be written; what was there is unchanged then
   */
  public static void write(Path file, byte[] content) throws IOException {
    var target = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
    var folder = target.toAbsolutePath().getParent();
    if (folder == null) throw new IOException("no folder for " + file);
    Files.createDirectories(folder);
    // Temporary files are created with mode 600.
    var fresh = Files.createTempFile(folder, "." + target.getFileName(), ".tmp");
    try {
      Files.write(fresh, content);
      move(fresh, target);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void move(Path fresh, Path target) throws IOException {
    try {
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}

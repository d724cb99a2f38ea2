package dev.jackdaw.cli.sessions;

import dev.jackdaw.api.JackdawException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file for what a session holds, which is nobody else's business: only its owner can read it. It
 * never takes the place of another, and half of it is not left behind.
 */
final class NewFile {
  private NewFile() {}

  /** Writes what goes into the file. */
  interface Content {
    void writeTo(Appendable out) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @param option what the user gave its name with
   * @throws JackdawException when it is there already or cannot be written
   */
  static void write(Path directory, String name, String option, Content content) {
    try {
      write(directory.resolve(name), content);
    } catch (FileAlreadyExistsException e) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "output-exists",
          e.getFile() + " exists and is left as it is. Give another " + option + ", or remove it.",
          e);
    } catch (IOException | UncheckedIOException | InvalidPathException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "output-failed",
          "Cannot write " + name + ": " + e + ".",
          e);
    }
  }

  private static void write(Path file, Content content) throws IOException {
    if (Files.getFileStore(file.resolveSibling("")).supportsFileAttributeView("posix")) {
      var owner = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
    } else {
      Files.createFile(file);
    }
    try (var writer = Files.newBufferedWriter(file, StandardOpenOption.TRUNCATE_EXISTING)) {
      content.writeTo(writer);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }
}

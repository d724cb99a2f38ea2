package dev.jackdaw.cli.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/**
 * A file that entries are appended to, readable by its user alone. A large one makes room by
 * becoming {@code jackdaw.log.old}. Logging never fails what is being done: an entry that cannot be
 * written is dropped.
 */
final class LogFile {
  static final long MAX_BYTES = 4L << 20;

  private final Path path;

  LogFile(Path path) {
    this.path = path;
  }

  synchronized void append(String entry) {
    try {
      prepare();
      Files.writeString(path, Instant.now() + " " + entry + "\n", StandardOpenOption.APPEND);
    } catch (IOException _) {
      return;
    }
  }

  private void prepare() throws IOException {
    if (Files.exists(path)) {
      if (Files.size(path) < MAX_BYTES) return;
      Files.move(
          path, path.resolveSibling(path.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
    }
    var folder = path.getParent();
    if (folder != null) Files.createDirectories(folder);
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      var mode = PosixFilePermissions.fromString("rw-------");
      Files.createFile(path, PosixFilePermissions.asFileAttribute(mode));
    } else {
      Files.createFile(path);
    }
  }
}

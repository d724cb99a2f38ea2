package dev.jackdaw.sandbox.layer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders that nobody else may enter. */
final class PrivateFolder {
  private PrivateFolder() {}

  static void create(Path folder) throws IOException {
    var mode = PosixFilePermissions.fromString("rwx------");
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(mode));
  }
}

package dev.jackdaw.sandbox.layer;

import dev.jackdaw.api.files.FileMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the system says of a file itself, links not followed.
 *
 * @param mode type and permissions, as in stat(2)
 * @param changed the time of the last change of content or attributes, which no program can set
 * @param device what a device file stands for
 */
record Stat(int mode, long size, FileTime modified, FileTime changed, long inode, long device) {
  private static final String WANTED = "unix:mode,size,lastModifiedTime,ctime,ino,rdev";
  private static final int TYPE = 0170000;
  private static final int FOLDER = 0040000;
  private static final int FILE = 0100000;
  private static final int LINK = 0120000;
  private static final int CHARACTERS = 0020000;

  /** Returns what is at the path, if anything is. */
  static Optional<Stat> of(Path path) throws IOException {
    try {
      var found = Files.readAttributes(path, WANTED, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(
          new Stat(
              value(found, "mode", Integer.class),
              value(found, "size", Long.class),
              value(found, "lastModifiedTime", FileTime.class),
              value(found, "ctime", FileTime.class),
              value(found, "ino", Long.class),
              value(found, "rdev", Long.class)));
    } catch (NoSuchFileException | NotDirectoryException _) {
      return Optional.empty();
    }
  }

  private static <T> T value(Map<String, Object> found, String name, Class<T> type) {
    return type.cast(Objects.requireNonNull(found.get(name), name));
  }

  boolean isFolder() {
    return (mode & TYPE) == FOLDER;
  }

  boolean isFile() {
    return (mode & TYPE) == FILE;
  }

  boolean isLink() {
    return (mode & TYPE) == LINK;
  }

  /** Returns whether it stands for the absence of what is below it. */
  boolean isWhiteout() {
    return (mode & TYPE) == CHARACTERS && device == 0;
  }

  /** Returns the nine bits that can be given to a file. */
  int rights() {
    return mode & 0777;
  }

  Set<PosixFilePermission> permissions() {
    return FileMode.permissions(mode);
  }

  /** Returns whether it is the same file as far as can be told when another name of it may go. */
  boolean isSame(Stat other) {
    return inode == other.inode
        && size == other.size
        && mode == other.mode
        && modified.equals(other.modified);
  }
}

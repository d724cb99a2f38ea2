package dev.jackdaw.api.files;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** The nine lowest bits of stat(2)'s {@code st_mode}, and what the JDK calls them. */
public final class FileMode {
  /** By their bit, the lowest first. */
  private static final PosixFilePermission[] PERMISSIONS = {
    PosixFilePermission.OTHERS_EXECUTE,
    PosixFilePermission.OTHERS_WRITE,
    PosixFilePermission.OTHERS_READ,
    PosixFilePermission.GROUP_EXECUTE,
    PosixFilePermission.GROUP_WRITE,
    PosixFilePermission.GROUP_READ,
    PosixFilePermission.OWNER_EXECUTE,
    PosixFilePermission.OWNER_WRITE,
    PosixFilePermission.OWNER_READ
  };

  private FileMode() {}

  /** Returns the bits. */
  public static int of(Set<PosixFilePermission> permissions) {
    var mode = 0;
    for (var i = 0; i < PERMISSIONS.length; i++) {
      if (permissions.contains(PERMISSIONS[i])) mode |= 1 << i;
    }
    return mode;
  }

  /** Returns what the lowest nine bits permit; others do not count. */
  public static Set<PosixFilePermission> permissions(int mode) {
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (var i = 0; i < PERMISSIONS.length; i++) {
      if ((mode & 1 << i) != 0) permissions.add(PERMISSIONS[i]);
    }
    return permissions;
  }
}

package dev.jackdaw.sandbox.landlock;

import dev.jackdaw.sandbox.landlock.Kernel.Call;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * A set of Landlock rules: what is not allowed by one is refused. Everything the kernel's version
 * can handle is handled. The constants are those of {@code linux/landlock.h}. Used by one thread.
 */
final class Ruleset {
  private static final long EXECUTE = 1;
  private static final long WRITE_FILE = 1 << 1;
  private static final long READ_FILE = 1 << 2;
  private static final long READ_DIR = 1 << 3;
  private static final long TRUNCATE = 1 << 14;
  private static final long IOCTL_DEV = 1 << 15;

  /** What a rule for a file, not a folder, may hold. */
  private static final long OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV;

  static final long READ = EXECUTE | READ_FILE | READ_DIR;
  static final long DEVICE = READ_FILE | WRITE_FILE | TRUNCATE | IOCTL_DEV;

  /** Refer came with version 2, truncate with 3, TCP with 4, devices with 5, scopes with 6. */
  static final int LEAST_USEFUL_VERSION = 3;

  private final Kernel.Caller kernel;
  private final long handled;
  private final long descriptor;

  /** Makes an empty one, which refuses everything. */
  Ruleset(Kernel.Caller kernel, int version) throws IOException {
    this.kernel = kernel;
    handled = version >= 5 ? (1 << 16) - 1 : version >= 3 ? (1 << 15) - 1 : (1 << 13) - 1;
    try (var arena = Arena.ofConfined()) {
      var attributes = arena.allocate(24, 8);
      attributes.set(ValueLayout.JAVA_LONG, 0, handled);
      attributes.set(ValueLayout.JAVA_LONG, 8, 3);
      attributes.set(ValueLayout.JAVA_LONG, 16, 3);
      var size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
      descriptor = kernel.call(Call.LANDLOCK_CREATE_RULESET, attributes.address(), size, 0);
    }
    if (descriptor < 0) throw new IOException("landlock_create_ruleset: error " + -descriptor);
  }

  /** Returns the kernel's version of Landlock; nothing when it has none or is not asked. */
  static OptionalInt version(Kernel.Caller kernel) {
    var version = kernel.call(Call.LANDLOCK_CREATE_RULESET, 0, 0, 1);
    return version > 0 ? OptionalInt.of((int) version) : OptionalInt.empty();
  }

  /** Allows something below the path, or to the file; a path that is not there needs no rule. */
  void allow(Path path, long access) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(path)) return;
    var opened =
        kernel.open(
            Kernel.AT_FDCWD, bytes(path), Kernel.O_PATH | Kernel.O_CLOEXEC | Kernel.O_NOFOLLOW, 0);
    if (opened < 0) return;
    try (var arena = Arena.ofConfined()) {
      var mine = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? access : access & OF_FILES;
      var rule = arena.allocate(16, 8);
      rule.set(ValueLayout.JAVA_LONG, 0, mine & handled);
      rule.set(ValueLayout.JAVA_INT, 8, (int) opened);
      added(kernel.call(Call.LANDLOCK_ADD_RULE, descriptor, 1, rule.address()), path);
    } finally {
      kernel.close(opened);
    }
  }

  private static void added(long result, Object what) throws IOException {
    if (result < 0) throw new IOException("landlock_add_rule for " + what + ": error " + -result);
  }

  static String bytes(Path path) {
    return Names.bytes(path.toString());
  }

  /** Returns its descriptor, which the caller closes. */
  long descriptor() {
    return descriptor;
  }
}

package dev.jackdaw.api.files;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * A descriptor of a folder that Linux found by {@code openat2}: beneath another one, without any
 * link on the way. What the JDK has no call for is done relative to it. Used where native access is
 * granted; nothing of this is loaded elsewhere.
 */
final class Beneath implements Closeable {
  private static final long AT_FDCWD = -100;
  private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

  private static final long O_NONBLOCK = 0x800;
  private static final long O_CLOEXEC = 0x80000;
  private static final long O_PATH = 0x200000;
  private static final long O_DIRECTORY = ARM ? 0x4000 : 0x10000;

  private static final long RESOLVE_NO_MAGICLINKS = 2;
  private static final long RESOLVE_NO_SYMLINKS = 4;
  private static final long RESOLVE_BENEATH = 8;

  /** The size of {@code struct open_how}: flags, mode and how to resolve. */
  private static final long HOW_BYTES = 24;

  private static final int ENOENT = 2;
  private static final int EAGAIN = 11;
  private static final int EACCES = 13;
  private static final int EEXIST = 17;
  private static final int EXDEV = 18;
  private static final int ENOTDIR = 20;
  private static final int ELOOP = 40;
  private static final int MOST_TRIES = 100;
  private static final int MAX_LINK_BYTES = 4096;

  /** Names of files are bytes; the JDK reads and writes them in this character set. */
  private static final Charset NAMES =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL = syscall();

  /** The numbers of the two machines. */
  private enum Call {
    CLOSE(3, 57),
    MKDIRAT(258, 34),
    SYMLINKAT(266, 36),
    READLINKAT(267, 78),
    OPENAT2(437, 437);

    private final int amd64;
    private final int arm64;

    Call(int amd64, int arm64) {
      this.amd64 = amd64;
      this.arm64 = arm64;
    }
  }

  private final long descriptor;
  private final Path path;

  private Beneath(long descriptor, Path path) {
    this.descriptor = descriptor;
    this.path = path;
  }

  @SuppressWarnings("restricted") // only where native access is granted
  private static MethodHandle syscall() {
    var word = ValueLayout.JAVA_LONG;
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find("syscall").orElseThrow(),
        FunctionDescriptor.of(word, word, word, word, word, word, word),
        Linker.Option.firstVariadicArg(1),
        Linker.Option.captureCallState("errno"));
  }

  /** Returns whether the kernel, the machine and the way Java was started allow it. */
  static boolean works() {
    var machine = System.getProperty("os.arch", "");
    if (!System.getProperty("os.name", "").equals("Linux")
        || !(ARM || machine.equals("amd64"))
        || !List.of("UTF-8", "US-ASCII", "ISO-8859-1").contains(NAMES.name())
        || !Beneath.class.getModule().isNativeAccessEnabled()) {
      return false;
    }
    try (var root = open(Path.of("/"), Path.of("/"))) {
      return Files.isDirectory(root.name());
    } catch (IOException | RuntimeException | LinkageError _) {
      return false;
    }
  }

  /** Returns whether a name survives as a text; names may be any bytes. */
  static boolean canSpell(Path path) {
    return Path.of(path.toString()).equals(path);
  }

  /**
   * Opens a folder, or throws as {@link Folder#open(Path, Path)} does.
   *
   * @param root canonical; no link is followed to it either
   */
  static Beneath open(Path canonical, Path root) throws IOException {
    var flags = O_PATH | O_DIRECTORY;
    var top = openat2(AT_FDCWD, root, root, flags, RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS);
    if (canonical.equals(root)) return new Beneath(top, root);
    try {
      return new Beneath(beneath(top, root.relativize(canonical), canonical, flags), canonical);
    } finally {
      close(top);
    }
  }

  private static long beneath(long folder, Path name, Path shown, long flags) throws IOException {
    var how = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    return openat2(folder, name, shown, flags, how);
  }

  private static long openat2(long folder, Path name, Path shown, long flags, long resolve)
      throws IOException {
    try (var arena = Arena.ofConfined()) {
      var how = arena.allocate(HOW_BYTES);
      how.set(ValueLayout.JAVA_LONG, 0, flags | O_CLOEXEC);
      how.set(ValueLayout.JAVA_LONG, 16, resolve);
      var text = text(arena, name);
      for (var tries = 1; ; tries++) {
        var result = call(arena, Call.OPENAT2, folder, text, how.address(), HOW_BYTES);
        if (result >= 0) return result;
        // The kernel could not be sure because something was moved meanwhile.
        if (result != -EAGAIN || tries == MOST_TRIES) throw problem(-result, shown);
      }
    }
  }

  /** Returns a name by which this process can reach the folder, whatever its path leads to. */
  Path name() {
    return name(descriptor);
  }

  private static Path name(long descriptor) {
    return Path.of("/proc/self/fd/" + descriptor);
  }

  /** Returns whether an open folder is this one. */
  boolean is(BasicFileAttributes folder) throws IOException {
    return Folder.isSame(folder, Files.readAttributes(name(), BasicFileAttributes.class));
  }

  /** Opens a regular file without waiting for anybody, whatever stands there by now. */
  SeekableByteChannel read(Path name) throws IOException {
    var file = beneath(descriptor, name, path.resolve(name), O_NONBLOCK);
    try {
      if (Files.readAttributes(name(file), BasicFileAttributes.class).isRegularFile()) {
        return FileChannel.open(name(file), StandardOpenOption.READ);
      }
    } finally {
      close(file);
    }
    throw new FileSystemException(path.resolve(name).toString(), null, "it is not a file");
  }

  void createFolder(Path name) throws IOException {
    try (var arena = Arena.ofConfined()) {
      check(call(arena, Call.MKDIRAT, descriptor, text(arena, name), 0777, 0), name);
    }
  }

  void createLink(Path name, Path target) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var to = text(arena, target);
      check(call(arena, Call.SYMLINKAT, to, descriptor, text(arena, name), 0), name);
    }
  }

  /** Returns where a link leads, as it says; nothing for what is no link. */
  Optional<Path> target(Path name) {
    try (var arena = Arena.ofConfined()) {
      var buffer = arena.allocate(MAX_LINK_BYTES);
      var at = buffer.address();
      var text = text(arena, name);
      var length = call(arena, Call.READLINKAT, descriptor, text, at, MAX_LINK_BYTES);
      if (length <= 0) return Optional.empty();
      var bytes = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
      return Optional.of(Path.of(new String(bytes, NAMES)));
    }
  }

  private void check(long result, Path name) throws IOException {
    if (result < 0) throw problem(-result, path.resolve(name));
  }

  private static IOException problem(long error, Path path) {
    var text = path.toString();
    return switch ((int) error) {
      case ENOENT -> new NoSuchFileException(text);
      case EEXIST -> new FileAlreadyExistsException(text);
      case ENOTDIR -> new NotDirectoryException(text);
      case EACCES -> new AccessDeniedException(text);
      case ELOOP, EXDEV, EAGAIN -> Folder.link(path);
      default -> new FileSystemException(text, null, "the system says error " + error);
    };
  }

  private static long text(Arena arena, Path path) {
    return arena.allocateFrom(path.toString(), NAMES).address();
  }

  private static long call(Arena arena, Call number, long a, long b, long c, long d) {
    var state = arena.allocate(STATE);
    try {
      var result = (long) SYSCALL.invokeExact(state, number(number), a, b, c, d, 0L);
      return result == -1 ? -(long) (int) ERRNO.get(state, 0L) : result;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static long number(Call call) {
    return ARM ? call.arm64 : call.amd64;
  }

  private static void close(long descriptor) {
    try (var arena = Arena.ofConfined()) {
      call(arena, Call.CLOSE, descriptor, 0, 0, 0);
    }
  }

  @Override
  public void close() {
    close(descriptor);
  }
}

package dev.jackdaw.sandbox.landlock;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * Calls the kernel. Every call returns what the kernel returns: a value, or an error number as a
 * negative one. Strings are bytes in ISO 8859-1, so that every file name survives.
 */
final class Kernel {
  static final long AT_FDCWD = -100;
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int EACCES = 13;
  static final int EEXIST = 17;
  static final int EXDEV = 18;
  static final int EISDIR = 21;
  static final int EINVAL = 22;
  static final int ENOSYS = 38;
  static final int ELOOP = 40;
  static final int ENAMETOOLONG = 36;
  static final int ENOTSUP = 95;

  static final int O_WRONLY = 1;
  static final int O_RDWR = 2;
  static final int O_CREAT = 0x40;
  static final int O_EXCL = 0x80;
  static final int O_NOCTTY = 0x100;
  static final int O_TRUNC = 0x200;
  static final int O_APPEND = 0x400;
  static final int O_CLOEXEC = 0x80000;
  static final int O_PATH = 0x200000;

  /** The numbers of the two machines, see {@code arch/x86/entry/syscalls} and unistd.h. */
  enum Call {
    CLOSE(3, 57),
    IOCTL(16, 29),
    PREAD64(17, 67),
    BIND(49, 200),
    LISTEN(50, 201),
    CONNECT(42, 203),
    GETSOCKNAME(51, 204),
    SETSOCKOPT(54, 208),
    WAIT4(61, 260),
    WAITID(247, 95),
    FCNTL(72, 25),
    FTRUNCATE(77, 46),
    CAPSET(126, 91),
    GETUID(102, 174),
    GETGID(104, 176),
    PRCTL(157, 167),
    OPENAT(257, 56),
    MKDIRAT(258, 34),
    MKNODAT(259, 33),
    UNLINKAT(263, 35),
    LINKAT(265, 37),
    SYMLINKAT(266, 36),
    READLINKAT(267, 78),
    FCHMODAT(268, 53),
    FACCESSAT(269, 48),
    PPOLL(271, 73),
    UTIMENSAT(280, 88),
    DUP3(292, 24),
    PIPE2(293, 59),
    RENAMEAT2(316, 276),
    SECCOMP(317, 277),
    STATX(332, 291),
    PIDFD_OPEN(434, 434),
    CLOSE_RANGE(436, 436),
    PIDFD_GETFD(438, 438),
    OPENAT2(437, 437),
    LANDLOCK_CREATE_RULESET(444, 444),
    LANDLOCK_ADD_RULE(445, 445),
    LANDLOCK_RESTRICT_SELF(446, 446);

    private final int amd64;
    private final int arm64;

    Call(int amd64, int arm64) {
      this.amd64 = amd64;
      this.arm64 = arm64;
    }
  }

  static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

  /** These four differ between the machines. */
  static final int O_DIRECTORY = ARM ? 0x4000 : 0x10000;

  static final int O_NOFOLLOW = ARM ? 0x8000 : 0x20000;
  static final int O_TMPFILE_BIT = 0x400000;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL =
      handle(
          "syscall",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG),
          Linker.Option.firstVariadicArg(1),
          Linker.Option.captureCallState("errno"));

  private Kernel() {}

  @SuppressWarnings("restricted") // the launcher grants native access
  static MethodHandle handle(String name, FunctionDescriptor type, Linker.Option... options) {
    var symbol =
        LINKER
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new UnsupportedOperationException("no " + name));
    return LINKER.downcallHandle(symbol, type, options);
  }

  /** Calls with up to five arguments; pointers are addresses. */
  static long call(MemorySegment state, Call number, long a, long b, long c, long d, long e) {
    try {
      var result =
          (long)
              SYSCALL.invokeExact(state, (long) (ARM ? number.arm64 : number.amd64), a, b, c, d, e);
      return result == -1 ? -(long) (int) ERRNO.get(state, 0L) : result;
    } catch (Throwable thrown) {
      throw rethrown(thrown);
    }
  }

  static Error rethrown(Throwable thrown) {
    if (thrown instanceof RuntimeException known) throw known;
    if (thrown instanceof Error known) throw known;
    throw new IllegalStateException(thrown);
  }

  static MemorySegment state(Arena arena) {
    return arena.allocate(STATE);
  }

  static MemorySegment text(Arena arena, String bytes) {
    return arena.allocateFrom(bytes, StandardCharsets.ISO_8859_1);
  }

  /** One thread's means to call: it is not safe for use by several. */
  static final class Caller implements AutoCloseable {
    private static final int RESOLVE_NO_MAGICLINKS = 2;
    private static final int RESOLVE_NO_SYMLINKS = 4;
    private static final int RESOLVE_IN_ROOT = 0x10;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_INO = 0x100;
    private static final int STATX_TYPE_AND_MODE = 3;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int PATH_MAX = 4_096;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment state = Kernel.state(arena);
    private final MemorySegment buffer = arena.allocate(PATH_MAX, 8);
    private final MemorySegment how = arena.allocate(24, 8);
    private final MemorySegment nothing = Kernel.text(arena, "");

    long call(Call number, long a, long b, long c, long d, long e) {
      return Kernel.call(state, number, a, b, c, d, e);
    }

    long call(Call number, long a, long b, long c) {
      return call(number, a, b, c, 0, 0);
    }

    void close(long descriptor) {
      call(Call.CLOSE, descriptor, 0, 0);
    }

    /** Opens by name, magic links of {@code /proc} refused. */
    long openDirectory(long base, String path) {
      return openDirectory(base, path, RESOLVE_NO_MAGICLINKS);
    }

    /** Opens by a name that has no link in it. */
    long openDirectoryWithoutLinks(String path) {
      return openDirectory(AT_FDCWD, path, RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS);
    }

    /** Opens as who has {@code root} for a root would: no name and no link leads out of it. */
    long openDirectoryIn(long root, String path) {
      return openDirectory(root, path, RESOLVE_NO_MAGICLINKS | RESOLVE_IN_ROOT);
    }

    private long openDirectory(long base, String path, int resolve) {
      how.fill((byte) 0);
      how.set(ValueLayout.JAVA_LONG, 0, O_PATH | O_DIRECTORY | O_CLOEXEC);
      how.set(ValueLayout.JAVA_LONG, 16, resolve);
      try (var here = Arena.ofConfined()) {
        return call(Call.OPENAT2, base, Kernel.text(here, path).address(), how.address(), 24, 0);
      }
    }

    long open(long base, String path, int flags, int mode) {
      try (var here = Arena.ofConfined()) {
        return call(Call.OPENAT, base, Kernel.text(here, path).address(), flags, mode, 0);
      }
    }

    /** Returns what is there, at most a page; nothing when it cannot be read. */
    byte[] read(long descriptor, long offset, int count) {
      var length =
          call(Call.PREAD64, descriptor, buffer.address(), Math.min(count, PATH_MAX), offset, 0);
      if (length <= 0) return new byte[0];
      return buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    /** Returns what the link says; null when it is none or cannot be read. */
    @org.jspecify.annotations.Nullable
    String link(long base, String path) {
      try (var here = Arena.ofConfined()) {
        var length =
            call(
                Call.READLINKAT,
                base,
                Kernel.text(here, path).address(),
                buffer.address(),
                PATH_MAX,
                0);
        if (length < 0 || length >= PATH_MAX) return null;
        var bytes = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        return new String(bytes, StandardCharsets.ISO_8859_1);
      }
    }

    /** Returns where an open file is, as the kernel knows it. */
    @org.jspecify.annotations.Nullable
    String path(long descriptor) {
      return link(AT_FDCWD, "/proc/self/fd/" + descriptor);
    }

    /** Returns type and permissions, links not followed, or an error as a negative number. */
    int mode(long base, String name) {
      try (var here = Arena.ofConfined()) {
        var failed =
            call(
                Call.STATX,
                base,
                Kernel.text(here, name).address(),
                AT_SYMLINK_NOFOLLOW,
                STATX_TYPE_AND_MODE,
                buffer.address());
        return failed < 0
            ? (int) failed
            : Short.toUnsignedInt(buffer.get(ValueLayout.JAVA_SHORT, 28));
      }
    }

    /** Which file an open one is, whatever it is called: its number and that of its device. */
    record Identity(long number, long device) {}

    /** Returns what an open file is; null when it cannot be told. */
    @org.jspecify.annotations.Nullable
    Identity identity(long descriptor) {
      var failed =
          call(
              Call.STATX,
              descriptor,
              nothing.address(),
              AT_EMPTY_PATH,
              STATX_INO,
              buffer.address());
      if (failed < 0) return null;
      return new Identity(
          buffer.get(ValueLayout.JAVA_LONG, 32), buffer.get(ValueLayout.JAVA_LONG, 136));
    }

    @Override
    public void close() {
      arena.close();
    }
  }
}

package dev.jackdaw.sandbox.landlock;

import dev.jackdaw.sandbox.Launch;
import dev.jackdaw.sandbox.landlock.Kernel.Call;
import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Starts a process from a thread that has restricted itself, so that the process is restricted and
 * the rest of the JVM is not. The thread does nothing else: {@code ProcessBuilder} and the
 * completion of futures would make threads that inherit its restrictions. Everything it touches is
 * loaded before, by a start with {@link Hold.Free}, because it can read no class file afterwards: a
 * JVM that cannot load the class of the error about that ends without a word.
 *
 * <p>The thread has open files of its own, of which only the process's are left when that begins.
 */
final class Spawner {
  private static final AddressLayout POINTER = ValueLayout.ADDRESS;
  private static final MethodHandle SPAWN =
      Kernel.handle(
          "posix_spawn",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT, POINTER, POINTER, POINTER, POINTER, POINTER, POINTER));
  private static final MethodHandle ACTIONS_INIT = one("posix_spawn_file_actions_init");
  private static final MethodHandle ACTIONS_DESTROY = one("posix_spawn_file_actions_destroy");
  private static final MethodHandle ACTIONS_CHDIR =
      two("posix_spawn_file_actions_addchdir_np", POINTER);
  private static final MethodHandle ATTRIBUTES_INIT = one("posix_spawnattr_init");
  private static final MethodHandle ATTRIBUTES_DESTROY = one("posix_spawnattr_destroy");
  private static final MethodHandle ATTRIBUTES_FLAGS =
      two("posix_spawnattr_setflags", ValueLayout.JAVA_SHORT);
  private static final MethodHandle ATTRIBUTES_MASK = two("posix_spawnattr_setsigmask", POINTER);

  /** Larger than any C library's structures. */
  private static final int ROOM = 1_024;

  private static final short SETSIGMASK = 0x08;
  private static final short SETSID = 0x80;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int SECCOMP_SET_MODE_FILTER = 1;
  private static final int NEW_LISTENER = 1 << 3;
  private static final int WAIT_KILLABLE = 1 << 5;
  private static final int CLOSE_RANGE_UNSHARE = 2;
  private static final int CAPABILITY_VERSION_3 = 0x20080522;

  private static final int P_PID = 1;
  private static final int EXITED_BUT_LEFT_TO_WAIT_FOR = 0x01000004;

  private static final long LAST_DESCRIPTOR = 0xffff_ffffL;

  private final Arena arena;
  private final MemorySegment state;
  private final MemorySegment pid;
  private final MemorySegment actions;
  private final MemorySegment attributes;
  private final MemorySegment program;
  private final MemorySegment arguments;
  private final MemorySegment environment;
  private final MemorySegment filter;
  private final MemorySegment noCapabilities;
  private final Hold hold;
  private final int[] streams;
  private final CountDownLatch done = new CountDownLatch(1);

  private long listener = -1;
  private long failed;
  private @Nullable String step = "thread";
  private @Nullable Throwable thrown;

  /** What the process is held to. */
  sealed interface Hold {
    /**
     * Nothing, and it keeps this process's open files: class files can be read while it goes the
     * way that others will go, so that those need none.
     */
    record Free() implements Hold {
      @Override
      public ByteBuffer filter() {
        return ByteBuffer.allocate(0);
      }
    }

    /**
     * Landlock and a filter, without any capability.
     *
     * @param ruleset a descriptor
     */
    record Confined(long ruleset, ByteBuffer filter) implements Hold {}

    /**
     * A filter alone, under which the process confines itself. It ends with the thread that started
     * it, see {@code PR_SET_PDEATHSIG}; so that thread lives as long as the process.
     */
    record Watched(ByteBuffer filter) implements Hold {}

    /** Returns the seccomp program. */
    ByteBuffer filter();
  }

  /**
   * Prepares it.
   *
   * @param arena shared; it must outlive {@link #start}
   * @param streams descriptors of what the process has open: input, output, errors, and on
   */
  Spawner(Arena arena, Launch launch, Hold hold, int[] streams) throws IOException {
    this.arena = arena;
    this.hold = hold;
    this.streams = streams.clone();
    var code = hold.filter();
    state = Kernel.state(arena);
    pid = arena.allocate(8, 8);
    actions = arena.allocate(ROOM, 16);
    attributes = arena.allocate(ROOM, 16);
    program = Kernel.text(arena, Names.bytes(launch.command().getFirst()));
    arguments = texts(launch.command());
    environment =
        texts(
            launch.environment().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList());
    var instructions = arena.allocate(Math.max(8, code.remaining()), 8);
    instructions.copyFrom(MemorySegment.ofBuffer(code));
    filter = arena.allocate(16, 8);
    filter.set(ValueLayout.JAVA_SHORT, 0, (short) (code.remaining() / 8));
    filter.set(POINTER, 8, instructions);
    noCapabilities = arena.allocate(40, 8);
    noCapabilities.set(ValueLayout.JAVA_INT, 0, CAPABILITY_VERSION_3);
    var mask = arena.allocate(128, 8);
    var flags = (short) (SETSIGMASK | (launch.streams() == Launch.Streams.PIPES ? SETSID : 0));
    var directory = Kernel.text(arena, Names.bytes(launch.directory().toString()));
    try {
      checked((int) ACTIONS_INIT.invokeExact(actions));
      checked((int) ACTIONS_CHDIR.invokeExact(actions, directory));
      checked((int) ATTRIBUTES_INIT.invokeExact(attributes));
      checked((int) ATTRIBUTES_FLAGS.invokeExact(attributes, flags));
      checked((int) ATTRIBUTES_MASK.invokeExact(attributes, mask));
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw Kernel.rethrown(e);
    }
  }

  private static MethodHandle one(String name) {
    return Kernel.handle(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, POINTER));
  }

  private static MethodHandle two(String name, ValueLayout second) {
    return Kernel.handle(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, POINTER, second));
  }

  private static void checked(int error) throws IOException {
    if (error != 0) throw new IOException("posix_spawn cannot be prepared: error " + error);
  }

  private MemorySegment texts(List<String> texts) throws IOException {
    var pointers = arena.allocate(8L * (texts.size() + 1), 8);
    for (var i = 0; i < texts.size(); i++) {
      var bytes = Names.bytes(texts.get(i));
      if (bytes.indexOf(0) >= 0) throw new IOException("a NUL in the command or its environment");
      pointers.setAtIndex(POINTER, i, Kernel.text(arena, bytes));
    }
    return pointers;
  }

  /**
   * Starts the process.
   *
   * @throws IOException saying which step failed
   */
  int start() throws IOException {
    var thread = Thread.ofPlatform().daemon().name("sandbox spawn").unstarted(this::spawn);
    thread.start();
    var interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
    release();
    if (thrown != null) throw new IOException("the sandbox failed to start a process", thrown);
    if (failed != 0) throw new IOException(step + ": error " + Math.abs(failed));
    return pid.get(ValueLayout.JAVA_INT, 0);
  }

  private void release() {
    try {
      var _ = (int) ACTIONS_DESTROY.invokeExact(actions);
      var _ = (int) ATTRIBUTES_DESTROY.invokeExact(attributes);
    } catch (Throwable e) {
      throw Kernel.rethrown(e);
    }
  }

  /** Returns where the process's calls are asked about, once it is started. */
  OptionalLong listener() {
    return listener < 0 ? OptionalLong.empty() : OptionalLong.of(listener);
  }

  private void spawn() {
    try {
      switch (hold) {
        case Hold.Free _ -> {
          // as this process is
        }
        case Hold.Confined confined -> restrict(confined.ruleset());
        case Hold.Watched _ -> install();
      }
      if (failed == 0) leaveOpenFiles();
      if (failed == 0) {
        step = "posix_spawn";
        failed = (int) SPAWN.invokeExact(pid, program, actions, attributes, arguments, environment);
      }
      if (failed == 0 && hold instanceof Hold.Watched) stay();
    } catch (Throwable e) {
      thrown = e;
    } finally {
      done.countDown();
    }
  }

  /** What it uses is its own: who waits for the start closes the arena after it. */
  private void stay() {
    var child = pid.get(ValueLayout.JAVA_INT, 0);
    try (var own = new Kernel.Caller()) {
      own.call(Call.CLOSE_RANGE, 0, streams.length - 1L, 0);
      done.countDown();
      long ended;
      do {
        ended = own.call(Call.WAITID, P_PID, child, 0, EXITED_BUT_LEFT_TO_WAIT_FOR, 0);
      } while (ended == -Kernel.EINTR);
    }
  }

  private void restrict(long ruleset) {
    step = "prctl";
    failed = call(Call.PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0);
    if (failed != 0) return;
    step = "landlock_restrict_self";
    failed = call(Call.LANDLOCK_RESTRICT_SELF, ruleset, 0, 0);
    if (failed != 0) return;
    step = "capset";
    failed = call(Call.CAPSET, noCapabilities.address(), noCapabilities.address() + 16, 0);
    if (failed == 0) install();
  }

  private void install() {
    step = "prctl";
    failed = call(Call.PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0);
    if (failed != 0) return;
    step = "seccomp";
    listener =
        call(Call.SECCOMP, SECCOMP_SET_MODE_FILTER, NEW_LISTENER | WAIT_KILLABLE, filter.address());
    if (listener == -Kernel.EINVAL) {
      listener = call(Call.SECCOMP, SECCOMP_SET_MODE_FILTER, NEW_LISTENER, filter.address());
    }
    failed = Math.min(0, listener);
  }

  /** From here on this thread's open files are its own; then they are the process's three. */
  private void leaveOpenFiles() {
    var stays = hold instanceof Hold.Free;
    step = "close_range";
    failed =
        call(Call.CLOSE_RANGE, LAST_DESCRIPTOR, LAST_DESCRIPTOR, stays ? 0 : CLOSE_RANGE_UNSHARE);
    if (stays) return;
    for (var i = 0; i < streams.length && failed >= 0; i++) {
      step = "dup3";
      if (streams[i] != i) failed = call(Call.DUP3, streams[i], i, 0);
    }
    if (failed < 0) return;
    step = "close_range";
    failed = call(Call.CLOSE_RANGE, streams.length, LAST_DESCRIPTOR, 0);
  }

  private long call(Call number, long a, long b, long c) {
    return Kernel.call(state, number, a, b, c, 0, 0);
  }
}

package dev.jackdaw.cli.doctor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** Asks the kernel for its version of Landlock. */
final class Landlock {
  /** The same on every architecture since Linux 5.13; see {@code landlock_create_ruleset(2)}. */
  private static final long CREATE_RULESET = 444;

  private static final int VERSION_FLAG = 1;

  private Landlock() {}

  /** Returns the ABI version; 0 when the kernel has none, nothing when it cannot be asked. */
  @SuppressWarnings("restricted") // the launcher grants native access
  static Optional<Integer> version() {
    try {
      var linker = Linker.nativeLinker();
      var symbol = linker.defaultLookup().find("syscall");
      if (symbol.isEmpty()) return Optional.empty();
      var type =
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT);
      var syscall = linker.downcallHandle(symbol.get(), type, Linker.Option.firstVariadicArg(1));
      var result = (long) syscall.invokeExact(CREATE_RULESET, MemorySegment.NULL, 0L, VERSION_FLAG);
      return Optional.of((int) Math.max(0, result));
    } catch (Throwable e) {
      if (e instanceof VirtualMachineError fatal) throw fatal;
      return Optional.empty();
    }
  }
}

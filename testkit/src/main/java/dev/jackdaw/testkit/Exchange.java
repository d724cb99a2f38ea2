package dev.jackdaw.testkit;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An attacker with no other work than to exchange entries of folders for others, by {@code
 * renameat2}: there is no moment at which a name is missing.
 */
public final class Exchange implements AutoCloseable {
  private static final int AT_FDCWD = -100;
  private static final int RENAME_EXCHANGE = 2;

  @SuppressWarnings("restricted")
  private static final MethodHandle RENAMEAT2 =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().find("renameat2").orElseThrow(),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT));

  /** Two entries that take each other's place. */
  public record Pair(Path one, Path other) {}

  private final AtomicLong done = new AtomicLong();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private volatile boolean over;

  private Exchange(List<Pair> pairs) {
    thread.execute(() -> run(pairs));
  }

  /** Begins; it goes on until it is closed. */
  public static Exchange start(List<Pair> pairs) {
    return new Exchange(List.copyOf(pairs));
  }

  private void run(List<Pair> pairs) {
    while (!over) {
      for (var pair : pairs) exchange(pair);
      done.addAndGet(pairs.size());
    }
  }

  private static void exchange(Pair pair) {
    try (var arena = Arena.ofConfined()) {
      var one = arena.allocateFrom(pair.one().toString());
      var other = arena.allocateFrom(pair.other().toString());
      var result = (int) RENAMEAT2.invokeExact(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE);
      if (result != 0) throw new IllegalStateException("cannot exchange " + pair);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns how many exchanges were made. */
  public long done() {
    return done.get();
  }

  @Override
  public void close() {
    over = true;
    thread.close();
  }
}

package dev.jackdaw.sandbox.landlock;

import dev.jackdaw.sandbox.Launch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Starts a process with the streams it is to have. */
final class Starting {
  private Starting() {}

  /**
   * Starts it.
   *
   * @param supervise is given the listener of the filter, before anything is awaited
   * @param open files the process has open beside its three, from descriptor 3 on, for reading
   */
  static SpawnedProcess start(
      Launch launch, Spawner.Hold hold, LongConsumer supervise, Path... open) throws IOException {
    try (var kernel = new Kernel.Caller();
        var arena = Arena.ofShared()) {
      var piped = launch.streams() == Launch.Streams.PIPES;
      var pipes = piped ? SpawnedProcess.Pipes.open(kernel, launch.errors()) : null;
      var streams = new int[3 + open.length];
      try {
        streams[0] = pipes == null ? 0 : pipes.childInput();
        streams[1] = pipes == null ? 1 : pipes.childOutput();
        streams[2] = pipes == null ? 2 : pipes.childErrors();
        for (var i = 0; i < open.length; i++) streams[3 + i] = opened(kernel, open[i]);
        var pid = started(new Spawner(arena, launch, hold, streams), kernel, supervise);
        return pipes == null
            ? new SpawnedProcess(
                pid, OutputStream.nullOutputStream(), InputStream.nullInputStream())
            : new SpawnedProcess(pid, pipes.input(), pipes.output());
      } catch (IOException e) {
        close(pipes);
        throw e;
      } finally {
        if (pipes != null) pipes.closeChildEnds(kernel);
        for (var i = 3; i < streams.length; i++) if (streams[i] > 2) kernel.close(streams[i]);
      }
    }
  }

  private static int opened(Kernel.Caller kernel, Path file) throws IOException {
    var opened = kernel.open(Kernel.AT_FDCWD, Names.bytes(file.toString()), Kernel.O_CLOEXEC, 0);
    if (opened < 0) throw new IOException(file + ": error " + -opened);
    return (int) opened;
  }

  /** Whoever listens must do so before anything is awaited, and stops when nobody asks. */
  private static int started(Spawner spawner, Kernel.Caller kernel, LongConsumer supervise)
      throws IOException {
    try {
      var pid = spawner.start();
      spawner.listener().ifPresent(supervise);
      return pid;
    } catch (IOException e) {
      spawner.listener().ifPresent(kernel::close);
      throw e;
    }
  }

  private static void close(SpawnedProcess.@Nullable Pipes pipes) throws IOException {
    if (pipes == null) return;
    pipes.input().close();
    pipes.output().close();
  }
}

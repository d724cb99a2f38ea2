package dev.jackdaw.sandbox.landlock;

import dev.jackdaw.sandbox.landlock.Kernel.Call;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that the JDK did not start. Errors go where the output goes. */
final class SpawnedProcess extends Process {
  private static final int SIGNALLED = 0x7f;

  private final long pid;
  private final Optional<ProcessHandle> handle;
  private final OutputStream input;
  private final InputStream output;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  /** Takes over a child of this process and begins to wait for it. */
  SpawnedProcess(int pid, OutputStream input, InputStream output) {
    this.pid = pid;
    this.input = input;
    this.output = output;
    handle = ProcessHandle.of(pid);
    Thread.ofPlatform().daemon().name("sandbox wait " + pid).start(this::await);
  }

  private void await() {
    try (var kernel = new Kernel.Caller();
        var arena = Arena.ofConfined()) {
      var status = arena.allocate(8, 8);
      long ended;
      do {
        ended = kernel.call(Call.WAIT4, pid, status.address(), 0);
      } while (ended == -Kernel.EINTR);
      var raw = status.get(ValueLayout.JAVA_INT, 0);
      var signal = raw & SIGNALLED;
      exit.complete(ended < 0 ? -1 : signal == 0 ? raw >> 8 & 0xff : 0x80 + signal);
    }
  }

  @Override
  public OutputStream getOutputStream() {
    return input;
  }

  @Override
  public InputStream getInputStream() {
    return output;
  }

  @Override
  public InputStream getErrorStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public int waitFor() throws InterruptedException {
    try {
      return exit.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    try {
      exit.get(timeout, unit);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int exitValue() {
    if (!exit.isDone()) throw new IllegalThreadStateException("process has not ended");
    return exit.join();
  }

  @Override
  public boolean isAlive() {
    return !exit.isDone();
  }

  @Override
  public void destroy() {
    if (isAlive()) handle.ifPresent(ProcessHandle::destroy);
  }

  @Override
  public Process destroyForcibly() {
    if (isAlive()) handle.ifPresent(ProcessHandle::destroyForcibly);
    return this;
  }

  @Override
  public boolean supportsNormalTermination() {
    return true;
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public ProcessHandle toHandle() {
    return handle.orElseThrow(() -> new UnsupportedOperationException("the process has ended"));
  }

  @Override
  public CompletableFuture<Process> onExit() {
    return exit.thenApply(_ -> this);
  }

  /** Pipes to and from a child; ours are streams, its ends are descriptors. */
  record Pipes(
      OutputStream input, InputStream output, int childInput, int childOutput, int childErrors) {
    /** Opens them; errors go where the output goes unless a file is named. */
    static Pipes open(Kernel.Caller kernel, Optional<Path> errors) throws IOException {
      var in = pair(kernel);
      var out = pair(kernel);
      try {
        // Opened anew by name, so that the JDK closes them as it closes any file.
        var input = new FileOutputStream("/proc/self/fd/" + in[1]);
        var output = new FileInputStream("/proc/self/fd/" + out[0]);
        return new Pipes(
            input, output, in[0], out[1], errors.isPresent() ? file(kernel, errors.get()) : out[1]);
      } finally {
        kernel.close(in[1]);
        kernel.close(out[0]);
      }
    }

    private static int file(Kernel.Caller kernel, Path path) throws IOException {
      var flags = Kernel.O_WRONLY | Kernel.O_CREAT | Kernel.O_APPEND | Kernel.O_CLOEXEC;
      var opened = kernel.open(Kernel.AT_FDCWD, Names.bytes(path.toString()), flags, 0600);
      if (opened < 0) throw new IOException(path + ": error " + -opened);
      return (int) opened;
    }

    private static int[] pair(Kernel.Caller kernel) throws IOException {
      try (var arena = Arena.ofConfined()) {
        var ends = arena.allocate(8, 8);
        var failed = kernel.call(Call.PIPE2, ends.address(), Kernel.O_CLOEXEC, 0);
        if (failed < 0) throw new IOException("pipe2: error " + -failed);
        return new int[] {ends.get(ValueLayout.JAVA_INT, 0), ends.get(ValueLayout.JAVA_INT, 4)};
      }
    }

    void closeChildEnds(Kernel.Caller kernel) {
      kernel.close(childInput);
      kernel.close(childOutput);
      if (childErrors != childOutput) kernel.close(childErrors);
    }
  }
}

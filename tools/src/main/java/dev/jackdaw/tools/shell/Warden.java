package dev.jackdaw.tools.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that programs of the user's own, which nothing confines, do not outlive a session:
 * neither when it is closed nor when Jackdaw is killed, daemons of theirs that left their session
 * included. What it needs for that starts with the first of them. Safe for use by several threads.
 */
public final class Warden implements AutoCloseable {
  private static final String NAME = "JACKDAW_JOB";

  /** A watchdog remembers what it was told of; a new one begins with nothing. */
  private static final int MOST_WATCHED = 300;

  private final String mark =
      "warden-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
  private final AtomicInteger count = new AtomicInteger();
  private @Nullable Watchdog watchdog; // guarded by this
  private ProcessTable.@Nullable Horizon horizon; // guarded by this
  private int watched; // guarded by this
  private boolean closed; // guarded by this

  /** Returns what starts the same under its eyes. */
  public Launcher over(Launcher launcher) {
    return request -> {
      var number = count.incrementAndGet();
      var environment = new HashMap<>(request.environment());
      environment.put(NAME, mark + "." + number);
      wake();
      var forks = ProcessTable.forksSoFar();
      var process =
          launcher.start(
              new Launcher.Request(
                  request.command(),
                  request.directory(),
                  environment,
                  request.output(),
                  request.errors(),
                  request.cover()));
      watch(number, process, forks);
      return process;
    };
  }

  private synchronized void wake() throws IOException {
    if (closed) throw new IOException("the session is closed");
    if (watchdog != null && watched < MOST_WATCHED) return;
    var before = watchdog;
    watchdog = Watchdog.start(mark, Path.of("/"));
    watched = 0;
    if (before != null) before.close();
  }

  private synchronized void watch(int number, Process process, long forks) throws IOException {
    if (horizon == null) horizon = new ProcessTable.Horizon(process.pid(), forks);
    watched++;
    var ticks = ProcessTable.entry(process.pid()).map(ProcessTable.Entry::started).orElse(0L);
    var watching = watchdog;
    if (watching != null) watching.watch(number, process.pid(), ticks);
  }

  /** Ends what is left of them. */
  @Override
  public void close() {
    Watchdog watching;
    ProcessTable.Horizon since;
    synchronized (this) {
      closed = true;
      watching = watchdog;
      since = horizon;
      watchdog = null;
    }
    if (since != null) {
      var tree = new ProcessTree(List.of(), NAME + "=" + mark + ".", "", since);
      if (tree.end(Duration.ZERO)) Thread.currentThread().interrupt();
    }
    if (watching != null) watching.close();
  }
}

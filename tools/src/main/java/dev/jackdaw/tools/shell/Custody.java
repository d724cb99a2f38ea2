package dev.jackdaw.tools.shell;

import dev.jackdaw.api.ToolContext;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * What looks after the commands of a session in case Jackdaw dies: their records, and the watchdog
 * that ends them. The watchdog starts beside the first command, which begins only when both are
 * ready. Safe for use by several threads.
 */
final class Custody implements AutoCloseable {
  private static final File BOOT_ID = new File("/proc/sys/kernel/random/boot_id");
  private static final int MAX_COMMAND_CHARS = 500;

  private final JobFolder folder;
  private final String session;
  private @Nullable FutureTask<Watchdog> watchdog;

  /** {@code session} is what the marks of the session begin with. */
  Custody(JobFolder folder, String session) {
    this.folder = folder;
    this.session = session;
  }

  JobFolder folder() {
    return folder;
  }

  /** Returns the files of the next command, while the watchdog may still be starting. */
  JobFolder.Entry next(ToolContext context) throws IOException {
    var entry = folder.next(context.agent(), context.call());
    wake();
    return entry;
  }

  private synchronized void wake() {
    if (watchdog != null) return;
    var starting = new FutureTask<>(() -> Watchdog.start(session, folder.path()));
    watchdog = starting;
    Thread.ofPlatform().daemon().name("watchdog").start(starting);
  }

  /** Puts down a command that waits to begin, and has it watched unless it may outlive Jackdaw. */
  JobRecord.Start take(
      JobFolder.Entry entry,
      Process process,
      Jobs.Order order,
      ToolContext of,
      String mark,
      boolean kept)
      throws IOException {
    var pid = process.pid();
    var ticks = ProcessTable.entry(pid).map(ProcessTable.Entry::started).orElse(0L);
    var command = order.command();
    var start =
        new JobRecord.Start(
            of.agent(),
            of.call(),
            command.substring(0, Math.min(MAX_COMMAND_CHARS, command.length())),
            boot(),
            mark,
            pid,
            ticks,
            Instant.now(),
            kept,
            order.origin());
    entry.append(start.line() + (order.isHeld() ? JobRecord.HELD + "\n" : ""));
    if (!kept) watchdog().watch(entry.number(), pid, ticks);
    return start;
  }

  private Watchdog watchdog() throws IOException {
    FutureTask<Watchdog> starting;
    synchronized (this) {
      if (watchdog == null) throw new IOException("there is no watchdog");
      starting = watchdog;
    }
    var interrupted = false;
    try {
      while (true) {
        try {
          return starting.get();
        } catch (InterruptedException _) {
          interrupted = true; // it starts in no time, and whoever waits next hears of it
        }
      }
    } catch (ExecutionException e) {
      throw new IOException("the process that watches over commands cannot be started", e);
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  /** Returns which run of the machine this is; empty where that is not known. */
  static String boot() {
    try (var in = new FileInputStream(BOOT_ID)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException _) {
      return "";
    }
  }

  /** Lets the watchdog go and forgets what is on record: everything was ended and told. */
  @Override
  public void close() {
    FutureTask<Watchdog> started;
    synchronized (this) {
      started = watchdog;
      watchdog = null;
    }
    if (started != null) {
      try {
        started.get().close();
      } catch (ExecutionException _) {
        // There was none, and so no command.
      } catch (InterruptedException _) {
        // It finds nothing to end.
        Thread.currentThread().interrupt();
      }
    }
    folder.remove();
  }
}

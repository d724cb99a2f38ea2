package dev.jackdaw.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs commands confined by bubblewrap.
 *
 * <p>All commands are started by one thread that lives as long as the sandbox: the kernel ends them
 * when the thread that started them ends, see {@code PR_SET_PDEATHSIG} in prctl(2). So none
 * outlives the sandbox, not even when this process is killed; but for those that print into a file,
 * which are meant to.
 */
public final class BubblewrapSandbox implements Sandbox {
  private static final long PATIENCE_MILLIS = 2_000;

  private final Bubblewrap bubblewrap;
  private final Optional<AutoCloseable> wayOut;
  private final Profile profile;
  private final Starter starter;
  private final ExecutorService starting =
      Executors.newSingleThreadExecutor(
          work -> Thread.ofPlatform().daemon().name("sandbox").unstarted(work));
  private final Set<Path> masks = new LinkedHashSet<>();
  private final Set<Process> processes = new HashSet<>();
  private int running;

  public BubblewrapSandbox(Bubblewrap bubblewrap, Profile profile) {
    this(bubblewrap, profile, Optional.empty());
  }

  /** {@code wayOut} is closed with the sandbox. */
  public BubblewrapSandbox(Bubblewrap bubblewrap, Profile profile, Optional<AutoCloseable> wayOut) {
    this(bubblewrap, profile, wayOut, Starts::start);
  }

  BubblewrapSandbox(
      Bubblewrap bubblewrap, Profile profile, Optional<AutoCloseable> wayOut, Starter starter) {
    this.wayOut = wayOut;
    this.bubblewrap = bubblewrap;
    this.profile = profile;
    this.starter = starter;
  }

  /** Starts the command line that confines the launch. */
  @FunctionalInterface
  interface Starter {
    Process start(List<String> line, Launch launch) throws IOException;
  }

  @Override
  public String name() {
    return "bwrap";
  }

  @Override
  public Process start(Launch launch) throws IOException {
    var line = begin(launch);
    var started = false;
    try {
      var process = starting.submit(() -> starter.start(line, launch)).get();
      synchronized (this) {
        processes.add(process);
      }
      var _ = process.onExit().thenAccept(this::ended);
      started = true;
      return process;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException known) throw known;
      throw new IOException("the command could not be started", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before the command was started", e);
    } finally {
      if (!started) end();
    }
  }

  private synchronized List<String> begin(Launch launch) {
    running++;
    masks.addAll(Masks.missing(profile.workspace()));
    return bubblewrap.command(profile, launch);
  }

  private synchronized void ended(Process process) {
    processes.remove(process);
    end();
  }

  /** Another command may still rest on what one has left. */
  private synchronized void end() {
    if (--running > 0) return;
    Masks.remove(new ArrayList<>(masks));
    masks.clear();
    notifyAll();
  }

  private synchronized Set<Process> processes() {
    return Set.copyOf(processes);
  }

  @Override
  public void close() {
    starting.shutdownNow();
    // One that was just started has not yet asked the kernel to be ended.
    processes().forEach(Process::destroyForcibly);
    var deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    synchronized (this) {
      try {
        while (running > 0) {
          var left = deadline - System.currentTimeMillis();
          if (left <= 0) break;
          wait(left);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      Masks.remove(new ArrayList<>(masks));
      masks.clear();
    }
    wayOut.ifPresent(Sandbox::closeQuietly);
  }
}

package dev.jackdaw.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

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
  private static final int PROBE_SECONDS = 10;

  private final Bubblewrap bubblewrap;
  private final Optional<AutoCloseable> wayOut;
  private final Profile profile;
  private final Starter starter;
  private final Optional<Supervision> supervised;
  private final ExecutorService starting =
      Executors.newSingleThreadExecutor(
          work -> Thread.ofPlatform().daemon().name("sandbox").unstarted(work));
  private final Set<Path> masks = new LinkedHashSet<>();
  private final Set<Process> processes = new HashSet<>();
  private int running;
  private boolean closed;

  /** Makes one without a way out, where protected names are covered at the top only. */
  public BubblewrapSandbox(Bubblewrap bubblewrap, Profile profile) {
    this(bubblewrap, profile, Optional.empty(), Optional.empty(), Starts::start);
  }

  /**
   * Makes one.
   *
   * @param wayOut is closed with the sandbox
   * @param supervised what starts commands so that protected names are held at any depth
   */
  public BubblewrapSandbox(
      Bubblewrap bubblewrap,
      Profile profile,
      Optional<AutoCloseable> wayOut,
      Optional<Supervision> supervised) {
    this(bubblewrap, profile, wayOut, supervised, Starts::start);
  }

  BubblewrapSandbox(
      Bubblewrap bubblewrap,
      Profile profile,
      Optional<AutoCloseable> wayOut,
      Optional<Supervision> supervised,
      Starter starter) {
    this.wayOut = wayOut;
    this.bubblewrap = bubblewrap;
    this.profile = profile;
    this.supervised = supervised;
    this.starter = starter;
  }

  /** Starts the command line that confines the launch. */
  @FunctionalInterface
  interface Starter {
    Process start(List<String> line, Launch launch) throws IOException;
  }

  /**
   * Returns why it does not work here; nothing when it does. It is run, because in containers it is
   * often there and of no use.
   */
  public Optional<String> trouble() throws InterruptedException {
    // Where nobody answers for the workspace, it cannot be written.
    var command = List.of("/bin/sh", "-c", supervised.isPresent() ? "[ -w . ]" : "true");
    var folder = profile.workspace().getFirst();
    try {
      var process =
          start(new Launch(command, folder, Map.of("PATH", "/usr/bin:/bin"), Launch.Streams.PIPES));
      process.getOutputStream().close();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.of("it does not come to an end");
      }
      if (process.exitValue() == 0) return Optional.empty();
      return Optional.of(said.isBlank() ? "status " + process.exitValue() : said.strip());
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String name() {
    return "bwrap";
  }

  @Override
  public Process start(Launch launch) throws IOException {
    if (supervised.isPresent() && canBeSupervised(launch)) {
      var line = bubblewrap.supervised(profile, launch);
      if (line.isPresent()) return supervised(supervised.get(), line.get(), launch);
    }
    return unsupervised(launch);
  }

  /** Nobody would supervise what outlives us, and a layer is in a file tree that is not ours. */
  private static boolean canBeSupervised(Launch launch) {
    return launch.output().isEmpty() && launch.around().isEmpty();
  }

  private Process supervised(Supervision by, List<String> line, Launch launch) throws IOException {
    synchronized (this) {
      if (closed) throw new IOException("the sandbox is closed");
      running++;
    }
    var started = false;
    try {
      var process = by.start(launch.withCommand(line), bubblewrap.filter().orElseThrow());
      remember(process);
      started = true;
      return process;
    } finally {
      if (!started) end();
    }
  }

  private void remember(Process process) {
    synchronized (this) {
      processes.add(process);
    }
    var _ = process.onExit().thenAccept(this::ended);
  }

  private Process unsupervised(Launch launch) throws IOException {
    var line = begin(launch);
    var started = false;
    try {
      var process = starting.submit(() -> starter.start(line, launch)).get();
      remember(process);
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
    synchronized (this) {
      closed = true;
    }
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

package dev.jackdaw.cli.sandbox;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.policy.Confinement;
import dev.jackdaw.sandbox.Launch;
import dev.jackdaw.sandbox.Sandbox;
import dev.jackdaw.tools.shell.Launcher;
import dev.jackdaw.tools.shell.Starting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sandboxes of a session: the one in which commands run, and one for each set of hosts that was
 * granted to a command, so that no other command gets at them meanwhile. Safe for use by several
 * threads.
 */
public final class Sandboxes implements Starting.Way, AutoCloseable {
  private final Confining confining;
  private final Rung rung;
  private final Confining.Wish wish;
  private final Map<Set<String>, Sandbox> reaching = new HashMap<>();
  private final Map<Set<Path>, Sandbox> seeing = new HashMap<>();
  private @Nullable Sandbox plain;
  private @Nullable Sandbox apart;
  private boolean tried;
  private boolean toldOfEnds;
  private boolean closed;

  private Sandboxes(Confining confining, Rung rung, Confining.Wish wish) {
    this.confining = confining;
    this.rung = rung;
    this.wish = wish;
  }

  /**
   * Makes the session's own at once.
   *
   * @throws JackdawException with a code of isolation when there is none
   */
  public static Sandboxes open(Confining confining, Rung rung, Confining.Wish wish)
      throws InterruptedException {
    var sandboxes = new Sandboxes(confining, rung, wish);
    sandboxes.plain = confining.sandbox(rung, wish);
    sandboxes.tried = true;
    return sandboxes;
  }

  /**
   * Makes the session's own with the first command. Where there is none, a warning says so and
   * commands run unconfined.
   */
  public static Sandboxes withFirstCommand(Confining confining, Confining.Wish wish) {
    return new Sandboxes(confining, Rung.ANY, wish);
  }

  /** Returns the session's own; nothing when this machine has none. */
  private synchronized Optional<Sandbox> own() {
    if (tried) return Optional.ofNullable(plain);
    if (closed) return Optional.empty();
    tried = true;
    try {
      plain = confining.sandbox(rung, wish);
    } catch (InterruptedException _) {
      // Whoever wanted it does not want it any more; the next one tries again.
      tried = false;
      Thread.currentThread().interrupt();
    } catch (JackdawException e) {
      wish.warnings().accept("jackdaw: commands run unconfined. " + e.getMessage());
    }
    return Optional.ofNullable(plain);
  }

  /** Returns what holds back commands; a host that can be reached is a way to carry things out. */
  public Confinement confinement() {
    return own().isPresent() && wish.domains().isEmpty() ? Confinement.SANDBOXED : Confinement.NONE;
  }

  /** Returns whether commands are confined at all. */
  public boolean isThere() {
    return own().isPresent();
  }

  /** Returns what they rest on, {@code none} where there is none or none was needed yet. */
  public synchronized String name() {
    return plain == null ? "none" : plain.name();
  }

  /** Returns what starts commands in the session's own. */
  public Launcher plain() {
    return new Launcher() {
      @Override
      public Process start(Request request) throws IOException {
        var own = own();
        if (Thread.currentThread().isInterrupted()) throw new IOException("interrupted");
        var launcher = own.isPresent() ? in(own.get()) : Launcher.unconfined();
        return launcher.start(request);
      }

      @Override
      public boolean canOutlive() {
        // Only who wants it asks, and is told when it cannot be.
        var under = own().map(Sandbox::name).orElse("bwrap");
        if (under.equals("bwrap")) return true;
        sayThatNothingOutlives(under);
        return false;
      }
    };
  }

  /** Under Landlock this process makes the changes, so that nothing goes on without it. */
  private synchronized void sayThatNothingOutlives(String under) {
    if (toldOfEnds) return;
    toldOfEnds = true;
    wish.warnings()
        .accept(
            "jackdaw: shell.keepAfterCrash has no effect under "
                + under
                + ": should Jackdaw be killed, its commands are ended, and the resumed session is"
                + " told so. They go on under bubblewrap (--require-sandbox bwrap), or without a"
                + " sandbox (--sandbox off).");
  }

  @Override
  public Launcher reaching(List<String> hosts) {
    if (hosts.isEmpty() || own().isEmpty()) return Launcher.unconfined();
    return request -> in(with(hosts)).start(request);
  }

  /** Returns what starts programs as commands are, which can read more than commands. */
  public Launcher reading(List<Path> more) {
    if (more.isEmpty() || own().isEmpty()) return plain();
    return request -> in(seeing(more)).start(request);
  }

  private synchronized Sandbox seeing(List<Path> more) throws IOException {
    var key = Set.copyOf(more);
    var known = seeing.get(key);
    if (known != null) return known;
    if (closed) throw new IOException("the session is closed");
    return made(() -> confining.sandbox(rung, wish, more), made -> seeing.put(key, made));
  }

  private interface Making {
    Sandbox make() throws InterruptedException;
  }

  private static Sandbox made(Making making, Consumer<Sandbox> keeping) throws IOException {
    try {
      var made = making.make();
      keeping.accept(made);
      return made;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before the program was started", e);
    } catch (JackdawException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Starts a program that has no business in the workspace: as confined as commands are, in a
   * folder of its own and without any host.
   *
   * @param readable what it needs beside what belongs to the system
   */
  public Process startApart(Launch launch, List<Path> readable) throws IOException {
    if (own().isEmpty()) {
      if (Thread.currentThread().isInterrupted()) throw new IOException("interrupted");
      return Launcher.unconfined()
          .start(
              new Launcher.Request(
                  launch.command(),
                  launch.directory(),
                  launch.environment(),
                  launch.output(),
                  launch.errors()));
    }
    return apart(launch.directory(), readable).start(launch);
  }

  private synchronized Sandbox apart(Path scratch, List<Path> readable) throws IOException {
    if (apart != null) return apart;
    if (closed) throw new IOException("the session is closed");
    return made(() -> confining.apart(rung, wish, scratch, readable), made -> apart = made);
  }

  private synchronized Sandbox with(List<String> hosts) throws IOException {
    var key = Set.copyOf(hosts);
    var known = reaching.get(key);
    if (known != null) return known;
    var domains = new ArrayList<>(wish.domains());
    domains.addAll(key);
    var wider =
        new Confining.Wish(wish.workspace(), wish.policy(), wish.git(), domains, wish.warnings());
    return made(() -> confining.sandbox(rung, wider), made -> reaching.put(key, made));
  }

  private static Launcher in(Sandbox sandbox) {
    return request ->
        sandbox.start(
            new Launch(
                request.command(),
                request.directory(),
                request.environment(),
                Launch.Streams.PIPES,
                request.output(),
                request.errors(),
                request.cover().around()));
  }

  @Override
  public synchronized void close() {
    closed = true;
    reaching.values().forEach(Sandbox::close);
    seeing.values().forEach(Sandbox::close);
    if (apart != null) apart.close();
    if (plain != null) plain.close();
  }
}

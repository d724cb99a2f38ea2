package dev.jackdaw.cli.sandbox;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.sandbox.Launch;
import dev.jackdaw.sandbox.Sandbox;
import dev.jackdaw.tools.shell.Launcher;
import dev.jackdaw.tools.shell.Starting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sandboxes of a session: the one in which commands run, and one for each set of hosts that was
 * granted to a command, so that no other command gets at them meanwhile. Safe for use by several
 * threads.
 */
public final class Sandboxes implements Starting.Way, AutoCloseable {
  private final Confining confining;
  private final Rung rung;
  private final Confining.Wish wish;
  private final Sandbox plain;
  private final Map<Set<String>, Sandbox> reaching = new HashMap<>();

  private Sandboxes(Confining confining, Rung rung, Confining.Wish wish, Sandbox plain) {
    this.confining = confining;
    this.rung = rung;
    this.wish = wish;
    this.plain = plain;
  }

  /**
   * Makes the session's own.
   *
   * @throws JackdawException with a code of isolation when there is none
   */
  public static Sandboxes open(Confining confining, Rung rung, Confining.Wish wish)
      throws InterruptedException {
    return new Sandboxes(confining, rung, wish, confining.sandbox(rung, wish));
  }

  /** Returns what they rest on. */
  public String name() {
    return plain.name();
  }

  /** Returns what starts commands in the session's own. */
  public Launcher plain() {
    return in(plain);
  }

  @Override
  public Launcher reaching(List<String> hosts) {
    if (hosts.isEmpty()) return Launcher.unconfined();
    return (command, directory, environment) ->
        in(with(hosts)).start(command, directory, environment);
  }

  private synchronized Sandbox with(List<String> hosts) throws IOException {
    var key = Set.copyOf(hosts);
    var known = reaching.get(key);
    if (known != null) return known;
    var domains = new ArrayList<>(wish.domains());
    domains.addAll(key);
    var wider =
        new Confining.Wish(wish.workspace(), wish.policy(), wish.git(), domains, wish.warnings());
    try {
      var made = confining.sandbox(rung, wider);
      reaching.put(key, made);
      return made;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before the command was started", e);
    } catch (JackdawException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Launcher in(Sandbox sandbox) {
    return (command, directory, environment) ->
        sandbox.start(new Launch(command, directory, environment, Launch.Streams.PIPES));
  }

  @Override
  public synchronized void close() {
    reaching.values().forEach(Sandbox::close);
    plain.close();
  }
}

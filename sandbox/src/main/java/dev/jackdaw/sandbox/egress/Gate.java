package dev.jackdaw.sandbox.egress;

import dev.jackdaw.api.net.PublicAddress;
import dev.jackdaw.sandbox.egress.Verdict.Open;
import dev.jackdaw.sandbox.egress.Verdict.Refused;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * Judges where a connection may go. Without a grant nothing is looked up, because a name that is
 * looked up is already a message to whoever serves it.
 */
final class Gate {
  private final Supplier<List<Grant>> grants;
  private final Resolver resolver;
  private final InstantSource clock;

  Gate(Supplier<List<Grant>> grants, Resolver resolver, InstantSource clock) {
    this.grants = grants;
    this.resolver = resolver;
    this.clock = clock;
  }

  Verdict judge(String spelled, int port) {
    try {
      return judge(Host.parse(spelled), port);
    } catch (IllegalArgumentException e) {
      return new Refused(String.valueOf(e.getMessage()));
    }
  }

  private Verdict judge(Host host, int port) {
    var now = clock.instant();
    var covering = grants.get().stream().filter(g -> g.covers(host, port, now)).toList();
    if (covering.isEmpty()) return new Refused(ungranted(host, port));
    try {
      var addresses =
          host.address().isPresent()
              ? List.of(host.address().get())
              : resolver.resolve(host.text());
      var exact = covering.stream().anyMatch(grant -> grant.isExactly(host));
      return check(host, port, addresses, exact);
    } catch (UnknownHostException _) {
      return new Refused("No address is known for " + host + ". Check the name.");
    }
  }

  /** One bad record refuses the name: a choice among the rest would be the attacker's. */
  private Verdict check(Host host, int port, List<InetAddress> addresses, boolean exact) {
    if (addresses.isEmpty()) return new Refused("No address is known for " + host + ".");
    var literal = host.address().isPresent() && exact;
    for (var address : addresses) {
      if (!literal && !PublicAddress.test(address) && !exactly(address, port)) {
        return new Refused(inside(host, port, address));
      }
    }
    return new Open(host, port, addresses);
  }

  private boolean exactly(InetAddress address, int port) {
    var host = Host.parse(address.getHostAddress().replaceFirst("%.*", ""));
    var now = clock.instant();
    return grants.get().stream().anyMatch(g -> g.covers(host, port, now) && g.isExactly(host));
  }

  private static String ungranted(Host host, int port) {
    return "No grant covers "
        + host
        + " port "
        + port
        + ". Ask the user to grant this host and port; the sandbox has no other way out.";
  }

  private static String inside(Host host, int port, InetAddress address) {
    return host
        + " leads to "
        + address.getHostAddress()
        + ", which is no address of the public internet. Grant that address with port "
        + port
        + " itself if this is meant.";
  }
}

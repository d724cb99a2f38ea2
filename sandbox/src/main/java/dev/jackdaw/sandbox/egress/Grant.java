package dev.jackdaw.sandbox.egress;

import java.time.Instant;

/**
 * Leave to reach one port of a host until a moment. {@code host} is a host or {@code *.} and a
 * domain, which stands for every name below that domain but not for the domain itself.
 */
public record Grant(String host, int port, Instant until) {
  private static final String BELOW = "*.";

  public Grant {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("A port is 1 to 65535, was " + port + ".");
    }
    var below = host.startsWith(BELOW);
    var parsed = Host.parse(below ? host.substring(BELOW.length()) : host);
    if (below && (parsed.address().isPresent() || parsed.labels().size() < 2)) {
      throw new IllegalArgumentException("\"" + host + "\" would grant too much; name a domain.");
    }
    host = below ? BELOW + parsed.text() : parsed.text();
  }

  boolean covers(Host asked, int askedPort, Instant now) {
    return port == askedPort && now.isBefore(until) && matches(asked);
  }

  /**
   * Whether this grant names exactly that host, which alone opens an address that is not public.
   */
  boolean isExactly(Host asked) {
    return host.equals(asked.text());
  }

  private boolean matches(Host asked) {
    if (!host.startsWith(BELOW)) return isExactly(asked);
    return asked.address().isEmpty() && asked.text().endsWith(host.substring(1));
  }
}

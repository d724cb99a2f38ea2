package dev.jackdaw.cli.sandbox;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.sandbox.Forwarder;
import dev.jackdaw.sandbox.Proxy;
import dev.jackdaw.sandbox.egress.EgressEvent;
import dev.jackdaw.sandbox.egress.EgressProxy;
import dev.jackdaw.sandbox.egress.EgressRules;
import dev.jackdaw.sandbox.egress.Grant;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** The proxy through which confined commands reach the hosts they were granted, and no others. */
final class WayOut {
  private static final int TOKEN_BYTES = 24;

  private final EgressRules rules;

  /**
   * Describes it.
   *
   * @param domains hosts, or {@code *.} and a domain, with {@code :port} where it is neither 443
   *     nor 80
   * @param warnings hears of what was refused
   */
  WayOut(List<String> domains, Consumer<String> warnings) {
    var grants = grants(domains);
    rules = EgressRules.of(() -> grants, event -> told(event, warnings));
  }

  /**
   * A proxy on a unix socket.
   *
   * @param socket in a folder that only this user may enter
   */
  record OnSocket(Path socket, EgressProxy proxy) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try (proxy) {
        // closed first: it removes its socket
      } finally {
        Files.deleteIfExists(socket.getParent());
      }
    }
  }

  /** Opens it on a unix socket. */
  OnSocket onSocket() {
    if (!Forwarder.isThere()) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "isolation-proxy",
          "Hosts cannot be let through without /usr/bin/perl, which brings connections to the"
              + " proxy. Install perl.");
    }
    try {
      // Created with mode 700: nobody else may reach the socket in it.
      var socket = Files.createTempDirectory("jackdaw-proxy").resolve("socket");
      return new OnSocket(socket, EgressProxy.onSocket(socket, rules));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Opens it on a port of this machine, for those alone who have the token. */
  Proxy onPort() {
    var secret = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(secret);
    var token = HexFormat.of().formatHex(secret);
    try {
      var proxy = EgressProxy.onLoopback(token, rules);
      var port = ((InetSocketAddress) proxy.address()).getPort();
      return new Proxy(port, "http://jackdaw:" + token + "@127.0.0.1:" + port, proxy);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static JackdawException failed(IOException e) {
    return new JackdawException(
        JackdawException.Kind.ENVIRONMENT,
        "isolation-proxy",
        "The proxy of the sandbox cannot be opened: " + e.getMessage() + ".",
        e);
  }

  private static void told(EgressEvent event, Consumer<String> warnings) {
    if (event.allowed()) return;
    warnings.accept(
        "jackdaw: a command was kept from "
            + event.host()
            + ":"
            + event.port()
            + ". "
            + event.reason());
  }

  private static List<Grant> grants(List<String> domains) {
    var grants = new ArrayList<Grant>();
    for (var domain : domains) {
      var colon = domain.lastIndexOf(':');
      try {
        if (colon > 0 && domain.substring(colon + 1).matches("\\d{1,5}")) {
          var port = Integer.parseInt(domain.substring(colon + 1));
          grants.add(new Grant(domain.substring(0, colon), port, Instant.MAX));
        } else {
          grants.add(new Grant(domain, 443, Instant.MAX));
          grants.add(new Grant(domain, 80, Instant.MAX));
        }
      } catch (IllegalArgumentException e) {
        throw new JackdawException(
            JackdawException.Kind.USER,
            "bad-domain",
            "\"" + domain + "\" is no host to let through: " + e.getMessage(),
            e);
      }
    }
    return List.copyOf(grants);
  }
}

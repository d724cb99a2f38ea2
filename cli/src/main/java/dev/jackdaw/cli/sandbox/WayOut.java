package dev.jackdaw.cli.sandbox;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.sandbox.Forwarder;
import dev.jackdaw.sandbox.egress.EgressEvent;
import dev.jackdaw.sandbox.egress.EgressProxy;
import dev.jackdaw.sandbox.egress.EgressRules;
import dev.jackdaw.sandbox.egress.Grant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The proxy through which confined commands reach the hosts they were granted, and no others. */
final class WayOut implements AutoCloseable {
  private final Path folder;
  private final EgressProxy proxy;

  private WayOut(Path folder, EgressProxy proxy) {
    this.folder = folder;
    this.proxy = proxy;
  }

  /**
   * Opens it.
   *
   * @param domains hosts, or {@code *.} and a domain, with {@code :port} where it is neither 443
   *     nor 80
   * @param warnings hears of what was refused
   */
  static WayOut to(List<String> domains, Consumer<String> warnings) {
    if (!Forwarder.isThere()) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "isolation-proxy",
          "Hosts cannot be let through without /usr/bin/perl, which brings connections to the"
              + " proxy. Install perl.");
    }
    var grants = grants(domains);
    try {
      // Created with mode 700: nobody else may reach the socket in it.
      var folder = Files.createTempDirectory("jackdaw-proxy");
      var rules = EgressRules.of(() -> grants, event -> told(event, warnings));
      return new WayOut(folder, EgressProxy.onSocket(folder.resolve("socket"), rules));
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "isolation-proxy",
          "The proxy of the sandbox cannot be opened: " + e.getMessage() + ".",
          e);
    }
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

  Path socket() {
    return folder.resolve("socket");
  }

  @Override
  public void close() throws IOException {
    try (proxy) {
      // closed first: it removes its socket
    } finally {
      Files.deleteIfExists(folder);
    }
  }
}

package dev.jackdaw.cli.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the user's network and company ask for. Never from a project.
 *
 * @param caFile PEM file of further certificate authorities
 * @param clientCertificate PEM file, for servers that want to know their clients
 * @param clientKey PEM file that belongs to it; there if and only if that is
 * @param headers by provider, {@code *} for all
 * @param keyHelpers commands that print keys, by provider
 * @param keyLifetime how long such a key is used before it is fetched again
 * @param sandboxDomains hosts that confined commands may reach
 */
public record NetworkSettings(
    Optional<Path> caFile,
    Optional<Path> clientCertificate,
    Optional<Path> clientKey,
    Map<String, Map<String, String>> headers,
    Map<String, List<String>> keyHelpers,
    Optional<Duration> keyLifetime,
    List<String> sandboxDomains) {

  static final NetworkSettings NONE =
      new NetworkSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Map.of(),
          Optional.empty(),
          List.of());

  public NetworkSettings {
    headers = Map.copyOf(headers);
    keyHelpers = Map.copyOf(keyHelpers);
    sandboxDomains = List.copyOf(sandboxDomains);
  }

  /** Never shows headers: they may hold secrets. */
  @Override
  public String toString() {
    return "NetworkSettings[]";
  }
}

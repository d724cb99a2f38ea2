package dev.jackdaw.models;

import dev.jackdaw.models.cassette.CassettePlayer;
import dev.jackdaw.models.http.Tape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What deciding on a model and reaching it depends on.
 *
 * @param environment the variables: keys, addresses, proxies
 * @param factsFile laid over the facts that came with this release
 * @param connectTimeout for a TCP connection
 * @param stallTimeout the longest silence of a service amid a reply
 * @param ownServerStallTimeout the same for a server of the user's own, which reads a long prompt
 *     in silence
 * @param version of the program, told to the provider
 * @param tape keeps the traffic, or answers in place of the providers
 * @param network what the user's network and company ask for
 * @param aliases what other names stand for; they go before those of the facts
 * @param cacheLifetime how long a provider that can be told shall keep an unused prompt
 */
public record ProviderSettings(
    Map<String, String> environment,
    Optional<Path> factsFile,
    Duration connectTimeout,
    Duration stallTimeout,
    Duration ownServerStallTimeout,
    Retry retry,
    String version,
    Optional<Tape> tape,
    Network network,
    Map<String, String> aliases,
    Duration cacheLifetime) {

  /** What providers keep a prompt for when nobody says. */
  public static final Duration SHORT_CACHE_LIFETIME = Duration.ofMinutes(5);

  public ProviderSettings {
    environment = Map.copyOf(environment);
    aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
  }

  /** Returns the usual settings for an environment. */
  public static ProviderSettings of(Map<String, String> environment, String version) {
    return new ProviderSettings(
        environment,
        Optional.empty(),
        Duration.ofSeconds(10),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        Retry.DEFAULT,
        version,
        Optional.empty(),
        Network.PLAIN,
        Map.of(),
        SHORT_CACHE_LIFETIME);
  }

  public ProviderSettings withFactsFile(Path file) {
    return new ProviderSettings(
        environment,
        Optional.of(file),
        connectTimeout,
        stallTimeout,
        ownServerStallTimeout,
        retry,
        version,
        tape,
        network,
        aliases,
        cacheLifetime);
  }

  public ProviderSettings withRetry(Retry other) {
    return new ProviderSettings(
        environment,
        factsFile,
        connectTimeout,
        stallTimeout,
        ownServerStallTimeout,
        other,
        version,
        tape,
        network,
        aliases,
        cacheLifetime);
  }

  /** Puts a tape between the models and the network. */
  public ProviderSettings withTape(Tape other) {
    return new ProviderSettings(
        environment,
        factsFile,
        connectTimeout,
        stallTimeout,
        ownServerStallTimeout,
        retry,
        version,
        Optional.of(other),
        network,
        aliases,
        cacheLifetime);
  }

  public ProviderSettings withNetwork(Network other) {
    return new ProviderSettings(
        environment,
        factsFile,
        connectTimeout,
        stallTimeout,
        ownServerStallTimeout,
        retry,
        version,
        tape,
        other,
        aliases,
        cacheLifetime);
  }

  /** Lets names stand for models, or for other such names. */
  public ProviderSettings withAliases(Map<String, String> others) {
    return new ProviderSettings(
        environment,
        factsFile,
        connectTimeout,
        stallTimeout,
        ownServerStallTimeout,
        retry,
        version,
        tape,
        network,
        others,
        cacheLifetime);
  }

  /** Asks for another lifetime of cached prompts: 5 minutes or an hour. */
  public ProviderSettings withCacheLifetime(Duration lifetime) {
    return new ProviderSettings(
        environment,
        factsFile,
        connectTimeout,
        stallTimeout,
        ownServerStallTimeout,
        retry,
        version,
        tape,
        network,
        aliases,
        lifetime);
  }

  /** Returns whether a cassette answers in place of the providers: no key is needed then. */
  boolean isReplayed() {
    return tape.isPresent() && tape.get() instanceof CassettePlayer;
  }

  /** Returns these settings with one longest silence for every server. */
  public ProviderSettings withStallTimeout(Duration longest) {
    return new ProviderSettings(
        environment,
        factsFile,
        connectTimeout,
        longest,
        longest,
        retry,
        version,
        tape,
        network,
        aliases,
        cacheLifetime);
  }

  /** Never shows the environment: it holds keys. */
  @Override
  public String toString() {
    return "ProviderSettings[version=" + version + "]";
  }

  /** Returns the variable without white space around it, empty when it is not set. */
  String variable(String name) {
    return environment.getOrDefault(name, "").strip();
  }
}

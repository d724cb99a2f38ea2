package dev.jackdaw.cli.keys;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.settings.NetworkSettings;
import dev.jackdaw.models.Keys;
import dev.jackdaw.models.http.Http;
import dev.jackdaw.models.http.HttpOptions;
import dev.jackdaw.models.http.Proxies;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Makes what sends requests beside those to models: by the same proxies and certificates. */
public final class NetworkHttp {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private NetworkHttp() {}

  /**
   * Makes it.
   *
   * @param version ours, which servers are told
   */
  public static Http of(Environment environment, NetworkSettings network, String version) {
    try {
      var tls = Networks.of(network, environment.variables(), Keys.NONE).tls();
      return new Http(
          new HttpOptions(
              CONNECT,
              SILENCE,
              Proxies.of(environment.variables()),
              plainHttpHosts(environment),
              "jackdaw/" + version,
              tls));
    } catch (IllegalArgumentException e) {
      throw new JackdawException(
          JackdawException.Kind.USER, "proxy", String.valueOf(e.getMessage()), e);
    }
  }

  private static Set<String> plainHttpHosts(Environment environment) {
    var hosts = new HashSet<String>();
    for (var host : environment.variable("JACKDAW_PLAIN_HTTP_HOSTS").orElse("").split(",", -1)) {
      if (!host.isBlank()) hosts.add(host.strip().toLowerCase(Locale.ROOT));
    }
    return hosts;
  }
}

package dev.jackdaw.models.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The proxies a user configured, as the variables {@code HTTPS_PROXY}, {@code HTTP_PROXY} and
 * {@code NO_PROXY} say (lower case wins, as with curl). Loopback never goes through a proxy.
 */
public final class Proxies {
  public static final Proxies NONE = new Proxies(Proxy.NO_PROXY, Proxy.NO_PROXY, List.of());

  private final Proxy https;
  private final Proxy http;
  private final List<String> direct;

  private Proxies(Proxy https, Proxy http, List<String> direct) {
    this.https = https;
    this.http = http;
    this.direct = List.copyOf(direct);
  }

  /**
   * Reads the variables.
   *
   * @throws IllegalArgumentException when one is not an address; the message names the variable and
   *     never shows a password
   */
  public static Proxies of(Map<String, String> environment) {
    var https = proxy("HTTPS_PROXY", environment);
    var http = proxy("HTTP_PROXY", environment);
    var direct = new ArrayList<String>();
    for (var entry : value("NO_PROXY", environment).split(",", -1)) {
      var host = entry.strip().toLowerCase(Locale.ROOT);
      if (host.startsWith("*.")) host = host.substring(1);
      if (!host.isEmpty()) direct.add(host);
    }
    return new Proxies(https, http, direct);
  }

  /** Returns the proxy for the address, {@link Proxy#NO_PROXY} for none. */
  public Proxy forUri(URI uri) {
    if (Loopback.is(uri) || isDirect(uri.getHost().toLowerCase(Locale.ROOT))) return Proxy.NO_PROXY;
    return uri.getScheme().equals("https") ? https : http;
  }

  private boolean isDirect(String host) {
    for (var entry : direct) {
      if (entry.equals("*") || host.equals(entry)) return true;
      var suffix = entry.startsWith(".") ? entry : "." + entry;
      if (host.endsWith(suffix) || host.equals(suffix.substring(1))) return true;
    }
    return false;
  }

  private static String value(String variable, Map<String, String> environment) {
    var lower = environment.get(variable.toLowerCase(Locale.ROOT));
    return lower != null ? lower : environment.getOrDefault(variable, "");
  }

  private static Proxy proxy(String variable, Map<String, String> environment) {
    var text = value(variable, environment).strip();
    if (text.isEmpty()) return Proxy.NO_PROXY;
    try {
      var uri = new URI(text.contains("://") ? text : "http://" + text);
      var host = uri.getHost();
      if (host != null && "http".equalsIgnoreCase(uri.getScheme()) && uri.getUserInfo() == null) {
        var port = uri.getPort() < 0 ? 80 : uri.getPort();
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
      }
    } catch (URISyntaxException _) {
      // said below, without the text: it may hold a password
    }
    throw new IllegalArgumentException(
        variable
            + " is not a proxy Jackdaw can use: write it as http://HOST:PORT, without a user name"
            + " or password (set NO_PROXY for hosts to reach directly)");
  }
}

package dev.jackdaw.models.http;

import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxies a user configured, as the variables {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code
 * ALL_PROXY} and {@code NO_PROXY} say (lower case wins, as with curl). A proxy is {@code
 * http://[user:password@]host[:port]} or {@code socks5://host[:port]}. Loopback never goes through
 * one.
 */
public final class Proxies {
  /** How a proxy is reached. {@code login} is null where it asks for none. */
  record Gateway(Proxy proxy, @Nullable Login login) {
    static final Gateway DIRECT = new Gateway(Proxy.NO_PROXY, null);
  }

  /** A user of a proxy. */
  static final class Login extends Authenticator {
    private final String user;
    private final String password;

    Login(String user, String password) {
      this.user = user;
      this.password = password;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      if (getRequestorType() != RequestorType.PROXY) return null;
      return new PasswordAuthentication(user, password.toCharArray());
    }
  }

  public static final Proxies NONE =
      new Proxies(Gateway.DIRECT, Gateway.DIRECT, new DirectHosts(""));

  private static final int HTTP_PORT = 80;
  private static final int SOCKS_PORT = 1080;

  private final Gateway https;
  private final Gateway http;
  private final DirectHosts direct;

  private Proxies(Gateway https, Gateway http, DirectHosts direct) {
    this.https = https;
    this.http = http;
    this.direct = direct;
  }

  /**
   * Reads the variables.
   *
   * @throws IllegalArgumentException when one is not an address; the message names the variable and
   *     never shows a password
   */
  public static Proxies of(Map<String, String> environment) {
    var all = gateway("ALL_PROXY", environment).orElse(Gateway.DIRECT);
    return new Proxies(
        gateway("HTTPS_PROXY", environment).orElse(all),
        gateway("HTTP_PROXY", environment).orElse(all),
        new DirectHosts(value("NO_PROXY", environment)));
  }

  /** Returns the proxy for the address, {@link Proxy#NO_PROXY} for none. */
  public Proxy forUri(URI uri) {
    return gateway(uri).proxy();
  }

  Gateway gateway(URI uri) {
    var secure = uri.getScheme().equals("https");
    var port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    if (Loopback.is(uri) || direct.contains(uri.getHost(), port)) return Gateway.DIRECT;
    return secure ? https : http;
  }

  /** Returns the login of the proxy for the address, nothing when it asks for none. */
  public Optional<PasswordAuthentication> login(URI uri) {
    var login = gateway(uri).login();
    if (login == null) return Optional.empty();
    return Optional.of(new PasswordAuthentication(login.user, login.password.toCharArray()));
  }

  /** Returns whether a proxy asks for a name and a password. */
  boolean haveLogin() {
    return https.login() != null || http.login() != null;
  }

  private static String value(String variable, Map<String, String> environment) {
    var lower = environment.get(variable.toLowerCase(Locale.ROOT));
    return lower != null ? lower : environment.getOrDefault(variable, "");
  }

  private static Optional<Gateway> gateway(String variable, Map<String, String> environment) {
    var text = value(variable, environment).strip();
    if (text.isEmpty()) return Optional.empty();
    try {
      var uri = new URI(text.contains("://") ? text : "http://" + text);
      if (uri.getHost() != null) return Optional.of(gateway(variable, uri));
    } catch (URISyntaxException _) {
      // said below, without the text: it may hold a password
    }
    throw new IllegalArgumentException(
        variable
            + " is not a proxy: write it as http://HOST:PORT, http://USER:PASSWORD@HOST:PORT with"
            + " signs such as @ and : in them as %40 and %3A, or socks5://HOST:PORT");
  }

  private static Gateway gateway(String variable, URI uri) {
    var login = uri.getRawUserInfo() == null ? null : login(uri.getRawUserInfo());
    return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
      case "http" -> new Gateway(proxy(Proxy.Type.HTTP, uri, HTTP_PORT), login);
      case "socks5", "socks5h", "socks" -> {
        if (login != null) {
          throw new IllegalArgumentException(
              variable
                  + " has a user name, which Jackdaw does not tell SOCKS proxies. Use one without,"
                  + " or an http:// proxy");
        }
        yield new Gateway(proxy(Proxy.Type.SOCKS, uri, SOCKS_PORT), null);
      }
      default ->
          throw new IllegalArgumentException(
              variable
                  + " begins with "
                  + uri.getScheme()
                  + "://, which is no kind of proxy Jackdaw can use; there are http:// (for https"
                  + " addresses, too) and socks5://");
    };
  }

  private static Proxy proxy(Proxy.Type type, URI uri, int usual) {
    var port = uri.getPort() < 0 ? usual : uri.getPort();
    return new Proxy(type, InetSocketAddress.createUnresolved(uri.getHost(), port));
  }

  private static Login login(String userInfo) {
    var colon = userInfo.indexOf(':');
    var user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    return new Login(decoded(user), colon < 0 ? "" : decoded(userInfo.substring(colon + 1)));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}

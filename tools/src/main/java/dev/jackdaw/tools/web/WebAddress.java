package dev.jackdaw.tools.web;

import dev.jackdaw.api.InvalidInputException;
import java.net.IDN;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where a page is: an http or https URL in ASCII, its host in lower case, without user, password or
 * fragment. What could be read in two ways is refused rather than repaired.
 *
 * @param port 1 to 65535, the scheme's own when none was written
 */
record WebAddress(URI uri, String host, int port) {
  private static final int MAX_CHARS = 8_000;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /** Reads a URL as a model writes it. */
  static WebAddress parse(String text) throws InvalidInputException {
    var url = text.strip();
    if (url.length() > MAX_CHARS) throw refused("is longer than " + MAX_CHARS + " characters");
    for (var i = 0; i < url.length(); i++) {
      var c = url.charAt(i);
      if (c <= ' ' || c == '\\' || c >= 0x7f && c <= 0xa0) {
        throw refused("holds a space, a control character or a backslash");
      }
    }
    var schemeEnd = url.indexOf("://");
    var scheme = schemeEnd < 0 ? "" : url.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw refused("must begin with https:// or http://");
    }
    var authorityEnd = endOfAuthority(url, schemeEnd + 3);
    var rest = url.substring(authorityEnd);
    var fragment = rest.indexOf('#');
    return of(
        scheme,
        url.substring(schemeEnd + 3, authorityEnd),
        fragment < 0 ? rest : rest.substring(0, fragment));
  }

  private static int endOfAuthority(String url, int start) {
    var end = start;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) end++;
    return end;
  }

  private static WebAddress of(String scheme, String authority, String rest)
      throws InvalidInputException {
    if (authority.indexOf('@') >= 0) throw refused("must not hold a user or password");
    var portStart = authority.indexOf(':', Math.max(0, authority.lastIndexOf(']')));
    var host = host(portStart < 0 ? authority : authority.substring(0, portStart));
    var ownPort = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    var port = portStart < 0 ? ownPort : port(authority.substring(portStart + 1), ownPort);
    var written = port == ownPort ? host : host + ":" + port;
    var path = rest.startsWith("/") ? rest : "/" + rest;
    try {
      return new WebAddress(new URI(scheme + "://" + written + escaped(path)), host, port);
    } catch (URISyntaxException e) {
      throw refused("is not valid: " + e.getReason());
    }
  }

  private static String host(String written) throws InvalidInputException {
    if (written.startsWith("[") && written.endsWith("]")) return written.toLowerCase(Locale.ROOT);
    var host = written.endsWith(".") ? written.substring(0, written.length() - 1) : written;
    try {
      host = IDN.toASCII(host, 0).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      throw refused("names a host that cannot be one");
    }
    if (host.isEmpty()) throw refused("names no host");
    for (var i = 0; i < host.length(); i++) {
      var c = host.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.')) {
        throw refused("names a host that cannot be one");
      }
    }
    return host;
  }

  private static int port(String digits, int fallback) throws InvalidInputException {
    if (digits.isEmpty()) return fallback;
    if (digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      var port = Integer.parseInt(digits);
      if (port >= 1 && port <= 65_535) return port;
    }
    throw refused("has a port that is not from 1 to 65535");
  }

  /** Escapes what browsers escape and a URI does not allow; what is escaped already stays. */
  private static String escaped(String path) {
    var out = new StringBuilder(path.length() + 16);
    for (var b : path.getBytes(StandardCharsets.UTF_8)) {
      var c = b & 0xff;
      if (c < 0x7f && "\"<>^`{|}[]".indexOf(c) < 0) out.append((char) c);
      else out.append('%').append(hex(c >> 4)).append(hex(c & 15));
    }
    for (var i = out.indexOf("%"); i >= 0; i = out.indexOf("%", i + 1)) {
      if (!isHex(out, i + 1) || !isHex(out, i + 2)) out.insert(i + 1, "25");
    }
    return out.toString();
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }

  private static boolean isHex(StringBuilder text, int at) {
    return at < text.length()
        && text.charAt(at) <= 'f'
        && Character.digit(text.charAt(at), 16) >= 0;
  }

  private static InvalidInputException refused(String why) {
    return new InvalidInputException("\"url\" " + why);
  }

  /** Returns what a {@code Location} header of this page means. */
  WebAddress resolve(String location) throws InvalidInputException {
    var given = location.strip();
    if (given.startsWith("//")) return parse(uri.getScheme() + ":" + given);
    if (hasScheme(given)) return parse(given);
    if (given.startsWith("/")) return parse(uri.getScheme() + "://" + uri.getAuthority() + given);
    try {
      return parse(uri.resolve(escaped(given)).toString());
    } catch (IllegalArgumentException _) {
      throw refused("cannot be made out of \"" + given + "\"");
    }
  }

  private static boolean hasScheme(String text) {
    var colon = text.indexOf(':');
    var slash = text.indexOf('/');
    return colon > 0 && (slash < 0 || colon < slash);
  }

  /**
   * Returns whether a redirect there stays with the server that was agreed to: same scheme, host
   * and port, or from plain http to https on the usual ports.
   */
  boolean mayLeadTo(WebAddress other) {
    if (!host.equals(other.host)) return false;
    if (isSecure() == other.isSecure()) return port == other.port;
    return upgrades() && other.isSecure() && other.port == HTTPS_PORT;
  }

  /** Returns whether the server may send the client on to its https port. */
  boolean upgrades() {
    return !isSecure() && port == HTTP_PORT;
  }

  boolean isSecure() {
    return "https".equals(uri.getScheme());
  }

  URL url() {
    try {
      return uri.toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("http and https are always known", e);
    }
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}

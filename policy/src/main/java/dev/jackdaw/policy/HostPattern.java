package dev.jackdaw.policy;

import java.net.IDN;
import java.util.Locale;

/**
 * The host part of a rule: {@code domain:example.com}, or {@code domain:*.example.com} for the
 * hosts below it, with an optional port. Whole labels are compared. Without a port it allows the
 * usual ones, 80 and 443, and forbids all.
 */
record HostPattern(String host, boolean below, int port) {
  private static final String PREFIX = "domain:";
  private static final int ANY_PORT = 0;

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException when it is not one
   */
  static HostPattern parse(String specifier) {
    if (!specifier.startsWith(PREFIX)) {
      throw new IllegalArgumentException("write it as domain:example.com");
    }
    var written = specifier.substring(PREFIX.length()).strip();
    var colon = written.endsWith("]") ? -1 : written.lastIndexOf(':');
    var port = colon < 0 ? ANY_PORT : port(written.substring(colon + 1));
    var host = colon < 0 ? written : written.substring(0, colon);
    var below = host.startsWith("*.");
    var plain = plain(below ? host.substring(2) : host);
    if (!isHost(plain)) {
      throw new IllegalArgumentException("\"" + written + "\" is not the name of a host");
    }
    return new HostPattern(plain, below, port);
  }

  private static int port(String text) {
    try {
      var port = Integer.parseInt(text);
      if (port >= 1 && port <= 65_535) return port;
    } catch (NumberFormatException _) {
      // Reported below, as any other text that is not a port.
    }
    throw new IllegalArgumentException("\"" + text + "\" is not a port");
  }

  static String specifier(String host, int port) {
    return PREFIX + plain(host) + (isUsual(port) ? "" : ":" + port);
  }

  boolean covers(String given, int givenPort) {
    var portFits = port == ANY_PORT ? isUsual(givenPort) : port == givenPort;
    return portFits && isHost(plain(given)) && hostFits(plain(given));
  }

  boolean touches(String given, int givenPort) {
    return (port == ANY_PORT || port == givenPort) && hostFits(plain(given));
  }

  private boolean hostFits(String given) {
    return below ? given.endsWith("." + host) : given.equals(host);
  }

  private static boolean isUsual(int port) {
    return port == 80 || port == 443;
  }

  private static String plain(String host) {
    var plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    for (var i = 0; i < plain.length(); i++) {
      if (plain.charAt(i) >= 0x80) return ascii(plain);
    }
    return plain.toLowerCase(Locale.ROOT);
  }

  private static String ascii(String host) {
    try {
      return IDN.toASCII(host).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException _) {
      return host;
    }
  }

  private static boolean isHost(String plain) {
    if (plain.isEmpty() || plain.startsWith(".") || plain.contains("..")) return false;
    var signs = plain.startsWith("[") && plain.endsWith("]") ? "[]:." : "-._";
    for (var i = 0; i < plain.length(); i++) {
      var c = plain.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || signs.indexOf(c) >= 0)) return false;
    }
    return true;
  }
}

package dev.jackdaw.models.http;

import java.net.URI;
import java.util.Locale;

/**
 * Tells addresses of this machine from all others, by their spelling alone: no name is resolved.
 */
public final class Loopback {
  private Loopback() {}

  public static boolean is(URI uri) {
    return uri.getHost() != null && isHost(uri.getHost());
  }

  /** Returns whether the host is {@code localhost}, below it, in 127.0.0.0/8, or {@code ::1}. */
  public static boolean isHost(String host) {
    var name = host.toLowerCase(Locale.ROOT);
    if (name.equals("localhost") || name.endsWith(".localhost")) return true;
    return isAddress(name);
  }

  /** Returns whether the host is an address, so that connecting to it looks up no name. */
  static boolean isAddress(String host) {
    if (host.equals("[::1]") || host.equals("::1")) return true;
    var parts = host.split("\\.", -1);
    if (parts.length != 4 || !parts[0].equals("127")) return false;
    for (var part : parts) {
      if (part.isEmpty() || part.length() > 3) return false;
      for (var i = 0; i < part.length(); i++) {
        if (part.charAt(i) < '0' || part.charAt(i) > '9') return false;
      }
    }
    return true;
  }
}

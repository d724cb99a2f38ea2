package dev.jackdaw.cli.serve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may speak with the server. A page in a browser can reach a loopback port, under a
 * name of its own if its owner's name server says so; hence names are checked, too.
 *
 * @param token what a client must show; empty for none, which only tests have
 */
record Gate(String token) {
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String BEARER = "bearer ";

  /** Why a request is turned away. */
  record Refusal(int status, String reason) {}

  /** Returns why not; nothing when the request may pass. */
  Optional<Refusal> refusal(
      @Nullable String host, @Nullable String origin, @Nullable String authorization) {
    if (host == null || !isLocal(host)) {
      return Optional.of(new Refusal(403, "The Host header must name this machine's loopback."));
    }
    if (origin != null && !isLocalOrigin(origin)) {
      return Optional.of(new Refusal(403, "The Origin " + origin + " is not allowed."));
    }
    return hasToken(authorization)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                401, "Send the token: Authorization: Bearer TOKEN. The server printed it."));
  }

  private static boolean isLocal(String host) {
    var colon = host.lastIndexOf(':');
    var bracket = host.lastIndexOf(']');
    var name = colon > bracket ? host.substring(0, colon) : host;
    return LOCAL.contains(name.toLowerCase(Locale.ROOT));
  }

  private static boolean isLocalOrigin(String origin) {
    var lower = origin.toLowerCase(Locale.ROOT);
    for (var scheme : new String[] {"http://", "https://"}) {
      if (lower.startsWith(scheme)) return isLocal(lower.substring(scheme.length()));
    }
    return false;
  }

  private boolean hasToken(@Nullable String authorization) {
    if (token.isEmpty()) return true;
    if (authorization == null) return false;
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) return false;
    var given = authorization.substring(BEARER.length()).strip();
    return MessageDigest.isEqual(bytes(given), bytes(token));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

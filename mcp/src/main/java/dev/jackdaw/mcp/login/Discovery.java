package dev.jackdaw.mcp.login;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who gives tokens for a server: by the server's own metadata (RFC 9728) and those of its
 * authorization server (RFC 8414, OpenID Connect Discovery), or as older servers have it, by the
 * server's own address.
 */
final class Discovery {
  /**
   * What was found.
   *
   * @param resource what tokens are asked for (RFC 8707)
   * @param scopes what the server says it knows; may be empty
   * @param metadata of the authorization server
   */
  record Found(String resource, List<String> scopes, Json.Obj metadata) {
    Found {
      scopes = List.copyOf(scopes);
    }

    URI endpoint(String name) throws LoginException {
      var given = metadata.string(name, "");
      try {
        var uri = URI.create(given);
        if (isSafe(uri)) return uri;
      } catch (IllegalArgumentException _) {
        // told below
      }
      throw new LoginException(
          "the authorization server's " + name + " is no https address: \"" + given + "\"");
    }
  }

  private final Fetching fetching;

  Discovery(Fetching fetching) {
    this.fetching = fetching;
  }

  /** Nothing about logins goes over plain http, but on this machine. */
  static boolean isSafe(URI uri) {
    if (uri.getHost() == null) return false;
    if ("https".equalsIgnoreCase(uri.getScheme())) return true;
    return "http".equalsIgnoreCase(uri.getScheme())
        && List.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost());
  }

  Found of(URI server, Challenge challenge) throws IOException, InterruptedException {
    var resource = resource(server, challenge);
    if (resource.isEmpty()) return ofOlder(server);
    var named = resource.get().string("resource", server.toString());
    if (!covers(named, server)) {
      throw new LoginException(
          "the server's metadata are about another resource, " + named + ", so nothing is sent");
    }
    var issuers = strings(resource.get(), "authorization_servers");
    if (issuers.isEmpty()) throw new LoginException("the server names no authorization server");
    var metadata =
        issuer(issuers.getFirst())
            .orElseThrow(() ->
                new LoginException(
                    "the authorization server " + issuers.getFirst() + " has no metadata"));
    return new Found(named, strings(resource.get(), "scopes_supported"), metadata);
  }

  /** Whoever names another server could have tokens for it sent to itself. */
  private static boolean covers(String resource, URI server) {
    try {
      var named = URI.create(resource);
      var path = named.getPath() == null ? "" : named.getPath();
      var start = path.endsWith("/") ? path : path + "/";
      return same(named.getScheme(), server.getScheme())
          && same(named.getAuthority(), server.getAuthority())
          && (server.getPath() + "/").startsWith(start);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean same(@Nullable String a, @Nullable String b) {
    return a != null && a.equalsIgnoreCase(b);
  }

  private Optional<Json.Obj> resource(URI server, Challenge challenge)
      throws IOException, InterruptedException {
    if (challenge.metadata().isPresent()) {
      var given = server.resolve(challenge.metadata().get());
      if (!isSafe(given)) throw new LoginException("metadata are read over https only");
      var found = fetching.get(given);
      if (found.isPresent()) return found;
    }
    var path = trimmed(server.getPath());
    var well = "/.well-known/oauth-protected-resource";
    if (!path.isEmpty()) {
      var found = fetching.get(server.resolve(well + path));
      if (found.isPresent()) return found;
    }
    return fetching.get(server.resolve(well));
  }

  private static String trimmed(@Nullable String path) {
    if (path == null) return "";
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private Optional<Json.Obj> issuer(String issuer) throws IOException, InterruptedException {
    var uri = URI.create(issuer);
    if (!isSafe(uri)) throw new LoginException("the authorization server is no https address");
    var path = trimmed(uri.getPath());
    var places = new ArrayList<String>();
    places.add("/.well-known/oauth-authorization-server" + path);
    places.add("/.well-known/openid-configuration" + path);
    if (!path.isEmpty()) places.add(path + "/.well-known/openid-configuration");
    for (var place : places) {
      var found = fetching.get(uri.resolve(place));
      if (found.isEmpty()) continue;
      if (!trimmed(found.get().string("issuer", "")).equals(trimmed(issuer))) {
        throw new LoginException("the metadata of " + issuer + " are those of another server");
      }
      return found;
    }
    return Optional.empty();
  }

  /** Before there were metadata of resources, the server was its own authorization server. */
  private Found ofOlder(URI server) throws IOException, InterruptedException {
    var origin = server.resolve("/");
    var found = fetching.get(origin.resolve("/.well-known/oauth-authorization-server"));
    var metadata =
        found.orElseGet(() ->
            Json.object()
                .put("authorization_endpoint", origin.resolve("/authorize").toString())
                .put("token_endpoint", origin.resolve("/token").toString())
                .put("registration_endpoint", origin.resolve("/register").toString())
                .build());
    return new Found("", List.of(), metadata);
  }

  static List<String> strings(Json.Obj object, String member) {
    return object.array(member).stream()
        .filter(Json.Str.class::isInstance)
        .map(value -> ((Json.Str) value).value())
        .toList();
  }
}

package dev.jackdaw.models;

import dev.jackdaw.api.JackdawException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Makes an address to build on from what people put into variables: with or without scheme, a slash
 * at the end, {@code /v1}, or even the whole path of the service.
 */
final class BaseAddress {
  private BaseAddress() {}

  /**
   * Reads an address.
   *
   * @throws JackdawException of kind user when it is none
   */
  static URI of(Provider provider, String text) {
    try {
      var uri = new URI(withHost(text.strip()));
      if (uri.getHost() == null) throw new URISyntaxException(text, "no host");
      if (!uri.getScheme().equals("http") && !uri.getScheme().equals("https")) {
        throw new URISyntaxException(text, "neither http nor https");
      }
      var authority = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
      return URI.create(uri.getScheme() + "://" + authority + path(provider, uri.getRawPath()));
    } catch (URISyntaxException e) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "base-url",
          provider.baseVariable()
              + " is not an address ("
              + e.getReason()
              + "); write it as "
              + provider.defaultBase()
              + ".",
          e);
    }
  }

  /** OLLAMA_HOST may be just a host, a port, or the address a server listens on. */
  private static String withHost(String text) {
    var full = text.contains("://") ? text : "http://" + text;
    if (full.startsWith("http://:")) full = "http://127.0.0.1" + full.substring(7);
    if (full.startsWith("http://0.0.0.0")) full = "http://127.0.0.1" + full.substring(14);
    var bare = !text.contains("://") && text.indexOf(':') < 0 && !text.contains("/");
    return bare ? full + ":11434" : full;
  }

  private static String path(Provider provider, String given) {
    var path = given == null ? "" : given;
    while (path.endsWith("/")) path = path.substring(0, path.length() - 1);
    if (provider.dialect() == Provider.Dialect.ANTHROPIC) {
      path = without(path, "/messages");
      return without(path, "/v1");
    }
    if (provider.dialect() == Provider.Dialect.GEMINI) {
      path = without(path, "/models");
      return without(without(path, "/v1beta"), "/v1");
    }
    path = without(path, "/chat/completions");
    path = without(path, "/responses");
    if (provider.dialect() == Provider.Dialect.OLLAMA) return without(without(path, "/v1"), "/api");
    return hasVersion(path) ? path : path + "/v1";
  }

  private static String without(String path, String end) {
    return path.endsWith(end) ? path.substring(0, path.length() - end.length()) : path;
  }

  /** Returns whether a segment is a version such as {@code v1} or {@code v1beta}. */
  private static boolean hasVersion(String path) {
    for (var segment : path.split("/", -1)) {
      if (segment.length() >= 2
          && segment.charAt(0) == 'v'
          && Character.isDigit(segment.charAt(1))) {
        return true;
      }
    }
    return false;
  }
}

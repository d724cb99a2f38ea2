package dev.jackdaw.models;

import java.net.URI;
import java.util.Map;

/**
 * Where a provider is reached and with which credentials.
 *
 * @param provider as users write it
 * @param base without a slash at the end
 * @param secret the key or token, empty for none; it appears in headers and nowhere else
 * @param headers what identifies the user to the provider
 * @param keyVariable the environment variable the key comes from
 * @param baseVariable the environment variable the address comes from
 * @param console where people look after their keys, empty when there is no such place
 */
record Endpoint(
    String provider,
    URI base,
    String secret,
    Map<String, String> headers,
    String keyVariable,
    String baseVariable,
    String console) {

  Endpoint {
    headers = Map.copyOf(headers);
  }

  URI at(String path) {
    return URI.create(base + path);
  }

  /** Never shows a secret. */
  @Override
  public String toString() {
    return provider + " at " + base;
  }
}

package dev.jackdaw.models;

import java.net.URI;
import java.util.Map;

/**
 * Where a provider is reached and with which credentials.
 *
 * @param provider as users write it
 * @param base without a slash at the end
 * @param keyVariable the environment variable the key comes from
 * @param baseVariable the environment variable the address comes from
 * @param console where people look after their keys, empty when there is no such place
 */
record Endpoint(
    String provider,
    URI base,
    Credential credential,
    String keyVariable,
    String baseVariable,
    String console) {

  /** Returns the key or token, empty for none; it appears in headers and nowhere else. */
  String secret() {
    return credential.secret();
  }

  /** Returns what every request carries; fetching a key for it may take a while. */
  Map<String, String> headers() {
    return credential.headers();
  }

  /** Forgets a key that was refused; returns whether the next one may be another. */
  boolean renew() {
    return credential.renew();
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

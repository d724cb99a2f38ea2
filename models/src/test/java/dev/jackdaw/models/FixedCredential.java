package dev.jackdaw.models;

import java.util.Map;

/** A key that is always the same. */
record FixedCredential(String secret, Map<String, String> headers) implements Credential {
  static Credential of(String secret, Map<String, String> headers) {
    return new FixedCredential(secret, headers);
  }

  @Override
  public boolean renew() {
    return false;
  }
}

package dev.jackdaw.api;

/**
 * Names one call within its session. It is the provider's own id where that is there and unique,
 * else one the engine gave it; it goes back to the provider unchanged.
 */
public record CallId(String value) {
  public CallId {
    if (value.isEmpty()) throw new IllegalArgumentException("a call id is not empty");
  }

  @Override
  public String toString() {
    return value;
  }
}

package dev.jackdaw.mcp.config;

import dev.jackdaw.api.json.Json;

/**
 * What a server may have the session's model write, as far as it may at all.
 *
 * @param requests of one session, each of which a person agrees to
 * @param tokens of one reply
 */
public record SamplingLimits(int requests, int tokens) {
  private static final int REQUESTS = 20;
  private static final int TOKENS = 4_000;

  /** Reads {@code true} or an object with {@code requests} and {@code maxTokens}. */
  static SamplingLimits of(Json given) throws ConfigException {
    return switch (given) {
      case Json.Bool(var yes) -> yes ? new SamplingLimits(REQUESTS, TOKENS) : NONE;
      case Json.Obj limits ->
          new SamplingLimits(
              positive(limits, "requests", REQUESTS), positive(limits, "maxTokens", TOKENS));
      case Json.Str _, Json.Num _, Json.Arr _, Json.Null _ ->
          throw new ConfigException(
              "\"sampling\" is true, false, or an object with \"requests\" and \"maxTokens\"");
    };
  }

  /** It may not. */
  public static final SamplingLimits NONE = new SamplingLimits(0, 0);

  /** Returns whether it may at all. */
  public boolean isAllowed() {
    return requests > 0;
  }

  private static int positive(Json.Obj limits, String key, int otherwise) throws ConfigException {
    var value = limits.integer(key, otherwise);
    if (value < 1 || value > 1_000_000) {
      throw new ConfigException("\"sampling." + key + "\" is a number from 1");
    }
    return Math.toIntExact(value);
  }
}

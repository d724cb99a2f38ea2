package dev.jackdaw.models.http;

import java.time.Duration;
import java.util.Set;

/**
 * How to reach servers.
 *
 * @param connectTimeout for the TCP connection
 * @param stallTimeout the longest silence while waiting for, or reading, an answer
 * @param plainHttpHosts hosts beyond this machine that may be reached without encryption; {@code *}
 *     for all
 * @param userAgent what the server is told about the client
 * @param tls what secure connections rest on
 */
public record HttpOptions(
    Duration connectTimeout,
    Duration stallTimeout,
    Proxies proxies,
    Set<String> plainHttpHosts,
    String userAgent,
    Tls tls) {

  public static final HttpOptions DEFAULT =
      new HttpOptions(
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          Proxies.NONE,
          Set.of(),
          "jackdaw",
          Tls.PLATFORM);

  public HttpOptions {
    if (connectTimeout.toMillis() < 1 || stallTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("timeouts must be at least 1 ms");
    }
    plainHttpHosts = Set.copyOf(plainHttpHosts);
  }

  public HttpOptions withTimeouts(Duration connect, Duration stall) {
    return new HttpOptions(connect, stall, proxies, plainHttpHosts, userAgent, tls);
  }
}

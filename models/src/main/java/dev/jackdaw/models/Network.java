package dev.jackdaw.models;

import dev.jackdaw.models.http.Tls;
import java.util.Map;

/**
 * What a user's network and company ask for.
 *
 * @param headers for each provider, sent with every request; {@code *} stands for all
 * @param keys where keys come from when the environment has none
 */
public record Network(Tls tls, Map<String, Map<String, String>> headers, Keys keys) {
  public static final Network PLAIN = new Network(Tls.PLATFORM, Map.of(), Keys.NONE);

  public Network {
    headers = Map.copyOf(headers);
  }

  /** Never shows headers: they may hold secrets. */
  @Override
  public String toString() {
    return "Network[]";
  }
}

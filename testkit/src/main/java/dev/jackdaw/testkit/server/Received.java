package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it arrived.
 *
 * @param path without the query
 * @param headers by their names in lower case
 * @param text the body
 * @param body the body when it is a JSON object, else the empty object
 */
public record Received(
    String method, String path, Map<String, List<String>> headers, String text, Json.Obj body) {
  public Received {
    headers = Map.copyOf(headers);
  }

  /** Returns the first value of the header. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }
}

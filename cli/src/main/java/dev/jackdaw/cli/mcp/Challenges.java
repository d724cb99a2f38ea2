package dev.jackdaw.cli.mcp;

import dev.jackdaw.mcp.transport.HttpCaller;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Finds out how a server wants to be logged in to: by asking it something without a login. */
final class Challenges {
  private static final String REQUEST =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{}}";

  private Challenges() {}

  /** Returns the header that refuses; empty when there is none. */
  static String of(HttpCaller http, URI uri) throws IOException, InterruptedException {
    var headers =
        Map.of("Accept", "application/json, text/event-stream", "Content-Type", "application/json");
    try (var answer = http.send("POST", uri, headers, REQUEST.getBytes(StandardCharsets.UTF_8))) {
      return answer.status() == 401 ? answer.header("WWW-Authenticate") : "";
    }
  }
}

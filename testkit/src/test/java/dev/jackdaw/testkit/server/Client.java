package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A plain HTTP client with the headers a provider wants. */
final class Client implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI uri;
  private final Map<String, String> headers = new HashMap<>();

  Client(URI uri, Map<String, String> headers) {
    this.uri = uri;
    this.headers.putAll(headers);
    this.headers.put("content-type", "application/json");
  }

  static Client of(AnthropicServer server) {
    return new Client(
        server.uri(), Map.of("x-api-key", AnthropicServer.KEY, "anthropic-version", "2023-06-01"));
  }

  static Client of(ChatCompletionsServer server) {
    return new Client(server.uri(), Map.of("authorization", "Bearer " + ChatCompletionsServer.KEY));
  }

  static Client of(ResponsesServer server) {
    return new Client(server.uri(), Map.of("authorization", "Bearer " + ResponsesServer.KEY));
  }

  static Client of(GeminiServer server) {
    return new Client(server.uri(), Map.of("x-goog-api-key", GeminiServer.KEY));
  }

  Client header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  Client without(String name) {
    headers.remove(name);
    return this;
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return http.send(
        request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<byte[]> post(String path, byte[] body) throws IOException, InterruptedException {
    return http.send(
        request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(uri.resolve(path));
    headers.forEach(request::header);
    return request;
  }

  /** Returns the data of the events of a stream. */
  static List<Json.Obj> events(String stream) {
    var events = new ArrayList<Json.Obj>();
    for (var line : stream.lines().toList()) {
      if (line.startsWith("data: {")) events.add(Json.parseObject(line.substring(6)));
    }
    return events;
  }

  @Override
  public void close() {
    http.close();
  }
}

package dev.jackdaw.mcp.login;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.mcp.transport.HttpCaller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Gets and posts what logins need; answers are small JSON objects. */
final class Fetching {
  private static final int MOST_BYTES = 1 << 20;

  private final HttpCaller http;

  Fetching(HttpCaller http) {
    this.http = http;
  }

  /** An answer to a POST. */
  record Posted(int status, Json.Obj body) {
    boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    /** Returns the error as OAuth tells it. */
    String error() {
      var error = body.string("error", "status " + status);
      var description = body.string("error_description", "");
      return description.isEmpty() ? error : error + ", " + description;
    }
  }

  /** Returns the object at the address; nothing when there is none. */
  Optional<Json.Obj> get(URI uri) throws IOException, InterruptedException {
    try (var answer = http.send("GET", uri, Map.of("Accept", "application/json"), null)) {
      if (answer.status() != 200) return Optional.empty();
      return Optional.of(Json.parseObject(text(answer)));
    } catch (JsonException _) {
      return Optional.empty();
    }
  }

  Posted post(URI uri, Json.Obj body) throws IOException, InterruptedException {
    return post(uri, Map.of("Content-Type", "application/json"), body.compact());
  }

  Posted post(URI uri, Map<String, String> headers, Map<String, String> form)
      throws IOException, InterruptedException {
    var all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "application/x-www-form-urlencoded");
    return post(uri, all, encoded(form));
  }

  private Posted post(URI uri, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    var all = new LinkedHashMap<>(headers);
    all.put("Accept", "application/json");
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    try (var answer = http.send("POST", uri, all, bytes)) {
      return new Posted(answer.status(), Json.parseObject(text(answer)));
    } catch (JsonException e) {
      throw new LoginException(uri + " answered what is no JSON object: " + e.getMessage());
    }
  }

  private static String text(HttpCaller.Answer answer) throws IOException, InterruptedException {
    var bytes = new ByteArrayOutputStream();
    var buffer = new byte[8192];
    while (bytes.size() < MOST_BYTES) {
      var count = answer.read(buffer, 0, buffer.length);
      if (count < 0) break;
      bytes.write(buffer, 0, count);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  static String encoded(Map<String, String> form) {
    var text = new StringBuilder();
    form.forEach((name, value) -> {
      if (!text.isEmpty()) text.append('&');
      text.append(encoded(name)).append('=').append(encoded(value));
    });
    return text.toString();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

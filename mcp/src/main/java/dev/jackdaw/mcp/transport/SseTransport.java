package dev.jackdaw.mcp.transport;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.mcp.rpc.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP as it was until 2025: one stream of events brings everything, and its first event says where
 * messages are posted to. That must be on the same server.
 */
public final class SseTransport implements Transport {
  private static final int MOST_BYTES = 32 << 20;
  private static final long PATIENCE_SECONDS = 15;

  private final URI uri;
  private final Map<String, String> headers;
  private final HttpCaller http;
  private final Tokens tokens;
  private final ThreadFactory threads;
  private final CompletableFuture<URI> endpoint = new CompletableFuture<>();
  private volatile @Nullable Thread reader;
  private volatile boolean closed;

  public SseTransport(
      URI uri, Map<String, String> headers, HttpCaller http, Tokens tokens, ThreadFactory threads) {
    this.uri = uri;
    this.headers = Map.copyOf(headers);
    this.http = http;
    this.tokens = tokens;
    this.threads = threads;
  }

  @Override
  public void open(Receiver receiver) throws IOException, InterruptedException {
    var reading = threads.newThread(() -> read(receiver));
    reader = reading;
    reading.start();
    try {
      var _ = endpoint.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failed ? failed : new IOException(e);
    } catch (TimeoutException e) {
      throw new IOException("the server did not say where to send messages", e);
    }
  }

  private void read(Receiver receiver) {
    var why = "the server ended the stream";
    try (var answer = http.send("GET", uri, headers("text/event-stream", false), null)) {
      if (answer.status() == 401) throw new Unauthorized(401, answer.header("WWW-Authenticate"));
      if (answer.status() != 200) throw new IOException("the server answered " + answer.status());
      var events = new SseParser(answer, MOST_BYTES);
      for (var event = events.next(); event.isPresent(); event = events.next()) {
        receive(event.get(), receiver);
      }
    } catch (IOException e) {
      why = "the connection broke: " + e.getMessage();
      endpoint.completeExceptionally(e);
    } catch (InterruptedException _) {
      why = "the connection was closed";
    }
    endpoint.completeExceptionally(new IOException(why));
    if (!closed) receiver.broken(why);
  }

  private void receive(SseParser.Event event, Receiver receiver) throws IOException {
    if (event.type().equals("endpoint")) {
      endpoint.complete(sameServer(event.data().strip()));
      return;
    }
    try {
      if (Json.parse(event.data()) instanceof Json.Obj message) receiver.received(message);
    } catch (JsonException e) {
      throw new IOException("the server sent what is no message: " + e.getMessage(), e);
    }
  }

  private URI sameServer(String given) throws IOException {
    try {
      var resolved = uri.resolve(given);
      if (String.valueOf(resolved.getAuthority()).equals(uri.getAuthority())
          && String.valueOf(resolved.getScheme()).equals(uri.getScheme())) {
        return resolved;
      }
    } catch (IllegalArgumentException _) {
      // told below
    }
    throw new IOException("the server wants messages sent to another one, which is not done");
  }

  private Map<String, String> headers(String accept, boolean hasBody)
      throws IOException, InterruptedException {
    var all = new LinkedHashMap<String, String>(headers);
    all.put("Accept", accept);
    if (hasBody) all.put("Content-Type", "application/json");
    tokens.token().ifPresent(token -> all.put("Authorization", "Bearer " + token));
    return all;
  }

  @Override
  public void send(Json.Obj message) throws IOException, InterruptedException {
    var to = endpoint.getNow(null);
    if (to == null || closed) throw new IOException("the connection was closed");
    var body = message.compact().getBytes(StandardCharsets.UTF_8);
    try (var answer = http.send("POST", to, headers("application/json", true), body)) {
      if (answer.status() == 401) throw new Unauthorized(401, answer.header("WWW-Authenticate"));
      if (answer.status() >= 300) throw new IOException("the server answered " + answer.status());
    }
  }

  @Override
  public void close() {
    closed = true;
    var reading = reader;
    if (reading != null) reading.interrupt();
  }
}

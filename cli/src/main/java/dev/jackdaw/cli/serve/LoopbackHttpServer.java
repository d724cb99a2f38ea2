package dev.jackdaw.cli.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.wire.rpc.RpcException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves clients over the protocol's streamable HTTP, at {@code /mcp} of a loopback port: each
 * client is a session of its own, which it names in a header.
 */
public final class LoopbackHttpServer implements AutoCloseable {
  private static final String PATH = "/mcp";
  private static final String SESSION = "Mcp-Session-Id";
  private static final String VERSION = "MCP-Protocol-Version";
  private static final int MAX_BODY_BYTES = 16 << 20;
  private static final int MAX_SESSIONS = 32;

  private final McpSession.About about;
  private final ServedTools.Maker maker;
  private final Gate gate;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, HttpClientSession> sessions = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Begins to serve.
   *
   * @param port 0 for any that is free
   * @param token what clients must show
   * @throws IOException when the port is taken
   */
  public LoopbackHttpServer(
      String version, String instructions, ServedTools.Maker maker, int port, String token)
      throws IOException {
    this.about = new McpSession.About(version, instructions);
    this.maker = maker;
    this.gate = new Gate(token);
    var address = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    this.server = HttpServer.create(new InetSocketAddress(address, port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Returns where it is reached. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
  }

  /** Waits until it is closed. */
  public void await() throws InterruptedException {
    closed.await();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      var refusal =
          gate.refusal(
              headers.getFirst("Host"),
              headers.getFirst("Origin"),
              headers.getFirst("Authorization"));
      if (refusal.isPresent()) turnAway(exchange, refusal.get());
      else if (!exchange.getRequestURI().getPath().equals(PATH))
        fail(exchange, 404, "no such path");
      else serve(exchange);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void turnAway(HttpExchange exchange, Gate.Refusal refusal) throws IOException {
    if (refusal.status() == 401) exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
    fail(exchange, refusal.status(), refusal.reason());
  }

  private void serve(HttpExchange exchange) throws IOException, InterruptedException {
    var version = exchange.getRequestHeaders().getFirst(VERSION);
    if (version != null && !McpSession.isKnown(version)) {
      fail(exchange, 400, "the protocol version " + version + " is not known here");
      return;
    }
    switch (exchange.getRequestMethod()) {
      case "POST" -> post(exchange);
      case "GET" -> get(exchange);
      case "DELETE" -> delete(exchange);
      default -> {
        exchange.getResponseHeaders().set("Allow", "GET, POST, DELETE");
        fail(exchange, 405, "GET, POST and DELETE are taken");
      }
    }
  }

  private void post(HttpExchange exchange) throws IOException, InterruptedException {
    var bytes = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (bytes.length > MAX_BODY_BYTES) {
      fail(exchange, 413, "a message has at most " + MAX_BODY_BYTES + " bytes");
      return;
    }
    var text = new String(bytes, StandardCharsets.UTF_8);
    try {
      post(exchange, text, Json.parseObject(text));
    } catch (JsonException e) {
      fail(exchange, 400, RpcException.PARSE_ERROR, "the body is no message: " + e.getMessage());
    }
  }

  private void post(HttpExchange exchange, String text, Json.Obj message)
      throws IOException, InterruptedException {
    var isRequest = message.has("method") && message.has("id");
    var id = message.members().get("id");
    if (isRequest && !(isUsable(message) && (id instanceof Json.Str || id instanceof Json.Num))) {
      fail(exchange, 400, "\"id\" is a string or number, \"params\" an object");
      return;
    }
    var isFirst = message.string("method", "").equals("initialize");
    var client = isFirst ? Optional.of(begin(exchange)) : known(exchange);
    if (client.isEmpty()) return;
    if (!isRequest || id == null) {
      client.get().hear(text);
      exchange.sendResponseHeaders(202, -1);
    } else if (client.get().isOpen(id)) {
      fail(exchange, 400, "a request with this id is still being carried out");
    } else {
      answer(exchange, client.get(), client.get().hear(id, text));
    }
  }

  private static boolean isUsable(Json.Obj message) {
    var params = message.members().get("params");
    return params == null || params instanceof Json.Obj || params instanceof Json.Null;
  }

  /** What was answered at once is plain JSON, everything else a stream. */
  private static void answer(HttpExchange exchange, HttpClientSession client, EventStream stream)
      throws IOException, InterruptedException {
    var only = stream.only();
    if (only.isPresent()) send(exchange, 200, only.get());
    else stream(exchange, client, stream, 0);
  }

  private static void stream(
      HttpExchange exchange, HttpClientSession client, EventStream stream, int after)
      throws IOException, InterruptedException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "text/event-stream");
    headers.set("Cache-Control", "no-cache");
    exchange.sendResponseHeaders(200, 0);
    stream.serve(exchange.getResponseBody(), after, client.isPrimed());
  }

  private HttpClientSession begin(HttpExchange exchange) {
    if (sessions.size() >= MAX_SESSIONS) evict();
    var client = new HttpClientSession(about, maker);
    var id = UUID.randomUUID().toString();
    sessions.put(id, client);
    exchange.getResponseHeaders().set(SESSION, id);
    return client;
  }

  /** Clients that went away without a word give way to new ones. */
  private void evict() {
    sessions.entrySet().stream()
        .filter(entry -> !entry.getValue().isBusy())
        .min(Comparator.comparingLong(entry -> entry.getValue().lastUsed()))
        .ifPresent(entry -> end(entry.getKey()));
  }

  private Optional<HttpClientSession> known(HttpExchange exchange) throws IOException {
    var id = exchange.getRequestHeaders().getFirst(SESSION);
    if (id == null) {
      fail(exchange, 400, "name the session in " + SESSION + "; initialize begins one");
      return Optional.empty();
    }
    var client = Optional.ofNullable(sessions.get(id));
    if (client.isEmpty()) fail(exchange, 404, "there is no such session; initialize begins one");
    return client;
  }

  private void get(HttpExchange exchange) throws IOException, InterruptedException {
    var client = known(exchange);
    if (client.isEmpty()) return;
    var last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    if (last == null) {
      stream(exchange, client.get(), client.get().general(), 0);
      return;
    }
    var dash = last.indexOf('-');
    var stream = client.get().stream(dash < 0 ? last : last.substring(0, dash));
    if (stream.isEmpty()) fail(exchange, 404, "that event is not known any more");
    else stream(exchange, client.get(), stream.get(), number(last.substring(dash + 1)));
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private void delete(HttpExchange exchange) throws IOException {
    var client = known(exchange);
    if (client.isEmpty()) return;
    end(exchange.getRequestHeaders().getFirst(SESSION));
    exchange.sendResponseHeaders(204, -1);
  }

  private void end(String id) {
    var client = sessions.remove(id);
    if (client != null) client.close();
  }

  private static void fail(HttpExchange exchange, int status, String reason) throws IOException {
    fail(exchange, status, RpcException.INVALID_REQUEST, reason);
  }

  private static void fail(HttpExchange exchange, int status, int code, String reason)
      throws IOException {
    var error = Json.object().put("code", code).put("message", reason).build();
    var message =
        Json.object().put("jsonrpc", "2.0").put("id", Json.Null.INSTANCE).put("error", error);
    send(exchange, status, message.build().compact());
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Ends every session, and what runs in it. */
  @Override
  public void close() {
    for (var id : sessions.keySet()) end(id);
    server.stop(0);
    threads.shutdownNow();
    closed.countDown();
  }
}

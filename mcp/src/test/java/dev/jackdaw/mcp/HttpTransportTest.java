package dev.jackdaw.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.mcp.rpc.Transport;
import dev.jackdaw.mcp.transport.HttpTransport;
import dev.jackdaw.mcp.transport.SseTransport;
import dev.jackdaw.mcp.transport.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** HTTP in both its ways, with a server on this machine. */
@Timeout(60)
class HttpTransportTest {
  private static final ThreadFactory THREADS = Thread.ofPlatform().daemon().factory();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> late = new LinkedBlockingQueue<>();
  private final CountDownLatch deleted = new CountDownLatch(1);
  private final HttpServer server = open();

  private static HttpServer open() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void start() {
    server.setExecutor(Executors.newCachedThreadPool(THREADS));
    server.createContext("/mcp", this::streamable);
    server.createContext("/sse", this::events);
    server.createContext("/post", this::posted);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static String result(Json.Obj request) {
    var id = request.members().getOrDefault("id", Json.Null.INSTANCE);
    var result =
        switch (request.string("method", "")) {
          case "initialize" ->
              "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{}}";
          case "tools/list" -> "{\"tools\":[{\"name\":\"a\"}]}";
          default -> "{}";
        };
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}";
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void streamable(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    var session = headers.getFirst("Mcp-Session-Id");
    var lastId = headers.getFirst("Last-Event-ID");
    switch (exchange.getRequestMethod()) {
      case "DELETE" -> {
        heard.add("DELETE " + session);
        deleted.countDown();
        answer(exchange, 204, "text/plain", "");
      }
      case "GET" -> {
        // Nothing is said unasked; what was begun is gone on with.
        if (lastId == null) answer(exchange, 405, "text/plain", "");
        else answer(exchange, 200, "text/event-stream", "id: 8\ndata: " + late.poll() + "\n\n");
      }
      default -> {
        var request =
            Json.parseObject(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var method = request.string("method", "");
        heard.add(method + " " + session + " " + headers.getFirst("MCP-Protocol-Version"));
        if (!request.has("id")) answer(exchange, 202, "text/plain", "");
        else if (method.equals("ping")) answer(exchange, 200, "application/json", "<html>");
        else if (method.equals("tools/list")) {
          late.add(result(request));
          answer(exchange, 200, "text/event-stream", "retry: 1\nid: 7\ndata:\n\n");
        } else {
          exchange.getResponseHeaders().set("Mcp-Session-Id", "s1");
          answer(exchange, 200, "application/json", result(request));
        }
      }
    }
  }

  private void events(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (var out = exchange.getResponseBody()) {
      out.write("event: endpoint\ndata: /post?session=1\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      while (true) {
        var text = late.poll(30, TimeUnit.SECONDS);
        if (text == null) return;
        out.write(
            ("event: message\r\ndata: " + text + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void posted(HttpExchange exchange) throws IOException {
    var request =
        Json.parseObject(
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    heard.add(request.string("method", ""));
    answer(exchange, 202, "text/plain", "");
    if (request.has("id")) late.add(result(request));
  }

  private Client client(Transport transport) throws IOException, InterruptedException {
    return Client.open(transport, new Deaf(), "1", PATIENCE, THREADS);
  }

  private HttpTransport http(String path) {
    return new HttpTransport(uri(path), Map.of(), new JdkHttp(), Tokens.NONE, THREADS);
  }

  @Test
  void aStreamThatEndsIsTakenUpWhereItWasAndTheSessionIsEnded() throws Exception {
    try (var client = client(http("/mcp"))) {
      assertThat(client.tools()).containsExactly(Json.object().put("name", "a").build());
    }
    assertThat(deleted.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(heard)
        .containsExactly(
            "initialize null null",
            "notifications/initialized s1 2025-06-18",
            "tools/list s1 2025-06-18",
            "DELETE s1");
  }

  @Test
  void whatIsNoMessageFailsTheRequestAndNoOther() throws Exception {
    try (var client = client(http("/mcp"))) {
      assertThatThrownBy(client::ping).hasMessageContaining("what is no message");
      assertThat(client.tools()).hasSize(1);
    }
  }

  @Test
  void theOlderWayIsSpokenAndPostsToThisServerOnly() throws Exception {
    var transport = new SseTransport(uri("/sse"), Map.of(), new JdkHttp(), Tokens.NONE, THREADS);
    try (var client = client(transport)) {
      assertThat(client.tools()).hasSize(1);
    }
    assertThat(heard).containsExactly("initialize", "notifications/initialized", "tools/list");
  }

  @Test
  void aServerThatKnowsOnlyTheOlderWayIsToldApart() {
    assertThatThrownBy(() -> client(http("/nowhere")))
        .isInstanceOf(HttpTransport.NotStreamable.class);
  }

  /** One who answers nothing. */
  private static final class Deaf implements Host {
    @Override
    public List<Path> roots() {
      return List.of();
    }

    @Override
    public boolean canElicit() {
      return false;
    }

    @Override
    public Json.Obj elicit(Json.Obj params) {
      return Json.Obj.EMPTY;
    }

    @Override
    public void changed(Kind kind) {}

    @Override
    public void logged(String level, String text) {}

    @Override
    public void broken(String why) {}
  }
}

package dev.jackdaw.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An Anthropic server on loopback that reads no request and always says the same. */
final class CannedServer implements AutoCloseable {
  private static final int DELTA_CHARS = 64;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final byte[] answer;

  private CannedServer(byte[] answer) throws IOException {
    // Without it, every second small packet waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    this.answer = answer;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Opens a server whose every answer has so many bytes, or a little more. */
  static CannedServer open(int answerBytes) throws IOException {
    return new CannedServer(stream(answerBytes).getBytes(StandardCharsets.UTF_8));
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      exchange.getResponseHeaders().set("content-type", "text/event-stream");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  /** Returns the events of a reply in the shape of the Messages API. */
  static String stream(int bytes) {
    var out = new StringBuilder(bytes + 1024);
    var usage = Json.object().put("input_tokens", 10).put("output_tokens", 1).build();
    var message =
        Json.object()
            .put("id", "msg_1")
            .put("type", "message")
            .put("role", "assistant")
            .put("model", "mock-model")
            .put("content", Json.Arr.EMPTY)
            .put("usage", usage);
    event(out, Json.object().put("type", "message_start").put("message", message.build()));
    var empty = Json.object().put("type", "text").put("text", "").build();
    event(out, at("content_block_start").put("content_block", empty));
    var delta =
        Json.object().put("type", "text_delta").put("text", Conversation.text(DELTA_CHARS)).build();
    do event(out, at("content_block_delta").put("delta", delta));
    while (out.length() < bytes);
    event(out, at("content_block_stop"));
    var end = Json.object().put("stop_reason", "end_turn").build();
    event(out, Json.object().put("type", "message_delta").put("delta", end).put("usage", usage));
    event(out, Json.object().put("type", "message_stop"));
    return out.toString();
  }

  private static Json.Builder at(String type) {
    return Json.object().put("type", type).put("index", 0);
  }

  private static void event(StringBuilder out, Json.Builder data) {
    var built = data.build();
    out.append("event: ").append(built.string("type", "")).append('\n');
    out.append("data: ").append(built.compact()).append("\n\n");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}

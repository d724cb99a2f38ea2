package dev.jackdaw.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A server on loopback that reads no request and always says the same. */
final class CannedServer implements AutoCloseable {
  private static final int DELTA_CHARS = 64;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final byte[] answer;
  private final AtomicLong heard = new AtomicLong();

  private CannedServer(byte[] answer) throws IOException {
    // Without it, every second small packet waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    this.answer = answer;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Opens a server whose every answer is this. */
  static CannedServer answering(String answer) throws IOException {
    return new CannedServer(answer.getBytes(StandardCharsets.UTF_8));
  }

  /** Opens a server whose every answer has so many bytes, or a little more. */
  static CannedServer open(int answerBytes) throws IOException {
    return new CannedServer(stream(answerBytes).getBytes(StandardCharsets.UTF_8));
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns when the first request since the last call of this came; 0 for none. */
  long heard() {
    return heard.getAndSet(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    heard.compareAndSet(0, System.nanoTime());
    try (exchange) {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      exchange.getResponseHeaders().set("content-type", "text/event-stream");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  /** Returns the events of a reply in the shape of the Messages API. */
  static String stream(int bytes) {
    var delta = Dialect.ANTHROPIC.delta(Conversation.text(DELTA_CHARS));
    return Dialect.ANTHROPIC.reply(bytes / delta.length() + 1, DELTA_CHARS);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}

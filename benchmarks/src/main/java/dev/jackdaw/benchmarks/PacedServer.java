package dev.jackdaw.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A model on loopback that says so many tokens a second to everyone, each token the time it was due
 * (see {@link Stamp}). What is due is sent every few milliseconds, as networks deliver it. Prints
 * {@code listening PORT}; ends after as many replies as it was told, or after five minutes.
 */
public final class PacedServer {
  private static final long TICK_NANOS = 5_000_000;
  private static final int LONGEST_MINUTES = 5;

  private final Dialect dialect;
  private final int tokensPerSecond;
  private final int tokens;
  private final CountDownLatch replies;

  private PacedServer(Dialect dialect, int tokensPerSecond, int tokens, int replies) {
    this.dialect = dialect;
    this.tokensPerSecond = tokensPerSecond;
    this.tokens = tokens;
    this.replies = new CountDownLatch(replies);
  }

  /** Takes the dialect, tokens a second, tokens of a reply, and how many replies there will be. */
  public static void main(String[] words) throws IOException, InterruptedException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    var paced =
        new PacedServer(
            Dialect.valueOf(words[0].toUpperCase(Locale.ROOT)),
            Integer.parseInt(words[1]),
            Integer.parseInt(words[2]),
            Integer.parseInt(words[3]));
    paced.serve();
  }

  private void serve() throws IOException, InterruptedException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var server = HttpServer.create(address, 0);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.createContext("/", this::handle);
      server.setExecutor(threads);
      server.start();
      System.out.println("listening " + server.getAddress().getPort());
      if (!replies.await(LONGEST_MINUTES, TimeUnit.MINUTES)) System.err.println("gave up waiting");
      server.stop(0);
      threads.shutdownNow();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      exchange.getResponseHeaders().set("content-type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      stream(exchange.getResponseBody());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      replies.countDown();
    }
  }

  private void stream(OutputStream out) throws IOException, InterruptedException {
    var began = Stamp.now();
    var start = System.nanoTime();
    var said = 0;
    send(out, dialect.head());
    while (said < tokens) {
      var passed = System.nanoTime() - start;
      var due = Math.min(tokens, (int) (passed * tokensPerSecond / 1_000_000_000L));
      var sent = Stamp.now();
      var batch = new StringBuilder();
      for (; said < due; said++) {
        batch.append(dialect.delta(new Stamp(began + micros(said + 1), sent).text()));
      }
      if (!batch.isEmpty()) send(out, batch.toString());
      var rest = TICK_NANOS - (System.nanoTime() - start) % TICK_NANOS;
      if (said < tokens) TimeUnit.NANOSECONDS.sleep(rest);
    }
    send(out, dialect.tail());
  }

  private long micros(int token) {
    return token * 1_000_000L / tokensPerSecond;
  }

  private static void send(OutputStream out, String events) throws IOException {
    if (events.isEmpty()) return;
    out.write(events.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}

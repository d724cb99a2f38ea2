package dev.jackdaw.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A collector on loopback that keeps what it is sent. */
final class Collector implements AutoCloseable {
  private final HttpServer server;
  private final Object lock = new Object();

  // Guarded by lock.
  private final List<byte[]> traces = new ArrayList<>();
  private final List<byte[]> metrics = new ArrayList<>();

  Collector() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/traces", exchange -> keep(exchange, traces));
    server.createContext("/v1/metrics", exchange -> keep(exchange, metrics));
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void keep(HttpExchange exchange, List<byte[]> into) throws IOException {
    try (exchange) {
      var zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      InputStream in = exchange.getRequestBody();
      if (zipped) in = new GZIPInputStream(in);
      var bytes = in.readAllBytes();
      synchronized (lock) {
        into.add(bytes);
      }
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  List<byte[]> traces() {
    synchronized (lock) {
      return List.copyOf(traces);
    }
  }

  List<Otlp.Span> spans() {
    return traces().stream().flatMap(body -> Otlp.spans(body).stream()).toList();
  }

  List<Otlp.Point> points() {
    synchronized (lock) {
      return metrics.stream().flatMap(body -> Otlp.points(body).stream()).toList();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

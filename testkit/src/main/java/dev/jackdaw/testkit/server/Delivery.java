package dev.jackdaw.testkit.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Sends an answer in the way it was told to. */
final class Delivery {
  private static final int DRIP_MILLIS = 2;

  private final HttpExchange exchange;
  private final Gate gate;
  private final byte[] signOfLife;

  Delivery(HttpExchange exchange, Gate gate, String signOfLife) {
    this.exchange = exchange;
    this.gate = gate;
    this.signOfLife = signOfLife.getBytes(StandardCharsets.UTF_8);
  }

  void send(Response response) throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("content-type", response.contentType());
    exchange.getResponseHeaders().set("request-id", "req_test");
    response.headers().forEach(exchange.getResponseHeaders()::set);
    var bytes = response.bytes();
    if (response.compressed()) {
      exchange.getResponseHeaders().set("content-encoding", "gzip");
      var out = begin(response, 0);
      response.begun().run();
      try (var packed = new GZIPOutputStream(out, true)) {
        packed.write(bytes);
      }
      return;
    }
    var until = Math.min(bytes.length, response.endingAfter());
    switch (response.ending()) {
      case WHOLE -> {
        var out = begin(response, 0);
        write(out, response, bytes, 0, bytes.length);
        out.close();
      }
      case SHORT -> {
        var out = begin(response, 0);
        write(out, response, bytes, 0, until);
        out.close();
      }
      // A promise of more bytes than come makes the server break the connection.
      case CUT -> write(begin(response, bytes.length + 1L), response, bytes, 0, until);
      case CUT_BETWEEN -> {
        var length = response.bytes(response.endingAfter()).length;
        write(begin(response, bytes.length + 1L), response, bytes, 0, length);
      }
      case STALLED -> {
        var out = begin(response, 0);
        write(out, response, bytes, 0, until);
        gate.stall();
        gate.awaitRelease();
        write(out, response, bytes, until, bytes.length);
        out.close();
      }
      case DRIPPING -> {
        var out = begin(response, 0);
        write(out, response, bytes, 0, until);
        gate.stall();
        drip(out);
        write(out, response, bytes, until, bytes.length);
        out.close();
      }
    }
  }

  /** Begins the body; 0 bytes stands for a length that is not announced. */
  private OutputStream begin(Response response, long bytes) throws IOException {
    exchange.sendResponseHeaders(response.status(), bytes);
    return exchange.getResponseBody();
  }

  private void drip(OutputStream out) throws IOException, InterruptedException {
    try {
      while (!gate.isReleased()) {
        out.write(signOfLife);
        out.flush();
        Thread.sleep(DRIP_MILLIS);
      }
    } catch (IOException e) {
      gate.disconnect();
      throw e;
    }
  }

  private static void write(OutputStream out, Response response, byte[] bytes, int from, int to)
      throws IOException {
    if (from == 0 && to > 0) response.begun().run();
    if (response.splitBytes() > 0) {
      for (var at = from; at < to; at += response.splitBytes()) {
        out.write(bytes, at, Math.min(response.splitBytes(), to - at));
        out.flush();
      }
      return;
    }
    var end = 0;
    var at = from;
    for (var event : response.events()) {
      end += event.getBytes(StandardCharsets.UTF_8).length;
      if (end <= at) continue;
      var stop = Math.min(end, to);
      if (stop <= at) break;
      out.write(bytes, at, stop - at);
      out.flush();
      at = stop;
    }
  }
}

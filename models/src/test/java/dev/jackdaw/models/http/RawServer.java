package dev.jackdaw.models.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on loopback whose answers a test writes byte by byte. */
public final class RawServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Handler handler;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /** What a client sent. */
  public record Request(String line, Map<String, String> headers, String text) {}

  /** Answers; the connection is closed when it returns. */
  @FunctionalInterface
  public interface Handler {
    void answer(Request request, OutputStream out) throws Exception;
  }

  public RawServer(Handler handler) {
    this.handler = handler;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers every request with these bytes of an event stream. */
  public static RawServer streaming(byte[] events) {
    return new RawServer((request, out) -> {
      out.write(ascii("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"));
      out.write(ascii("Connection: close\r\n\r\n"));
      out.write(events);
    });
  }

  /** Answers every request with this status, these header lines and this body. */
  public static RawServer answering(int status, String headers, String body) {
    return new RawServer((request, out) -> answer(out, status, headers, body));
  }

  public static void answer(OutputStream out, int status, String headers, String body)
      throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    out.write(ascii("HTTP/1.1 " + status + " Status\r\nContent-Type: application/json\r\n"));
    out.write(ascii(headers + "Content-Length: " + bytes.length + "\r\n\r\n"));
    out.write(bytes);
    out.flush();
  }

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  public List<Request> requests() {
    return requests;
  }

  private void accept() {
    while (true) {
      try {
        var connection = socket.accept();
        open.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection;
        var in = new BufferedInputStream(connection.getInputStream());
        var out = connection.getOutputStream()) {
      var request = read(in);
      requests.add(request);
      handler.answer(request, out);
    } catch (Exception _) {
      // the client went away, which is what some tests are about
    }
  }

  private static Request read(InputStream in) throws IOException {
    var line = line(in);
    var headers = new HashMap<String, String>();
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      var colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      return new Request(line, headers, utf8(chunks(in)));
    }
    var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Request(line, headers, utf8(in.readNBytes(length)));
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      var size = Integer.parseInt(line(in), 16);
      body.write(in.readNBytes(size));
      line(in);
      if (size == 0) return body.toByteArray();
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) throw new IOException("the client went away");
      if (b != '\r') line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (var connection : open) connection.close();
  }
}

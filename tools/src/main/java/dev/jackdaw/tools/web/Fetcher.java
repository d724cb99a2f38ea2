package dev.jackdaw.tools.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends GET requests without cookies, credentials, proxies or redirects.
 *
 * <p>The address that was checked is the address that is connected to: for https by a socket that
 * knows no other; for plain http by the JVM's own cache of lookups (30 seconds by default), so that
 * a machine whose {@code networkaddress.cache.ttl} is 0 lacks that assurance.
 */
final class Fetcher {
  static final int MAX_BODY_BYTES = 5 * 1024 * 1024;
  private static final int CONNECT_MILLIS = 10_000;
  private static final int SILENCE_MILLIS = 20_000;
  private static final String ACCEPTED =
      "text/markdown, text/html;q=0.9, text/plain;q=0.9, application/json;q=0.9, */*;q=0.5";

  private final Doorkeeper doorkeeper;
  private final Supplier<SSLSocketFactory> tls;

  /**
   * Makes one.
   *
   * @param tls asked once for each https exchange, so that nothing of TLS is loaded without need
   */
  Fetcher(WebTools.Reach reach, Supplier<SSLSocketFactory> tls) {
    this.doorkeeper = new Doorkeeper(reach);
    this.tls = tls;
  }

  /**
   * What a server answered.
   *
   * @param contentType the header as it was, empty when there was none
   * @param location where a redirect leads, else empty
   */
  @SuppressWarnings("ArrayRecordComponent") // Responses are never compared.
  record Response(int status, String contentType, String location, byte[] body) {
    boolean isRedirect() {
      return !location.isEmpty()
          && (status == 301 || status == 302 || status == 303 || status == 307 || status == 308);
    }
  }

  /** A body is larger than {@link #MAX_BODY_BYTES}. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(String message) {
      super(message);
    }
  }

  /**
   * Gets a page. The exchange runs on a virtual thread, whose socket an interruption closes.
   *
   * @param until the {@link System#nanoTime} by which it must be there
   */
  Response get(WebAddress address, long until) throws IOException, InterruptedException {
    var exchange = new FutureTask<>(() -> exchange(address));
    var thread = Thread.ofVirtual().name("fetch " + address.host()).start(exchange);
    try {
      return exchange.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      throw new SocketTimeoutException("it took too long");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException problem) throw problem;
      throw new IllegalStateException("fetching " + address, e.getCause());
    } finally {
      thread.interrupt();
    }
  }

  private Response exchange(WebAddress address) throws IOException {
    var checked = doorkeeper.resolve(address.host());
    var connection = open(address, checked);
    try {
      var status = connection.getResponseCode();
      return new Response(
          status,
          header(connection, "Content-Type"),
          header(connection, "Location"),
          body(connection, status));
    } finally {
      connection.disconnect();
    }
  }

  private HttpURLConnection open(WebAddress address, InetAddress checked) throws IOException {
    var connection = (HttpURLConnection) address.url().openConnection(Proxy.NO_PROXY);
    if (connection instanceof HttpsURLConnection secure) {
      secure.setSSLSocketFactory(new PinnedTls(checked, tls.get()));
    }
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(SILENCE_MILLIS);
    connection.setRequestProperty("User-Agent", "Mozilla/5.0 (compatible; Jackdaw web_fetch)");
    connection.setRequestProperty("Accept", ACCEPTED);
    connection.setRequestProperty("Accept-Encoding", "gzip");
    connection.setRequestProperty("Connection", "close");
    return connection;
  }

  private static String header(HttpURLConnection connection, String name) {
    var value = connection.getHeaderField(name);
    return value == null ? "" : value.strip();
  }

  private static byte[] body(HttpURLConnection connection, int status) throws IOException {
    if (connection.getContentLengthLong() > MAX_BODY_BYTES) {
      throw tooLarge("is " + connection.getContentLengthLong() + " bytes large");
    }
    try (var in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      if (in == null) return new byte[0];
      var body = decoded(in, connection).readNBytes(MAX_BODY_BYTES + 1);
      if (body.length > MAX_BODY_BYTES) throw tooLarge("is larger than 5 MB");
      return body;
    }
  }

  private static InputStream decoded(InputStream in, HttpURLConnection connection)
      throws IOException {
    var encoding = header(connection, "Content-Encoding").toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "", "identity" -> in;
      case "gzip", "x-gzip" -> new GZIPInputStream(in);
      default -> throw new IOException("its content encoding " + encoding + " is not known");
    };
  }

  private static TooLargeException tooLarge(String how) {
    return new TooLargeException("it " + how + "; download it with bash and read parts of it");
  }
}

package dev.jackdaw.models.http;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests and hands out their answers as streams, over {@link HttpURLConnection}: it costs a
 * tenth of what {@code java.net.http} does before the first request and leaves nothing behind that
 * delays the end of the process. Immutable and safe for use by several threads.
 *
 * <p>A request is sent once: redirects are not followed (they would carry the credentials
 * elsewhere) and a POST is never repeated. The latter needs the system property {@code
 * sun.net.http.retryPost} to be {@code false}, which loading this class sets unless it is set
 * already; that has no effect when other code used {@link HttpURLConnection} before.
 */
public final class Http {
  static {
    if (System.getProperty("sun.net.http.retryPost") == null) {
      System.setProperty("sun.net.http.retryPost", "false");
    }
  }

  /**
   * Who puts a password into a proxy's address wants the proxy to have it; the JDK would not send
   * it for https addresses. Like the property above it is read once, at the first connection.
   */
  private static final String NO_LOGIN_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  private final HttpOptions options;
  private final @Nullable Tape tape;

  public Http(HttpOptions options) {
    this(options, null);
  }

  /** As {@link #Http(HttpOptions)}, with a tape between the requests and the network. */
  public Http(HttpOptions options, @Nullable Tape tape) {
    this.options = options;
    this.tape = tape;
    if (options.proxies().haveLogin() && System.getProperty(NO_LOGIN_SCHEMES) == null) {
      System.setProperty(NO_LOGIN_SCHEMES, "");
    }
  }

  public HttpOptions options() {
    return options;
  }

  /**
   * Begins to load what TLS needs, in the background, while the request is still being made. Does
   * nothing for plain http.
   */
  public void prepare(URI uri) {
    if ("https".equals(uri.getScheme()) && tape == null) {
      Thread.ofPlatform().daemon().name("tls").start(this::loadTls);
    }
  }

  private void loadTls() {
    if (options.tls().isPlatform()) {
      var _ = HttpsURLConnection.getDefaultSSLSocketFactory();
      return;
    }
    try {
      var _ = options.tls().factory();
    } catch (IOException _) {
      // told when the connection is made
    }
  }

  /**
   * Sends a POST and returns when the head of the answer is there, whatever its status.
   *
   * @throws IOException when there is no answer, or when the address is not to be reached without
   *     encryption
   * @throws InterruptedException when the thread was interrupted; the connection is closed
   */
  public HttpResponse post(URI uri, Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    return send("POST", uri, headers, body);
  }

  /** Sends a GET; otherwise as {@link #post}. */
  public HttpResponse get(URI uri, Map<String, String> headers)
      throws IOException, InterruptedException {
    return send("GET", uri, headers, null);
  }

  /** Sends a request by any method; otherwise as {@link #post}. */
  public HttpResponse send(
      String method, URI uri, Map<String, String> headers, byte @Nullable [] body)
      throws IOException, InterruptedException {
    requireSafe(uri);
    if (!Thread.currentThread().isVirtual()) return sendByWorker(method, uri, headers, body);
    if (Loopback.isAddress(uri.getHost())) {
      return Interruptible.socket(() -> exchange(method, uri, headers, body));
    }
    return Interruptible.lookup(() -> exchange(method, uri, headers, body));
  }

  private HttpResponse sendByWorker(
      String method, URI uri, Map<String, String> headers, byte @Nullable [] body)
      throws IOException, InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    var worker = new Worker();
    var complete = false;
    try {
      var response = worker.run(() -> exchange(method, uri, headers, body), () -> {});
      complete = true;
      return response.readBy(worker);
    } finally {
      if (!complete) worker.close();
    }
  }

  private void requireSafe(URI uri) throws IOException {
    var scheme = uri.getScheme();
    if (uri.getHost() == null || scheme == null) throw new IOException(uri + " is not an address");
    if (scheme.equals("https")) return;
    if (!scheme.equals("http")) throw new IOException(uri + " is neither http nor https");
    if (Loopback.is(uri)) return;
    var allowed = options.plainHttpHosts();
    if (allowed.contains("*") || allowed.contains(uri.getHost().toLowerCase(Locale.ROOT))) return;
    throw new PlainHttpException(uri);
  }

  private HttpResponse exchange(
      String method, URI uri, Map<String, String> headers, byte @Nullable [] body)
      throws IOException {
    if (tape == null) return exchange(method, uri, headers, body, (_, _, from) -> from);
    var sent =
        new Tape.Sent(method, uri, body == null ? "" : new String(body, StandardCharsets.UTF_8));
    var kept = tape.answer(sent);
    if (kept.isPresent()) return replayed(uri, kept.get());
    return exchange(
        method,
        uri,
        headers,
        body,
        (status, header, from) -> tape.keep(sent, status, header, from));
  }

  private static HttpResponse replayed(URI uri, Tape.Kept kept) {
    return new HttpResponse(
        uri,
        kept.status(),
        name -> kept.headers().getOrDefault(name.toLowerCase(Locale.ROOT), ""),
        kept.body(),
        () -> {});
  }

  /** Stands between the connection and who reads from it. */
  private interface Keeper {
    InputStream keep(int status, UnaryOperator<String> header, InputStream body);
  }

  private HttpResponse exchange(
      String method, URI uri, Map<String, String> headers, byte @Nullable [] body, Keeper keeper)
      throws IOException {
    var connection = open(method, uri, headers);
    var complete = false;
    try {
      if (body != null) {
        connection.setDoOutput(true);
        try (var out = connection.getOutputStream()) {
          out.write(body);
        }
      }
      var status = connection.getResponseCode();
      if (status < 0) throw new IOException("the answer is not HTTP");
      UnaryOperator<String> header =
          name -> {
            var value = connection.getHeaderField(name);
            return value == null ? "" : value;
          };
      var from = decoded(connection, status);
      var response =
          new HttpResponse(
              uri,
              status,
              header,
              from == null ? null : keeper.keep(status, header, from),
              connection::disconnect);
      complete = true;
      return response;
    } finally {
      if (!complete) connection.disconnect();
    }
  }

  private HttpURLConnection open(String method, URI uri, Map<String, String> headers)
      throws IOException {
    var gateway = options.proxies().gateway(uri);
    var connection = (HttpURLConnection) uri.toURL().openConnection(gateway.proxy());
    if (gateway.login() != null) connection.setAuthenticator(gateway.login());
    if (connection instanceof HttpsURLConnection secure && !options.tls().isPlatform()) {
      secure.setSSLSocketFactory(options.tls().factory());
    }
    connection.setRequestMethod(method);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setConnectTimeout(millis(options.connectTimeout()));
    connection.setReadTimeout(millis(options.stallTimeout()));
    connection.setRequestProperty("User-Agent", options.userAgent());
    for (var header : headers.entrySet()) {
      connection.setRequestProperty(header.getKey(), header.getValue());
    }
    return connection;
  }

  private static int millis(java.time.Duration duration) {
    return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
  }

  /** No encoding is asked for, yet some gateways compress whatever they pass on. */
  private static @Nullable InputStream decoded(HttpURLConnection connection, int status)
      throws IOException {
    var body = body(connection, status);
    var encoding = connection.getContentEncoding();
    if (body == null || encoding == null || encoding.equalsIgnoreCase("identity")) return body;
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "gzip", "x-gzip" -> new GZIPInputStream(body);
      case "deflate" -> new InflaterInputStream(body);
      default -> throw new IOException("the answer is compressed as " + encoding + ", unasked");
    };
  }

  private static @Nullable InputStream body(HttpURLConnection connection, int status)
      throws IOException {
    if (status >= 400) return connection.getErrorStream();
    try {
      return connection.getInputStream();
    } catch (FileNotFoundException _) {
      return connection.getErrorStream();
    }
  }
}

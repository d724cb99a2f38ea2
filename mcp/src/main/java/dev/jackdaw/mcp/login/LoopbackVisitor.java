package dev.jackdaw.mcp.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits on a port of this machine for the browser to come back (RFC 8252). */
public final class LoopbackVisitor implements Visitor {
  private static final String PATH = "/callback";
  private static final int ROUND_MILLIS = 500;
  private static final int MOST_LINE = 16_384;

  private final ServerSocket socket;
  private final Consumer<URI> leading;
  private final Duration patience;

  /**
   * Opens the port.
   *
   * @param port 0 for any
   * @param leading leads the user to the address: shows it, and opens it if that is wanted
   */
  public LoopbackVisitor(int port, Consumer<URI> leading, Duration patience) throws IOException {
    this.leading = leading;
    this.patience = patience;
    this.socket = new ServerSocket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(ROUND_MILLIS);
  }

  @Override
  public URI redirect() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + PATH);
  }

  @Override
  public Map<String, String> visit(URI address) throws IOException, InterruptedException {
    leading.accept(address);
    var end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      if (Thread.interrupted()) throw new InterruptedException();
      try (var browser = socket.accept()) {
        browser.setSoTimeout(5_000);
        var back = answered(browser);
        if (back.isPresent()) return back.get();
      } catch (SocketTimeoutException _) {
        // nobody yet
      }
    }
    throw new LoginException("nobody came back from the browser in time");
  }

  /** Whoever asks for anything else, such as an icon, is told that it is not there. */
  private static Optional<Map<String, String>> answered(Socket browser) throws IOException {
    var reader =
        new BufferedReader(
            new InputStreamReader(browser.getInputStream(), StandardCharsets.ISO_8859_1));
    var line = new StringBuilder();
    for (var c = reader.read();
        c >= 0 && c != '\n' && line.length() < MOST_LINE;
        c = reader.read()) {
      line.append((char) c);
    }
    var words = line.toString().strip().split(" ", -1);
    var isOurs = words.length == 3 && words[0].equals("GET") && words[1].startsWith(PATH + "?");
    var text = isOurs ? "You can close this page and go back to Jackdaw." : "Not found";
    var head =
        "HTTP/1.1 "
            + (isOurs ? "200 OK" : "404 Not Found")
            + "\r\nContent-Type: text/plain\r\nContent-Length: "
            + text.length()
            + "\r\nConnection: close\r\n\r\n";
    var out = browser.getOutputStream();
    out.write((head + text).getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return isOurs ? Optional.of(parameters(words[1])) : Optional.empty();
  }

  /** Returns the parameters behind the question mark. */
  public static Map<String, String> parameters(String target) {
    var parameters = new LinkedHashMap<String, String>();
    var query = target.substring(target.indexOf('?') + 1);
    for (var pair : query.split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals < 1) continue;
      parameters.putIfAbsent(
          decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      System.getLogger(LoopbackVisitor.class.getName()).log(System.Logger.Level.DEBUG, "close", e);
    }
  }
}

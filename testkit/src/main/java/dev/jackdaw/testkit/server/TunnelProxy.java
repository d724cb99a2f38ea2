package dev.jackdaw.testkit.server;

import dev.jackdaw.api.ModelBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that takes CONNECT with a login only, and finds every name on this machine. */
public final class TunnelProxy implements AutoCloseable {
  private final ServerSocket socket;
  private final String wanted;
  private final PasswordAuthentication login;
  private final List<String> tunnels = new CopyOnWriteArrayList<>();

  public TunnelProxy(String user, String password) throws IOException {
    var both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    wanted = "basic " + Base64.getEncoder().encodeToString(both);
    login = new PasswordAuthentication(user, password.toCharArray());
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public String address(String user, String password) {
    return "http://%s:%s@127.0.0.1:%d"
        .formatted(
            user, URLEncoder.encode(password, StandardCharsets.UTF_8), socket.getLocalPort());
  }

  /** Returns the network in which everything goes through this proxy. */
  public ModelBackend.Proxies proxies() {
    return new ModelBackend.Proxies() {
      @Override
      public Proxy proxy(URI address) {
        var at = InetSocketAddress.createUnresolved("127.0.0.1", socket.getLocalPort());
        return new Proxy(Proxy.Type.HTTP, at);
      }

      @Override
      public Optional<PasswordAuthentication> login(URI address) {
        return Optional.of(login);
      }
    };
  }

  /** Returns the targets that were let through. */
  public List<String> tunnels() {
    return List.copyOf(tunnels);
  }

  private void accept() {
    try {
      while (true) {
        var client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void serve(Socket client) {
    try (client) {
      var in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1), 1);
      while (true) {
        var request = in.readLine();
        if (request == null) return;
        var login = "";
        for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
          if (line.toLowerCase(java.util.Locale.ROOT).startsWith("proxy-authorization:")) {
            login = line.substring(line.indexOf(':') + 1).strip();
          }
        }
        if (request.startsWith("CONNECT ") && login.equalsIgnoreCase(wanted)) {
          tunnel(client, request.split(" ", -1)[1]);
          return;
        }
        say(
            client,
            "HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
      }
    } catch (IOException | InterruptedException _) {
      // one side is gone
    }
  }

  private void tunnel(Socket client, String target) throws IOException, InterruptedException {
    tunnels.add(target);
    var port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
    try (var server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      say(client, "HTTP/1.1 200 Established\r\n\r\n");
      Pipe.both(client, server);
    }
  }

  private static void say(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    client.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

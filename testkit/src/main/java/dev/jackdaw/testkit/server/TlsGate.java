package dev.jackdaw.testkit.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** Takes TLS off the connections to a server of a test. */
public final class TlsGate implements AutoCloseable {
  /** Which clients are let in. */
  public enum Clients {
    ANY,
    KNOWN
  }

  private final SSLServerSocket socket;
  private final int behind;

  public TlsGate(Authority authority, int behind, Clients clients) throws Exception {
    this.behind = behind;
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(authority.serverStore())) {
      keys.load(in, Authority.PASSWORD);
    }
    keys.deleteEntry("client");
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    var server = KeyStore.getInstance("PKCS12");
    server.load(null, null);
    server.setKeyEntry(
        "server",
        keys.getKey("server", Authority.PASSWORD),
        Authority.PASSWORD,
        keys.getCertificateChain("server"));
    own.init(server, Authority.PASSWORD);
    var known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    known.setCertificateEntry("ca", keys.getCertificate("ca"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    var context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    socket.setNeedClientAuth(clients == Clients.KNOWN);
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var client = socket.accept();
        Thread.ofVirtual().start(() -> pass(client));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void pass(Socket client) {
    try (client;
        var server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      Pipe.both(client, server);
    } catch (IOException | InterruptedException _) {
      // one side is gone
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

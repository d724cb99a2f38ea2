package dev.jackdaw.tools.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.tools.shell.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A server on loopback whose certificate names only {@code localhost}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PinnedTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final InetAddress loopback = InetAddress.getLoopbackAddress();
  private final HttpsServer server;
  private final SSLContext context;
  @TempDir Path directory;

  PinnedTlsTest() throws Exception {
    server = HttpsServer.create(new InetSocketAddress(loopback, 0), 0);
    context = SSLContext.getInstance("TLS");
  }

  @BeforeAll
  void startServer(@TempDir Path folder) throws Exception {
    var keys = keys(folder);
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var body = "secret".getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  private static KeyStore keys(Path folder) throws Exception {
    var file = folder.resolve("keys.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "x",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("keytool.log"))).isZero();
    var entries = KeyStore.getInstance(file.toFile(), PASSWORD);
    entries.setCertificateEntry("trusted", entries.getCertificate("x"));
    return entries;
  }

  @AfterAll
  void stopServer() {
    server.stop(0);
  }

  private ToolResult fetch(String host, SSLSocketFactory tls) throws Exception {
    var fetch = new WebFetch(WebTools.Reach.PUBLIC_AND_LOOPBACK, () -> tls);
    var url = "https://" + host + ":" + server.getAddress().getPort() + "/";
    return fetch.call(new WebFetch.Input(url, Optional.empty()), new Stage(directory));
  }

  @Test
  void speaksTlsWithTheCheckedAddress() throws Exception {
    assertThat(fetch("localhost", context.getSocketFactory()).text()).isEqualTo("secret");
  }

  @Test
  void verifiesTheNameAllTheSame() throws Exception {
    var result = fetch("127.0.0.1", context.getSocketFactory());

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.text()).doesNotContain("secret");
  }

  @Test
  void trustsOnlyWhatTheMachineTrusts() throws Exception {
    var result = fetch("localhost", (SSLSocketFactory) SSLSocketFactory.getDefault());

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.text()).contains("certification path").doesNotContain("secret");
  }

  @Test
  void connectsToNoOtherAddressWhateverTheNameSays() throws Exception {
    var pinned = new PinnedTls(loopback, context.getSocketFactory());
    var port = server.getAddress().getPort();

    try (var socket = pinned.createSocket()) {
      socket.connect(InetSocketAddress.createUnresolved("rebound.example", port), 5_000);
      assertThat(socket.getInetAddress()).isEqualTo(loopback);
    }
    assertThatThrownBy(() -> connected(pinned, port)).isInstanceOf(IOException.class);
  }

  private static Socket connected(PinnedTls pinned, int port) throws IOException {
    return pinned.createSocket("localhost", port);
  }
}

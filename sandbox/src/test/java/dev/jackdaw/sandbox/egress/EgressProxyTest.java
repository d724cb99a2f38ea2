package dev.jackdaw.sandbox.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attacks and ordinary use, against a server on loopback that answers with what it heard. */
class EgressProxyTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final BlockingQueue<EgressEvent> events = new LinkedBlockingQueue<>();
  private final AtomicInteger lookups = new AtomicInteger();
  @TempDir Path folder;
  private ServerSocket server;

  @BeforeEach
  void startServer() throws IOException {
    server = new ServerSocket(0, 10, LOOPBACK);
    Thread.ofVirtual().start(this::echo);
  }

  @AfterEach
  void stopServer() throws IOException {
    try (var _ = server) {
      return;
    }
  }

  private void echo() {
    try {
      while (true) {
        try (var socket = server.accept()) {
          echo(socket);
        }
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  /** Ends at the end of the stream or of the one body that the tests send. */
  private static void echo(Socket socket) throws IOException {
    var bytes = new byte[64 * 1024];
    for (int count; (count = socket.getInputStream().read(bytes)) > 0; ) {
      socket.getOutputStream().write(bytes, 0, count);
      if (new String(bytes, 0, count, ISO_8859_1).endsWith("hi")) return;
    }
  }

  @Test
  void carriesTlsWhoseNameIsTheGrantedHost() throws Exception {
    var hello = hello("api.test");
    var answer = ask(connect("api.test"), hello);
    assertThat(answer).isEqualTo("HTTP/1.1 200 Connected\r\n\r\n" + text(hello));
    var event = events.take();
    assertThat(event.allowed()).isTrue();
    assertThat(event.sent()).isEqualTo(hello.length);
    assertThat(event.received()).isEqualTo(hello.length);
    assertThat(lookups).hasValue(1);
  }

  @Test
  void breaksOffWhenTlsNamesAnotherServer() throws Exception {
    assertThat(ask(connect("api.test"), hello("evil.test"))).doesNotContain("evil.test");
    assertThat(events.take().reason()).isEqualTo("TLS names another server: evil.test");
  }

  @Test
  void breaksOffWhenTlsNamesNoServerOrIsNone() throws Exception {
    ask(connect("api.test"), hello(""));
    assertThat(events.take().reason()).contains("no SNI");
    ask(connect("api.test"), "SSH-2.0-x\r\n".getBytes(ISO_8859_1));
    assertThat(events.take().reason()).contains("only TLS");
  }

  @Test
  void tellsHowToGetAGrant() throws Exception {
    var answer = ask("CONNECT other.test:22 HTTP/1.1\r\n\r\n", new byte[0]);
    assertThat(answer).startsWith("HTTP/1.1 403 ").contains("other.test port 22", "Ask the user");
    assertThat(events.take().allowed()).isFalse();
    assertThat(lookups).hasValue(0);
  }

  @Test
  void passesPlainRequestsOnUnderTheGrantedHost() throws Exception {
    var request =
        "POST http://api.test:%d/a?b HTTP/1.1\r\nHost: evil.test\r\nContent-Length: 2\r\n\r\nhi"
            .formatted(server.getLocalPort());
    assertThat(ask(request + "GET http://evil.test/ HTTP/1.1\r\n\r\n", new byte[0]))
        .startsWith("POST /a?b HTTP/1.1\r\nHost: api.test:")
        .endsWith("\r\n\r\nhi")
        .doesNotContain("evil");
  }

  @Test
  void refusesHeadsThatAreTooLong() throws Exception {
    var head = "CONNECT api.test:1 HTTP/1.1\r\nX: " + "x".repeat(16 * 1024);
    assertThat(ask(head, new byte[0])).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void endsRequestsThatNeverEnd() throws Exception {
    try (var proxy = proxy(Duration.ofMillis(1));
        var child = SocketChannel.open(proxy.address())) {
      assertThat(isEnded(child)).isTrue();
    }
  }

  /** What was not read yet when the proxy gives up makes the end a reset. */
  private static boolean isEnded(SocketChannel child) throws IOException {
    try {
      child.write(ByteBuffer.wrap("CONN".getBytes(ISO_8859_1)));
      return child.read(ByteBuffer.allocate(1)) < 0;
    } catch (SocketException _) {
      return true;
    }
  }

  @Test
  void carriesSocksByNameAndRefusesUdpAndAddresses() throws Exception {
    var name = "\5\1\0\5\1\0\3\10api.test" + port();
    assertThat(ask(name, hello("api.test"))).startsWith("\5\0\5\0").contains("api.test");
    assertThat(events.take().allowed()).isTrue();
    assertThat(ask("\5\1\0\5\3\0\3\10api.test" + port(), new byte[0])).startsWith("\5\0\5\7");
    assertThat(events.take().reason()).contains("no UDP");
    assertThat(ask("\5\1\0\5\1\0\1\12\0\0\1" + port(), new byte[0])).startsWith("\5\0\5\2");
  }

  @Test
  void servesNobodyOnLoopbackWithoutTheToken() throws Exception {
    try (var proxy = EgressProxy.onLoopback("secret", rules(LONG))) {
      assertThat(ask(proxy, connect("api.test"), new byte[0])).startsWith("HTTP/1.1 407 ");
      assertThat(ask(proxy, "\5\1\0", new byte[0])).isEqualTo("\5\u00ff");
      assertThat(ask(proxy, "\5\1\2\1\1a\5wrong", new byte[0])).isEqualTo("\5\2\1\1");
    }
  }

  private String connect(String host) {
    return "CONNECT %s:%d HTTP/1.1\r\n\r\n".formatted(host, server.getLocalPort());
  }

  private String port() {
    var port = server.getLocalPort();
    return "" + (char) (port >> 8) + (char) (port & 0xff);
  }

  private String ask(String request, byte[] more) throws IOException {
    lookups.set(0);
    try (var proxy = proxy(LONG)) {
      return ask(proxy, request, more);
    }
  }

  private static String ask(EgressProxy proxy, String request, byte[] more) throws IOException {
    try (var child = SocketChannel.open(proxy.address())) {
      child.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
      child.write(ByteBuffer.wrap(more));
      child.shutdownOutput();
      return text(Channels.newInputStream(child).readAllBytes());
    }
  }

  private EgressProxy proxy(Duration patience) throws IOException {
    return EgressProxy.onSocket(folder.resolve("way-out"), rules(patience));
  }

  private EgressRules rules(Duration patience) {
    var until = Instant.MAX;
    var grants =
        List.of(
            new Grant("api.test", server.getLocalPort(), until),
            new Grant("127.0.0.1", server.getLocalPort(), until));
    Resolver resolver =
        _ -> {
          // A name that leads elsewhere at the second look: nobody may look twice.
          return List.of(lookups.getAndIncrement() == 0 ? LOOPBACK : InetAddress.ofLiteral("::1"));
        };
    return new EgressRules(
        () -> grants, resolver, InstantSource.system(), events::add, patience, LONG);
  }

  private static byte[] hello(String name) throws Exception {
    var engine =
        name.isEmpty()
            ? SSLContext.getDefault().createSSLEngine()
            : SSLContext.getDefault().createSSLEngine(name, 443);
    engine.setUseClientMode(true);
    var packet = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), packet);
    var bytes = new byte[packet.flip().remaining()];
    packet.get(bytes);
    return bytes;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks and ordinary use, against a server on loopback that answers with what it heard. */
class EgressProxyTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final BlockingQueue<EgressEvent> events = new LinkedBlockingQueue<>();
  private final AtomicInteger lookups = new AtomicInteger();
  private final AtomicInteger served = new AtomicInteger();
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
          served.incrementAndGet();
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

  /** In each, P stands for the server's port, in digits or, after a zero name, in two bytes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\4\1PP\177\0\0\1me\0",
        "\4\1PP\0\0\0\1me\0api.test\0",
        "\5\1\0\5\2\0\3\10api.testPP",
        "\5\1\0\5\3\0\1\0\0\0\0PP",
        "\5\1\0\5\1\0\1\177\0\0\2PP",
        "\5\1\0\5\1\0\4\0\0\0\0\0\0\0\0\0\0\u00ff\u00ff\177\0\0\2PP",
        "\5\1\0\5\1\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1PP",
        "\5\1\0\5\1\0\3\t127.0.0.2PP",
        "\5\1\0\5\1\0\3\u00060x7f.1PP",
        "\5\1\0\5\1\0\3\15api.test\0evilPP",
        "\5\1\0\5\1\0\3\0PP",
        "\5\1\0\5\1\0\7\10api.testPP",
        "CONNECT me@api.test:P HTTP/1.1\r\n\r\n",
        "CONNECT api.test@127.0.0.1:P HTTP/1.1\r\n\r\n",
        "CONNECT [::ffff:127.0.0.2]:P HTTP/1.1\r\n\r\n",
        "CONNECT [::1]:P HTTP/1.1\r\n\r\n",
        "CONNECT 127.1:P HTTP/1.1\r\n\r\n",
        "CONNECT 2130706433:P HTTP/1.1\r\n\r\n",
        "CONNECT api.test HTTP/1.1\r\n\r\n",
        "CONNECT api.test:0 HTTP/1.1\r\n\r\n",
        "CONNECT api.test:65536 HTTP/1.1\r\n\r\n",
        "CONNECT api.test:99999999999 HTTP/1.1\r\n\r\n",
        "CONNECT http://api.test:P HTTP/1.1\r\n\r\n",
        "CONNECT api.test:P:P HTTP/1.1\r\n\r\n",
        "CONNECT api.test:P HTTP/2.0\r\n\r\n",
        "CONNECT\tapi.test:P\tHTTP/1.1\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: api.test:P\r\n\r\n",
        "GET https://api.test:P/ HTTP/1.1\r\n\r\n",
        "GET ftp://api.test:P/ HTTP/1.1\r\n\r\n",
        "GET http://me:pw@api.test:P/ HTTP/1.1\r\n\r\n",
        "GET http://api.test@127.0.0.1:P/ HTTP/1.1\r\n\r\n",
        "GET http://127.0.0.2:P/ HTTP/1.1\r\nHost: api.test\r\n\r\n",
        "GET http://169.254.169.254:P/ HTTP/1.1\r\nHost: api.test\r\n\r\n",
        "GET\rX http://api.test:P/ HTTP/1.1\r\n\r\n",
        "G\0T http://api.test:P/ HTTP/1.1\r\n\r\n",
        "GET http://api.test:P/\rX HTTP/1.1\r\n\r\n",
        "POST http://api.test:P/ HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi",
        "POST http://api.test:P/ HTTP/1.1\r\nContent-Length: +2\r\n\r\nhi",
        "POST http://api.test:P/ HTTP/1.1\r\nContent-Length: 2, 2\r\n\r\nhi",
        "POST http://api.test:P/ HTTP/1.1\r\nContent-Length : 2\r\n\r\nhi",
        "PUT http://api.test:P/ HTTP/1.1\r\nTransfer-Encoding: a\r\nContent-Length: 2\r\n\r\n",
        "POST http://api.test:P/ HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n\r\nhi",
        "GET http://api.test:P/ HTTP/1.1\r\nA: b\r\n Host: evil.test\r\n\r\n",
        "GET http://api.test:P/ HTTP/1.1\r\nA: b\rHost: evil.test\r\n\r\n",
        "GET http://api.test:P/ HTTP/1.1\r\n: b\r\n\r\n"
      })
  void refusesWhatIsMeantToBeMisread(String request) throws Exception {
    var digits = Integer.toString(server.getLocalPort());
    var spelled = request.replace("PP", port()).replaceAll("(?<=[:])P", digits);
    ask(spelled, new byte[0]);
    assertThat(events).noneMatch(EgressEvent::allowed);
    assertThat(lookups).hasValue(0);
    assertThat(served).hasValue(0);
  }

  /** A name is looked up once; what it leads to later is not connected to. */
  @Test
  void connectsToTheAddressThatWasChecked() throws Exception {
    assertThat(ask(connect("api.test"), hello("api.test"))).contains("200");
    assertThat(lookups).hasValue(1);
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

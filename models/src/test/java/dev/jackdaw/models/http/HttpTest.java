package dev.jackdaw.models.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpTest {
  private static final byte[] BODY = RawServer.ascii("{}");

  private final Http http = new Http(HttpOptions.DEFAULT);

  @Test
  void sendsHeadersAndBodyAndReadsTheAnswer() throws Exception {
    try (var server = RawServer.answering(200, "X-Test: yes\r\n", "hällo");
        var response = http.post(server.uri(), Map.of("X-Key", "k"), BODY)) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("x-test")).isEqualTo("yes");
      assertThat(response.header("missing")).isEmpty();
      assertThat(response.mediaType()).isEqualTo("application/json");
      assertThat(response.text(1000)).isEqualTo("hällo");
      var request = server.requests().getFirst();
      assertThat(request.text()).isEqualTo("{}");
      assertThat(request.headers())
          .containsEntry("x-key", "k")
          .containsEntry("user-agent", "jackdaw");
      assertThat(request.headers()).doesNotContainKeys("accept-encoding", "expect");
    }
  }

  @Test
  void sendsFiveMegabytes() throws Exception {
    var body = new byte[5 << 20];
    Arrays.fill(body, (byte) 'x');
    try (var server = RawServer.answering(200, "", "ok");
        var response = http.post(server.uri(), Map.of(), body)) {
      assertThat(response.text(10)).isEqualTo("ok");
      assertThat(server.requests().getFirst().text()).isEqualTo("x".repeat(5 << 20));
    }
  }

  @Test
  void readsErrorBodiesUpToTheBound() throws Exception {
    for (var status : new int[] {400, 401, 404, 410, 500, 529}) {
      try (var server = RawServer.answering(status, "", "e".repeat(100_000));
          var response = http.post(server.uri(), Map.of(), BODY)) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.text(1000)).isEqualTo("e".repeat(1000));
      }
    }
  }

  @Test
  void keepsA401WithAChallengeAsAnAnswer() throws Exception {
    try (var server =
            RawServer.answering(401, "WWW-Authenticate: Basic realm=\"x\"\r\n", "who are you");
        var response = http.post(server.uri(), Map.of(), BODY)) {
      assertThat(response.status()).isEqualTo(401);
      assertThat(response.text(100)).isEqualTo("who are you");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void neverSendsAPostTwice() throws Exception {
    try (var server = new RawServer((request, out) -> {})) {
      assertThatThrownBy(() -> http.post(server.uri(), Map.of(), BODY))
          .isInstanceOf(IOException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void neverFollowsARedirect() throws Exception {
    try (var other = RawServer.answering(200, "", "stolen");
        var server = RawServer.answering(307, "Location: " + other.uri() + "\r\n", "");
        var response = http.post(server.uri(), Map.of("x-api-key", "secret"), BODY)) {
      assertThat(response.status()).isEqualTo(307);
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void refusesPlainHttpBeyondThisMachine() {
    assertThatThrownBy(() -> http.get(URI.create("http://models.example/"), Map.of()))
        .isInstanceOf(PlainHttpException.class)
        .hasMessageContaining("models.example")
        .hasMessageContaining("JACKDAW_PLAIN_HTTP_HOSTS");
    assertThatThrownBy(() -> http.get(URI.create("ftp://127.0.0.1/"), Map.of()))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> http.get(URI.create("http:///x"), Map.of()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void knowsLoopbackBySpelling() {
    for (var host :
        new String[] {"localhost", "LOCALHOST", "a.localhost", "127.0.0.1", "127.9.9.9", "[::1]"}) {
      assertThat(Loopback.isHost(host)).as(host).isTrue();
    }
    for (var host :
        new String[] {
          "127.0.0.1.example",
          "localhost.example",
          "128.0.0.1",
          "127.0.0",
          "127.0.0.1x",
          "127.0.0.",
          "0.0.0.0"
        }) {
      assertThat(Loopback.isHost(host)).as(host).isFalse();
    }
  }

  @Test
  void goesThroughAProxyButNeverToThisMachine() throws Exception {
    try (var proxy = RawServer.answering(200, "", "from the proxy");
        var server = RawServer.answering(200, "", "from the server")) {
      var proxies =
          Proxies.of(
              Map.of("HTTP_PROXY", proxy.uri().toString(), "NO_PROXY", "direct.example, .inner"));
      var through =
          new Http(
              new HttpOptions(
                  Duration.ofSeconds(5),
                  Duration.ofSeconds(5),
                  proxies,
                  Set.of("*"),
                  "jackdaw",
                  Tls.PLATFORM));
      try (var response = through.post(URI.create("http://models.example/v1"), Map.of(), BODY)) {
        assertThat(response.text(100)).isEqualTo("from the proxy");
      }
      assertThat(proxy.requests().getFirst().line()).startsWith("POST http://models.example/v1 ");
      try (var response = through.post(server.uri(), Map.of(), BODY)) {
        assertThat(response.text(100)).isEqualTo("from the server");
      }
    }
  }

  @Test
  void readsProxyVariables() {
    var proxies =
        Proxies.of(
            Map.of(
                "HTTPS_PROXY", "proxy.example:3128",
                "https_proxy", "http://lower.example",
                "NO_PROXY", "direct.example,.inner.example,*.star.example"));
    assertThat(proxies.forUri(URI.create("https://api.example/")).address().toString())
        .contains("lower.example")
        .contains(":80");
    assertThat(proxies.forUri(URI.create("http://api.example/"))).isEqualTo(Proxy.NO_PROXY);
    for (var host :
        new String[] {
          "direct.example",
          "sub.direct.example",
          "x.inner.example",
          "inner.example",
          "a.star.example",
          "localhost"
        }) {
      assertThat(proxies.forUri(URI.create("https://" + host + "/")))
          .as(host)
          .isEqualTo(Proxy.NO_PROXY);
    }
    assertThat(proxies.forUri(URI.create("https://indirect.example/")))
        .isNotEqualTo(Proxy.NO_PROXY);
  }

  @Test
  void givesUpOnASilentServer() throws Exception {
    var impatient =
        new Http(HttpOptions.DEFAULT.withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(50)));
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var uri = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      assertThatThrownBy(() -> impatient.post(uri, Map.of(), BODY))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void interruptionEndsTheWaitForTheFirstByte(boolean virtual) throws Exception {
    var arrived = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    var gone = new CountDownLatch(1);
    try (var server =
        new RawServer((request, out) -> {
          arrived.countDown();
          interrupted.await();
          untilGone(out, gone);
        })) {
      var result = run(virtual, () -> http.post(server.uri(), Map.of(), BODY));
      arrived.await();
      result.thread().interrupt();
      assertInterrupted(result);
      interrupted.countDown();
      assertThat(gone.await(10, TimeUnit.SECONDS)).as("connection closed").isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void interruptionEndsTheReadingOfAStream(boolean virtual) throws Exception {
    var reading = new CountDownLatch(1);
    var gone = new CountDownLatch(1);
    try (var server =
        new RawServer((request, out) -> {
          out.write(
              RawServer.ascii(
                  "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: a\n\n"));
          out.flush();
          untilGone(out, gone);
        })) {
      var result =
          run(
              virtual,
              () -> {
                try (var response = http.post(server.uri(), Map.of(), BODY)) {
                  var events = new SseReader(response);
                  events.next();
                  reading.countDown();
                  while (events.next().isPresent()) reading.countDown();
                }
                return null;
              });
      reading.await();
      result.thread().interrupt();
      assertInterrupted(result);
      assertThat(gone.await(10, TimeUnit.SECONDS)).as("connection closed").isTrue();
    }
  }

  @EnabledOnOs(OS.LINUX)
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void interruptionEndsTheWaitForAConnection(boolean virtual) throws Exception {
    // A full backlog: the kernel drops further connection requests, so connecting hangs.
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var fillers = new ArrayList<Socket>();
      for (var i = 0; i < 8; i++) fillers.add(connecting(full.getLocalPort()));
      var uri = URI.create("http://127.0.0.1:" + full.getLocalPort());
      var patient =
          new Http(HttpOptions.DEFAULT.withTimeouts(Duration.ofMinutes(5), Duration.ofMinutes(5)));
      var result = run(virtual, () -> patient.post(uri, Map.of(), BODY));
      awaitParked(result.thread());
      result.thread().interrupt();
      assertInterrupted(result);
      for (var filler : fillers) filler.close();
    }
  }

  @Test
  void anInterruptedThreadSendsNothing() throws Exception {
    try (var server = RawServer.answering(200, "", "ok")) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> http.post(server.uri(), Map.of(), BODY))
          .isInstanceOf(InterruptedException.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  private static void awaitParked(Thread thread) {
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  private static Socket connecting(int port) throws IOException {
    var channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return channel.socket();
  }

  private static void untilGone(OutputStream out, CountDownLatch gone) throws Exception {
    try {
      while (true) {
        out.write(RawServer.ascii(": ping\n\n"));
        out.flush();
        Thread.sleep(5);
      }
    } catch (IOException e) {
      gone.countDown();
    }
  }

  private record Running(Thread thread, CompletableFuture<Object> outcome) {}

  private static Running run(boolean virtual, Callable<?> work) {
    var outcome = new CompletableFuture<Object>();
    Runnable body =
        () -> {
          try {
            outcome.complete(String.valueOf(work.call()));
          } catch (Throwable e) {
            outcome.complete(e);
          }
        };
    var thread =
        virtual ? Thread.ofVirtual().start(body) : Thread.ofPlatform().daemon().start(body);
    return new Running(thread, outcome);
  }

  private static void assertInterrupted(Running result) throws Exception {
    assertThat(result.outcome().get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
  }
}

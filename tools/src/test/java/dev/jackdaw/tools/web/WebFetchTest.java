package dev.jackdaw.tools.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.tools.shell.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebFetchTest {
  @TempDir Path directory;
  private final WebFetch fetch = new WebFetch(WebTools.Reach.PUBLIC_AND_LOOPBACK);
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch silent = new CountDownLatch(1);
  private HttpServer server;
  private Stage stage;

  WebFetchTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void openStage() {
    stage = new Stage(directory);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestURI().toString());
    switch (exchange.getRequestURI().getPath()) {
      case "/text" -> send(exchange, 200, "text/plain", "plain text".getBytes(UTF_8));
      case "/json" -> send(exchange, 200, "application/json", "{\"a\": 1}".getBytes(UTF_8));
      case "/html" ->
          send(exchange, 200, "text/html; charset=utf-8", "<h1>H</h1><p>é".getBytes(UTF_8));
      case "/latin" -> send(exchange, 200, "text/plain", "é".getBytes(ISO_8859_1));
      case "/named" -> send(exchange, 200, "text/plain; charset=\"UTF-16\"", "é".getBytes(UTF_16));
      case "/png" -> send(exchange, 200, "image/png", new byte[1_234]);
      case "/bytes" -> send(exchange, 200, "", new byte[16]);
      case "/gzip" -> zipped(exchange, "zipped".getBytes(UTF_8));
      case "/bomb" -> zipped(exchange, new byte[Fetcher.MAX_BODY_BYTES + 1]);
      case "/long" -> send(exchange, 200, "text/plain", numbers().getBytes(UTF_8));
      case "/large" -> send(exchange, 200, "text/plain", new byte[Fetcher.MAX_BODY_BYTES + 1]);
      case "/endless" -> endless(exchange);
      case "/silent" -> silence(exchange);
      case "/here" -> redirect(exchange, "/text");
      case "/loop" -> redirect(exchange, "/loop");
      case "/away" -> redirect(exchange, "http://other.example/page");
      case "/port" -> redirect(exchange, "http://127.0.0.1:1/page");
      case "/file" -> redirect(exchange, "file:///etc/passwd");
      case "/login" -> redirect(exchange, "http://me@127.0.0.1/");
      case "/empty" -> send(exchange, 200, "text/html", "<p> ".getBytes(UTF_8));
      default -> send(exchange, 404, "text/html", "<p>No such page".getBytes(UTF_8));
    }
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    try (exchange) {
      if (!type.isEmpty()) exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void zipped(HttpExchange exchange, byte[] body) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(body);
    }
    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    send(exchange, 200, "text/plain", out.toByteArray());
  }

  private static void redirect(HttpExchange exchange, String location) throws IOException {
    exchange.getResponseHeaders().set("Location", location);
    send(exchange, 302, "text/plain", new byte[0]);
  }

  private static void endless(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/plain");
      exchange.sendResponseHeaders(200, 0);
      while (true) exchange.getResponseBody().write(new byte[64 * 1024]);
    }
  }

  private void silence(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write('x');
      exchange.getResponseBody().flush();
      silent.countDown();
      over.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static String numbers() {
    var text = new StringBuilder();
    for (var i = 1; text.length() < 50_000; i++) text.append(i).append('\n');
    return text.toString();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private ToolResult fetch(String path) throws Exception {
    return fetch.call(new WebFetch.Input(url(path), Optional.empty()), stage);
  }

  private static Block.Text page(String text) {
    return new Block.Text(text, new Label(Label.Source.WEB, "127.0.0.1"));
  }

  @Test
  void showsTextAsItIsAndSaysWhereItIsFrom() throws Exception {
    var result = fetch("/text");

    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.label()).isEqualTo(new Label(Label.Source.WEB, "127.0.0.1"));
    assertThat(result.content()).containsExactly(page("plain text"));
    assertThat(fetch("/json").content()).containsExactly(page("{\"a\": 1}"));
  }

  @Test
  void showsHtmlAsMarkdown() throws Exception {
    assertThat(fetch("/html").content()).containsExactly(page("# H\n\né"));
    assertThat(fetch("/empty").text()).isEqualTo("(the page has no text)");
  }

  @Test
  void findsTheCharacterSet() throws Exception {
    assertThat(fetch("/latin").text()).isEqualTo("é");
    assertThat(fetch("/named").text()).isEqualTo("é");
    assertThat(PageText.charset("text/html; charset=no-such-set")).isEmpty();
    assertThat(PageText.charset("text/html; CHARSET='utf-8'").map(Charset::name)).contains("UTF-8");
  }

  @Test
  void unpacksWhatIsZipped() throws Exception {
    assertThat(fetch("/gzip").text()).isEqualTo("zipped");
  }

  @Test
  void refusesWhatIsNotText() throws Exception {
    assertThat(fetch("/png"))
        .isEqualTo(
            ToolResult.failed(
                url("/png")
                    + " is image/png, 1234 bytes, not text. Download it with bash if you need"
                    + " it."));
    assertThat(fetch("/bytes").status()).isEqualTo(Status.FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/large", "/endless", "/bomb"})
  void refusesWhatIsTooLarge(String path) throws Exception {
    var result = fetch(path);

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.text())
        .contains("Cannot fetch " + url(path))
        .contains("download it with bash");
  }

  @Test
  void showsALongPageInPartsThatFitTogether() throws Exception {
    var text = new StringBuilder();
    var offset = 0;
    while (offset < numbers().length()) {
      var input = new WebFetch.Input(url("/long"), Optional.of(offset));
      var result = fetch.call(input, stage);
      var part = ((Block.Text) result.content().getFirst()).text();
      assertThat(part).hasSizeLessThanOrEqualTo(WebFetch.MAX_CHARS);
      text.append(part);
      offset += part.length();
      if (offset < numbers().length()) {
        assertThat(result.text()).endsWith("; go on with offset " + offset + "]");
      }
    }
    assertThat(text.toString()).isEqualTo(numbers());
    assertThat(requests).containsExactly("/long");
    var beyond = fetch.call(new WebFetch.Input(url("/long"), Optional.of(99_999)), stage);
    assertThat(beyond.text()).isEqualTo("[the page ends at character 50004]");
  }

  @Test
  void followsARedirectOnTheSameServer() throws Exception {
    var result = fetch("/here");

    assertThat(result.content()).containsExactly(page("plain text"));
    assertThat(result.details().string("url")).contains(url("/text"));
  }

  @Test
  void returnsARedirectToAnotherServer() throws Exception {
    var result = fetch("/away");

    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.content())
        .containsExactly(
            page(
                "Redirected to http://other.example/page on another server. Call web_fetch with"
                    + " that URL to go there."));
    assertThat(fetch("/port").details().string("redirect")).contains("http://127.0.0.1:1/page");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/file", "/login"})
  void neverFollowsARedirectOutOfTheWeb(String path) throws Exception {
    var result = fetch(path);

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.text()).contains("redirects to something that cannot be fetched");
  }

  @Test
  void endsACircleOfRedirects() throws Exception {
    assertThat(fetch("/loop").text()).isEqualTo(url("/loop") + " redirects more than 5 times.");
    assertThat(requests).hasSize(6);
  }

  @Test
  void showsWhatTheServerSaidAgainstIt() throws Exception {
    var result = fetch("/nothing");

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.content())
        .containsExactly(
            new Block.Text("HTTP status 404 from " + url("/nothing"), Label.JACKDAW),
            page("No such page"));
  }

  @Test
  void keepsAwayFromThisMachineUnlessConfigured() throws Exception {
    var careful = new WebFetch(WebTools.Reach.PUBLIC);

    for (var host : List.of("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]")) {
      var to = "http://" + host + ":" + server.getAddress().getPort() + "/text";
      var result = careful.call(new WebFetch.Input(to, Optional.empty()), stage);
      assertThat(result.text()).as(to).contains("not on the public internet");
    }
    assertThat(requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/",
        "http://192.168.0.1/"
      })
  void keepsAwayFromPrivateNetworksEvenWhenLoopbackIsAllowed(String to) throws Exception {
    var result = fetch.call(new WebFetch.Input(to, Optional.empty()), stage);

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.text()).contains("not on the public internet");
  }

  @Test
  void canBeInterrupted() throws Exception {
    var task = new FutureTask<>(() -> fetch("/silent"));
    var thread = Thread.ofVirtual().start(task);
    assertThat(silent.await(20, TimeUnit.SECONDS)).isTrue();

    thread.interrupt();

    assertThatThrownBy(() -> task.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void givesUpAtTheDeadline() throws Exception {
    stage.deadline = Duration.ofMillis(200);

    assertThat(fetch("/silent").text())
        .isEqualTo("Cannot fetch " + url("/silent") + ": it took too long.");
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    var port = server.getAddress().getPort();
    server.stop(0);

    var result =
        fetch.call(new WebFetch.Input("http://127.0.0.1:" + port, Optional.empty()), stage);

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.text()).startsWith("Cannot fetch http://127.0.0.1:" + port + "/: ");
  }

  @Test
  void statesItsEffectsWithoutTouchingTheNetwork() throws Exception {
    var workspace = stage.workspace();

    assertThat(
            fetch.effects(
                new WebFetch.Input("https://no.such.example/", Optional.empty()), workspace))
        .containsExactly(new Effect.Connects("no.such.example", 443));
    assertThat(
            fetch.effects(
                new WebFetch.Input("http://no.such.example", Optional.empty()), workspace))
        .containsExactly(
            new Effect.Connects("no.such.example", 80),
            new Effect.Connects("no.such.example", 443));
    assertThatThrownBy(
            () -> fetch.effects(new WebFetch.Input("file:///x", Optional.empty()), workspace))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void refusesWhatIsNotAUrl() throws Exception {
    var result = fetch.call(new WebFetch.Input("file:///etc/passwd", Optional.empty()), stage);

    assertThat(result)
        .isEqualTo(
            ToolResult.of(
                Status.INVALID, "\"url\" must begin with https:// or http://", Label.JACKDAW));
    assertThatThrownBy(() -> new WebFetch.Input("https://x.example", Optional.of(-1)))
        .hasMessageContaining("offset");
  }
}

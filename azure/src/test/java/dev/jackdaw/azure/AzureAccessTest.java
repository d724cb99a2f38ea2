package dev.jackdaw.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.testkit.FakeClock;
import dev.jackdaw.testkit.server.Prepared;
import dev.jackdaw.testkit.server.ResponsesServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where Azure is reached, and what is shown there. */
class AzureAccessTest {
  private static final Map<String, String> SET_UP =
      Map.of(
          "AZURE_OPENAI_ENDPOINT", "https://x.openai.azure.com", "AZURE_OPENAI_API_KEY", "key-1");

  @Test
  void findsTheResourceInWhateverAddressAPortalShows() {
    for (var given :
        List.of(
            "https://x.openai.azure.com",
            "https://x.openai.azure.com/",
            "https://x.openai.azure.com/openai/v1/",
            "https://x.openai.azure.com/openai/deployments/a/chat/completions?api-version=1")) {
      assertThat(resource("AZURE_OPENAI_ENDPOINT", given))
          .isEqualTo(new AzureResource(URI.create("https://x.openai.azure.com/openai/v1"), ""));
    }
  }

  @Test
  void asksTheOlderSurfaceForAVersionWithADate() {
    var environment = new java.util.HashMap<>(SET_UP);
    environment.put("AZURE_OPENAI_API_VERSION", "2025-04-01-preview");
    assertThat(AzureResource.of(Azures.wanted(environment)))
        .isEqualTo(
            new AzureResource(
                URI.create("https://x.openai.azure.com/openai"), "2025-04-01-preview"));
    environment.put("AZURE_OPENAI_API_VERSION", "preview");
    assertThat(AzureResource.of(Azures.wanted(environment)))
        .isEqualTo(
            new AzureResource(URI.create("https://x.openai.azure.com/openai/v1"), "preview"));
  }

  @Test
  void saysWhatToSet() {
    assertThatThrownBy(() -> new AzureBackend().model(Azures.wanted(Map.of())))
        .isInstanceOfSatisfying(
            JackdawException.class, e -> assertThat(e.code()).isEqualTo("no-endpoint"))
        .hasMessageContaining("Set AZURE_OPENAI_ENDPOINT");
    var endpoint = Map.of("AZURE_OPENAI_ENDPOINT", "https://x.openai.azure.com");
    assertThatThrownBy(() -> new AzureBackend().model(Azures.wanted(endpoint)))
        .isInstanceOfSatisfying(
            JackdawException.class, e -> assertThat(e.code()).isEqualTo("no-key"))
        .hasMessageContaining("AZURE_OPENAI_API_KEY")
        .hasMessageContaining("az login");
  }

  @Test
  void refusesPlainHttpElsewhere() {
    assertThatThrownBy(() -> resource("AZURE_OPENAI_ENDPOINT", "http://192.0.2.1/x"))
        .isInstanceOf(JackdawException.class)
        .hasMessageStartingWith("AZURE_OPENAI_ENDPOINT is \"http://192.0.2.1/x\"");
  }

  @Test
  void doesNotShowAKeyThatCannotBeSent() {
    assertThatThrownBy(() ->
            new AzureBackend()
                .model(
                    Azures.wanted(
                        Map.of(
                            "AZURE_OPENAI_ENDPOINT",
                            "https://x.openai.azure.com",
                            "AZURE_OPENAI_API_KEY",
                            "key\u2013secret"))))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("at position 4")
        .hasMessageNotContaining("secret");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void showsTheTokenThatAzGives(@TempDir Path folder) throws Exception {
    az(
        folder,
        "echo '{\"accessToken\":\"" + ResponsesServer.KEY + "\",\"expires_on\":4000000000}'");
    try (var server = ResponsesServer.openAzure()) {
      server.then(Prepared.text("ok"));
      Azures.model(server, Map.of("PATH", folder.toString()))
          .reply(Azures.request(List.of(), Message.User.text("go")), _ -> {});
      assertThat(server.requests().getFirst().header("authorization"))
          .hasValue("Bearer " + ResponsesServer.KEY);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void asksForATokenAgainShortlyBeforeItExpires(@TempDir Path folder) throws Exception {
    var program =
        az(
            folder,
            """
            echo x >> "$(dirname "$0")/asked"
            echo "WARNING: a new version is there" >&2
            echo "{\\"accessToken\\":\\"t$(wc -l < "$(dirname "$0")/asked" | tr -d ' ')\\","
            echo " \\"expires_on\\":1000000}"
            """);
    var clock = new FakeClock(Instant.ofEpochSecond(900_000));
    var cli = new AzureCli(program, clock);
    assertThat(cli.token()).isEqualTo("t1");
    assertThat(cli.token()).isEqualTo("t1");
    clock.advance(Duration.ofMinutes(1665));
    assertThat(cli.token()).isEqualTo("t2");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void saysInTheWordsOfAzWhyThereIsNoToken(@TempDir Path folder) throws Exception {
    az(folder, "echo \"Please run 'az login' to setup account.\" >&2; exit 1");
    try (var server = ResponsesServer.openAzure()) {
      var model = Azures.model(server, Map.of("PATH", folder.toString()));
      assertThatThrownBy(
              () -> model.reply(Azures.request(List.of(), Message.User.text("go")), _ -> {}))
          .isInstanceOfSatisfying(
              ModelException.class, e -> assertThat(e.failure()).isEqualTo(Failure.UNAUTHORIZED))
          .hasMessage(
              "The command az gives no token for Azure OpenAI (Please run 'az login' to setup"
                  + " account). Run: az login; or set AZURE_OPENAI_API_KEY.");
    }
  }

  @Test
  void looksForAzInAbsoluteFoldersOnly() {
    assertThat(AzureCli.find(".:bin::")).isEmpty();
  }

  @Test
  void reachesTheResourceThroughTheProxyWithItsLogin() throws Exception {
    var asked = new CopyOnWriteArrayList<String>();
    var proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var login = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
            asked.add(exchange.getRequestURI() + " " + login);
            exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"x\"");
            exchange.sendResponseHeaders(login == null ? 407 : 403, -1);
          }
        });
    proxy.start();
    try {
      var environment =
          Map.of("AZURE_OPENAI_ENDPOINT", "http://127.0.0.1:9", "AZURE_OPENAI_API_KEY", "key-1");
      var model = new AzureBackend().model(Azures.wanted(environment, through(proxy.getAddress())));
      assertThatThrownBy(
              () -> model.reply(Azures.request(List.of(), Message.User.text("go")), _ -> {}))
          .isInstanceOfSatisfying(
              ModelException.class, e -> assertThat(e.failure()).isEqualTo(Failure.UNAUTHORIZED));
      assertThat(asked)
          .containsExactly(
              "http://127.0.0.1:9/openai/v1/responses null",
              "http://127.0.0.1:9/openai/v1/responses Basic dTpw");
    } finally {
      proxy.stop(0);
    }
  }

  private static ModelBackend.Network through(InetSocketAddress address) {
    var proxies =
        new ModelBackend.Proxies() {
          @Override
          public Proxy proxy(URI uri) {
            return new Proxy(Proxy.Type.HTTP, address);
          }

          @Override
          public Optional<PasswordAuthentication> login(URI uri) {
            return Optional.of(new PasswordAuthentication("u", "p".toCharArray()));
          }
        };
    return ModelBackend.Network.PLAIN.withProxies(proxies);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aNewTokenCutsNoReplyThatIsAwaited(@TempDir Path folder) throws Exception {
    az(
        folder,
        "echo x >> %s/count; echo \"{\\\"accessToken\\\":\\\"%s\\\",\\\"expires_on\\\":1}\""
            .formatted(folder, ResponsesServer.KEY));
    try (var server = ResponsesServer.openAzure()) {
      server.then(Prepared.text("The first.").stallAfter(0));
      server.then(Prepared.text("The second."));
      var model = Azures.model(server, Map.of("PATH", folder + ":/usr/bin:/bin"));
      var request = Azures.request(List.of(), Message.User.text("go"));
      var first = new FutureTask<>(() -> model.reply(request, _ -> {}).message().text());
      Thread.ofVirtual().start(first);
      server.awaitStall();
      assertThat(model.reply(request, _ -> {}).message().text()).isEqualTo("The second.");
      server.release();
      assertThat(first.get()).isEqualTo("The first.");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void asksAzForAnotherTokenWhenOneIsRefused(@TempDir Path folder) throws Exception {
    az(
        folder,
        """
        if [ -e %s/asked ]; then token=%s; else token=revoked; fi
        touch %s/asked
        echo "{\\"accessToken\\":\\"$token\\",\\"expires_on\\":4102444800} WARNING: behind"
        """
            .formatted(folder, ResponsesServer.KEY, folder));
    try (var server = ResponsesServer.openAzure()) {
      server.answering(_ -> Prepared.text("ok"));
      var model = Azures.model(server, Map.of("PATH", folder + ":/usr/bin:/bin"));
      var request = Azures.request(List.of(), Message.User.text("go"));
      assertThat(model.reply(request, _ -> {}).message().text()).isEqualTo("ok");
      assertThat(server.rejections()).hasSize(1);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void canBeInterruptedWhileAnotherSessionWaitsForAz(@TempDir Path folder) throws Exception {
    var fifo = folder.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    var cli = new AzureCli(az(folder, "cat < " + fifo), InstantSource.system());
    var holding = new FutureTask<>(cli::token);
    var waiting = new FutureTask<>(cli::token);
    var holder = Thread.ofVirtual().start(holding);
    // The script runs, and so the first of them has the lock, when the pipe can be opened.
    try (var out = Files.newOutputStream(fifo)) {
      var waiter = Thread.ofVirtual().start(waiting);
      waiter.interrupt();
      assertThatThrownBy(waiting::get).hasCauseInstanceOf(InterruptedException.class);
      out.write("none".getBytes(StandardCharsets.US_ASCII));
    } finally {
      holder.interrupt();
    }
    assertThatThrownBy(holding::get).isInstanceOf(ExecutionException.class);
  }

  private static AzureResource resource(String variable, String value) {
    return AzureResource.of(Azures.wanted(Map.of(variable, value)));
  }

  private static Path az(Path folder, String script) throws IOException {
    var program = folder.resolve("az");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }
}

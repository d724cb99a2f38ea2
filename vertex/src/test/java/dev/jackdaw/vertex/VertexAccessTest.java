package dev.jackdaw.vertex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.server.GeminiServer;
import dev.jackdaw.testkit.server.Prepared;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where Vertex AI is reached, and what is shown there. */
class VertexAccessTest {
  @Test
  void showsTheTokenOfAServiceAccountToTheProject(@TempDir Path folder) throws Exception {
    var asked = new CopyOnWriteArrayList<String>();
    var tokens =
        serve(
            asked,
            200,
            "{\"access_token\":\""
                + GeminiServer.KEY
                + "\","
                + "\"token_type\":\"Bearer\",\"expires_in\":3600}");
    try (var server = GeminiServer.openVertex()) {
      server.then(Prepared.text("ok"), Prepared.text("ok"));
      var model =
          Vertexes.model(
              server,
              Map.of(
                  "GOOGLE_CLOUD_PROJECT",
                  GeminiServer.PROJECT,
                  "GOOGLE_API_KEY",
                  "not for a project",
                  "GOOGLE_APPLICATION_CREDENTIALS",
                  account(folder, tokens).toString()));
      var request = Vertexes.request(List.of(), Message.User.text("go"));
      model.reply(request, _ -> {});
      model.reply(request, _ -> {});
      var received = server.requests().getFirst();
      assertThat(received.path())
          .isEqualTo(
              "/v1beta1/projects/project-1/locations/global/publishers/google/models/"
                  + "gemini-3-test-1:streamGenerateContent");
      assertThat(received.header("authorization")).hasValue("Bearer " + GeminiServer.KEY);
      assertThat(asked).hasSize(1);
    } finally {
      tokens.stop(0);
    }
  }

  @Test
  void saysHowToSignInWhenTheAccountIsRefused(@TempDir Path folder) throws Exception {
    var tokens =
        serve(
            new CopyOnWriteArrayList<>(),
            400,
            "{\"error\":\"invalid_grant\",\"error_description\":\"account not found\"}");
    try (var server = GeminiServer.openVertex()) {
      var failed =
          failing(
              server,
              Map.of(
                  "GOOGLE_CLOUD_PROJECT",
                  GeminiServer.PROJECT,
                  "GOOGLE_APPLICATION_CREDENTIALS",
                  account(folder, tokens).toString()));
      assertThat(failed.failure()).isEqualTo(Failure.UNAUTHORIZED);
      assertThat(failed)
          .hasMessageStartingWith("No credentials for Vertex AI that work were found")
          .hasMessageContaining("gcloud auth application-default login");
    } finally {
      tokens.stop(0);
    }
  }

  @Test
  void takesATokenThatCannotBeFetchedForAFailureThatPasses(@TempDir Path folder) throws Exception {
    var tokens = serve(new CopyOnWriteArrayList<>(), 200, "{}");
    var file = account(folder, tokens);
    tokens.stop(0);
    try (var server = GeminiServer.openVertex()) {
      var failed =
          failing(
              server,
              Map.of(
                  "GOOGLE_CLOUD_PROJECT",
                  GeminiServer.PROJECT,
                  "GOOGLE_APPLICATION_CREDENTIALS",
                  file.toString()));
      assertThat(failed.failure()).isEqualTo(Failure.UNREACHABLE);
    }
  }

  @Test
  void saysHowToSignInWhenTheFileIsMissing(@TempDir Path folder) {
    try (var server = GeminiServer.openVertex()) {
      var failed =
          failing(
              server,
              Map.of(
                  "GOOGLE_CLOUD_PROJECT",
                  GeminiServer.PROJECT,
                  "GOOGLE_APPLICATION_CREDENTIALS",
                  folder.resolve("none.json").toString()));
      assertThat(failed.failure()).isEqualTo(Failure.UNAUTHORIZED);
      assertThat(failed).hasMessageContaining("none.json");
    }
  }

  @Test
  void saysWhatToSet() {
    assertThatThrownBy(
            () -> new VertexBackend().model(Vertexes.wanted(Map.of(), ModelBackend.Network.PLAIN)))
        .isInstanceOfSatisfying(
            JackdawException.class, e -> assertThat(e.code()).isEqualTo("no-project"))
        .hasMessageContaining("GOOGLE_CLOUD_PROJECT")
        .hasMessageContaining("GOOGLE_API_KEY");
  }

  @Test
  void refusesPlainHttpElsewhere() {
    assertThatThrownBy(() ->
            project(Map.of("GOOGLE_API_KEY", "k", "GOOGLE_VERTEX_BASE_URL", "http://192.0.2.1/x")))
        .isInstanceOf(JackdawException.class)
        .hasMessageStartingWith("GOOGLE_VERTEX_BASE_URL is \"http://192.0.2.1/x\"");
  }

  @Test
  void namesTheAddressOfTheLocation() {
    var global = project(Map.of("GOOGLE_CLOUD_PROJECT", "p"));
    assertThat(global.shown()).isEqualTo(URI.create("https://aiplatform.googleapis.com"));
    var region =
        project(Map.of("GOOGLE_CLOUD_PROJECT", "p", "GOOGLE_CLOUD_LOCATION", "europe-west4"));
    assertThat(region.shown())
        .isEqualTo(URI.create("https://europe-west4-aiplatform.googleapis.com"));
  }

  @Test
  void reachesTheServiceThroughTheProxyWithItsLogin() throws Exception {
    var asked = new CopyOnWriteArrayList<String>();
    var proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var login = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
            asked.add(exchange.getRequestURI().getPort() + " " + login);
            exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"x\"");
            exchange.sendResponseHeaders(login == null ? 407 : 403, -1);
          }
        });
    proxy.start();
    try {
      var environment =
          Map.of("GOOGLE_VERTEX_BASE_URL", "http://127.0.0.1:9", "GOOGLE_API_KEY", "key-1");
      var model =
          new VertexBackend().model(Vertexes.wanted(environment, through(proxy.getAddress())));
      assertThatThrownBy(
              () -> model.reply(Vertexes.request(List.of(), Message.User.text("go")), _ -> {}))
          .isInstanceOfSatisfying(
              ModelException.class, e -> assertThat(e.failure()).isEqualTo(Failure.UNAUTHORIZED));
      assertThat(asked).containsExactly("9 null", "9 Basic dTpw");
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

  private static VertexProject project(Map<String, String> variables) {
    return VertexProject.of(Vertexes.wanted(variables, ModelBackend.Network.PLAIN));
  }

  private static ModelException failing(GeminiServer server, Map<String, String> variables) {
    try {
      Vertexes.model(server, variables)
          .reply(Vertexes.request(List.of(), Message.User.text("go")), _ -> {});
      throw new AssertionError("it did not fail");
    } catch (ModelException e) {
      return e;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpServer serve(List<String> asked, int status, String answer)
      throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    return server;
  }

  /** Writes the file of a service account whose tokens that server gives. */
  private static Path account(Path folder, HttpServer tokens) throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    var key = generator.generateKeyPair().getPrivate().getEncoded();
    var pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n";
    var file = folder.resolve("account.json");
    Files.writeString(
        file,
        Json.object()
            .put("type", "service_account")
            .put("project_id", "project-1")
            .put("private_key_id", "1")
            .put("private_key", pem)
            .put("client_id", "1")
            .put("client_email", "jackdaw@project-1.iam.gserviceaccount.com")
            .put("token_uri", "http://127.0.0.1:" + tokens.getAddress().getPort() + "/token")
            .build()
            .compact());
    return file;
  }
}

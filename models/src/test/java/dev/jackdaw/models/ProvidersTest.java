package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Message;
import dev.jackdaw.models.http.RawServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvidersTest {
  private static final Map<String, String> KEYS =
      Map.of(
          "ANTHROPIC_API_KEY",
          Samples.KEY,
          "OPENAI_API_KEY",
          Samples.KEY,
          "OPENROUTER_API_KEY",
          Samples.KEY);

  @ParameterizedTest
  @CsvSource({
    "anthropic/claude-opus-5, anthropic/claude-opus-5",
    "anthropic/some-new-name, anthropic/some-new-name",
    "claude-haiku-4-5, anthropic/claude-haiku-4-5",
    "claude-next, anthropic/claude-next",
    "opus, anthropic/claude-opus-5-5",
    "anthropic/sonnet, anthropic/claude-sonnet-5-5",
    "gpt-7, openai/gpt-7",
    "o5-mini, openai/o5-mini",
    "openai/gpt-6-sol, openai/gpt-6-sol",
    "openai-chat/gpt-6-sol, openai-chat/gpt-6-sol",
    "openrouter/meta/llama-5, openrouter/meta/llama-5",
    "ollama/qwen3:8b, ollama/qwen3:8b",
    "lmstudio/qwen/qwen3, lmstudio/qwen/qwen3",
    "llamacpp/default, llamacpp/default",
    "vllm/x, vllm/x",
    "' opus ', anthropic/claude-opus-5-5"
  })
  void knowsWhatIsMeant(String spec, String id) {
    assertThat(Samples.providers(KEYS).model(spec).info().id()).isEqualTo(id);
  }

  @Test
  void takesAliasesOfTheSettingsWhereANameIsTaken() {
    var settings = ProviderSettings.of(KEYS, "test").withAliases(Map.of("quick", "haiku"));
    var providers = new Providers(settings, InstantSource.system(), new Random(1));
    assertThat(providers.model("quick").info().id()).isEqualTo("anthropic/claude-haiku-5-5");
    assertThat(providers.model("anthropic/quick").info().id())
        .isEqualTo("anthropic/claude-haiku-5-5");
    assertThat(providers.known()).contains("quick");
  }

  @Test
  void knowsASmallModelWhereTheVendorIsAsked() {
    var main = Samples.providers(KEYS).model("opus").info();
    assertThat(Samples.providers(KEYS).smallModel(main)).contains("anthropic/claude-haiku-5-5");
    var gateway = new HashMap<>(KEYS);
    gateway.put("ANTHROPIC_BASE_URL", "https://gateway.example.com");
    assertThat(Samples.providers(gateway).smallModel(main)).isEmpty();
    var own = Samples.providers(KEYS).model("ollama/qwen3").info();
    assertThat(Samples.providers(KEYS).smallModel(own)).isEmpty();
  }

  @Test
  void knowsTheFactsOfOpenAiUnderBothNames() {
    var providers = Samples.providers(KEYS);
    assertThat(providers.model("openai-chat/gpt-6-sol").info().window()).isEqualTo(1_050_000);
    assertThat(providers.model("openai/gpt-6-sol").info().window()).isEqualTo(1_050_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "antropic/x | provider-unknown | did you mean \"anthropic\"?",
        "meta-llama/llama-3 | provider-unknown | openrouter/meta-llama/llama-3",
        "vertex/gemini-3-pro | extension-missing | dev.jackdaw:jackdaw-vertex",
        "azure/gpt-5 | extension-missing | dev.jackdaw:jackdaw-azure",
        "sonet | model-unknown | did you mean \"sonnet\"?",
        "qwen3 | model-unknown | ollama/qwen3",
        "anthropic | model-unknown | lacks the name",
        "anthropic/ | model-unknown | lacks the name",
        "'' | model-unknown | provider/name"
      })
  void saysWhatIsWrongWithAName(String spec, String code, String hint) {
    assertThatThrownBy(() -> Samples.providers(KEYS).model(spec))
        .isInstanceOfSatisfying(
            JackdawException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(JackdawException.Kind.USER);
              assertThat(e.code()).isEqualTo(code);
            })
        .hasMessageContaining(hint);
  }

  @Test
  void saysWhichKeyIsMissing() {
    assertThatThrownBy(() -> Samples.providers(Map.of()).model("opus"))
        .isInstanceOfSatisfying(
            JackdawException.class, e -> assertThat(e.code()).isEqualTo("no-key"))
        .hasMessageContaining("ANTHROPIC_API_KEY is not set")
        .hasMessageContaining("https://platform.claude.com/settings/keys");
  }

  @Test
  void neverShowsAKeyThatCannotBeSent() {
    assertThatThrownBy(
            () -> Samples.providers(Map.of("OPENAI_API_KEY", "sk-abc\ndef")).model("gpt-5"))
        .hasMessageContaining("OPENAI_API_KEY")
        .hasMessageContaining("position 7")
        .hasMessageNotContaining("sk-abc");
    assertThat(ProviderSettings.of(KEYS, "1")).asString().doesNotContain(Samples.KEY);
  }

  @ParameterizedTest
  @CsvSource({
    "openai, http://127.0.0.1:1234, http://127.0.0.1:1234/v1",
    "openai, http://127.0.0.1:1234/, http://127.0.0.1:1234/v1",
    "openai, http://127.0.0.1:1234/v1, http://127.0.0.1:1234/v1",
    "openai, http://127.0.0.1:1234/v1/, http://127.0.0.1:1234/v1",
    "openai, http://127.0.0.1:1234/v1/chat/completions, http://127.0.0.1:1234/v1",
    "openai, https://x.example/api, https://x.example/api/v1",
    "openai, https://x.example/v1beta/openai/, https://x.example/v1beta/openai",
    "anthropic, http://localhost:9, http://localhost:9",
    "anthropic, http://localhost:9/v1, http://localhost:9",
    "anthropic, https://x.example/anthropic/v1/messages, https://x.example/anthropic",
    "ollama, 127.0.0.1:11434, http://127.0.0.1:11434",
    "ollama, 0.0.0.0:11434, http://127.0.0.1:11434",
    "ollama, :1111, http://127.0.0.1:1111",
    "ollama, localhost, http://localhost:11434",
    "ollama, http://[::1]:11434, http://[::1]:11434",
    "ollama, http://localhost:11434/v1, http://localhost:11434"
  })
  void understandsAddressesAsPeopleWriteThem(String provider, String given, URI base) {
    assertThat(BaseAddress.of(Provider.named(provider).orElseThrow(), given)).isEqualTo(base);
  }

  @Test
  void saysWhatIsWrongWithAnAddress() {
    for (var bad : new String[] {"http://", "ftp://x", "http://a b", "://", "http:///v1"}) {
      assertThatThrownBy(() ->
              Samples.providers(Map.of("OPENAI_API_KEY", "k", "OPENAI_BASE_URL", bad))
                  .model("gpt-5"))
          .as(bad)
          .isInstanceOfSatisfying(
              JackdawException.class, e -> assertThat(e.code()).isEqualTo("base-url"))
          .hasMessageContaining("OPENAI_BASE_URL");
    }
  }

  @Test
  void takesTheFirstProviderThatIsSetUp() throws Exception {
    assertThat(Samples.providers(KEYS).model().info().id()).isEqualTo("anthropic/claude-opus-5-5");
    assertThat(Samples.providers(Map.of("OPENAI_API_KEY", "k")).model().info().id())
        .isEqualTo("openai/gpt-6-sol");
    assertThat(
            Samples.providers(Map.of("ANTHROPIC_API_KEY", "k", "ANTHROPIC_MODEL", "claude-x"))
                .model()
                .info()
                .id())
        .isEqualTo("anthropic/claude-x");
    assertThat(
            Samples.providers(Map.of("ANTHROPIC_BASE_URL", "http://127.0.0.1:1"))
                .model()
                .info()
                .id())
        .isEqualTo("anthropic/claude-opus-5-5");
  }

  @Test
  void findsALocalServerAndSkipsWhatCannotTalk() throws Exception {
    var list =
        "{\"object\":\"list\",\"data\":[{\"id\":\"nomic-embed-text\"},{\"id\":\"qwen3:8b\"},{\"id\":\"llama\"}]}";
    try (var other = RawServer.answering(200, "", "<html>");
        var lmstudio = RawServer.answering(200, "", list);
        var vllm = RawServer.answering(200, "", list)) {
      var environment =
          local(
              Map.of(
                  "OLLAMA_HOST", other.uri().toString(),
                  "LMSTUDIO_BASE_URL", lmstudio.uri().toString(),
                  "VLLM_BASE_URL", vllm.uri().toString()));
      assertThat(Samples.providers(environment).model().info().id()).isEqualTo("lmstudio/qwen3:8b");
      assertThat(lmstudio.requests().getFirst().line()).isEqualTo("GET /v1/models HTTP/1.1");
    }
  }

  @Test
  void saysHowToBeginWhenThereIsNoModel() throws Exception {
    for (var environment :
        java.util.List.of(local(Map.of()), Map.of("JACKDAW_NO_LOCAL_MODELS", "1"))) {
      assertThatThrownBy(() -> Samples.providers(environment).model())
          .isInstanceOfSatisfying(
              JackdawException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(JackdawException.Kind.USER);
                assertThat(e.code()).isEqualTo("no-model");
              })
          .hasMessageContaining("ANTHROPIC_API_KEY")
          .hasMessageContaining("OPENAI_API_KEY")
          .hasMessageContaining("jackdaw demo");
    }
    for (var variable : List.of("GEMINI_API_KEY", "GOOGLE_API_KEY")) {
      var gemini = Map.of(variable, "g-secret", "JACKDAW_NO_LOCAL_MODELS", "1");
      assertThat(Samples.providers(gemini).model().info().id()).isEqualTo("gemini/gemini-4-neon");
    }
  }

  @Test
  void sendsTheCredentialsEachDialectWants() throws Exception {
    try (var server = RawServer.streaming(Samples.stream("anthropic-text"))) {
      var base = server.uri().toString();
      ask(Map.of("ANTHROPIC_BASE_URL", base, "ANTHROPIC_API_KEY", "key"), "opus");
      ask(Map.of("ANTHROPIC_BASE_URL", base, "ANTHROPIC_AUTH_TOKEN", "token"), "opus");
      ask(Map.of("ANTHROPIC_BASE_URL", base), "opus");
      var requests = server.requests();
      assertThat(requests.get(0).headers())
          .containsEntry("x-api-key", "key")
          .doesNotContainKey("authorization");
      assertThat(requests.get(0).headers()).containsEntry("anthropic-version", "2023-06-01");
      assertThat(requests.get(0).line()).isEqualTo("POST /v1/messages HTTP/1.1");
      assertThat(requests.get(1).headers())
          .containsEntry("authorization", "Bearer token")
          .doesNotContainKey("x-api-key");
      assertThat(requests.get(2).headers()).doesNotContainKeys("authorization", "x-api-key");
    }
    try (var server = RawServer.streaming(Samples.stream("chat-text"))) {
      ask(Map.of("LLAMACPP_BASE_URL", server.uri().toString()), "llamacpp/x");
      ask(
          Map.of("OPENAI_BASE_URL", server.uri().toString(), "OPENAI_API_KEY", "key"),
          "openai-chat/x");
      assertThat(server.requests().get(0).headers()).doesNotContainKey("authorization");
      assertThat(server.requests().get(1).headers()).containsEntry("authorization", "Bearer key");
      assertThat(server.requests().get(1).line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
      assertThat(server.requests().get(1).headers()).containsEntry("user-agent", "jackdaw/test");
    }
    try (var server = RawServer.streaming(Samples.stream("responses-calls"))) {
      ask(Map.of("OPENAI_BASE_URL", server.uri().toString(), "OPENAI_API_KEY", "key"), "openai/x");
      assertThat(server.requests().get(0).headers()).containsEntry("authorization", "Bearer key");
      assertThat(server.requests().get(0).line()).isEqualTo("POST /v1/responses HTTP/1.1");
    }
  }

  @Test
  void checksWhatIsSetUpWithoutShowingIt() throws Exception {
    try (var ready = RawServer.answering(200, "", "{}");
        var refusing =
            RawServer.answering(
                401, "", "{\"error\":{\"message\":\"bad key " + Samples.KEY + "\"}}")) {
      var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      closed.close();
      var providers =
          Samples.providers(
              Map.of(
                  "ANTHROPIC_API_KEY",
                  Samples.KEY,
                  "ANTHROPIC_BASE_URL",
                  ready.uri().toString(),
                  "OPENAI_API_KEY",
                  Samples.KEY,
                  "OPENAI_BASE_URL",
                  refusing.uri().toString(),
                  "OLLAMA_HOST",
                  "127.0.0.1:" + closed.getLocalPort()));
      assertThat(providers.check("anthropic"))
          .isEqualTo(
              new Check(
                  "anthropic",
                  "ANTHROPIC_API_KEY",
                  Check.Key.SET,
                  ready.uri(),
                  Check.Reach.READY,
                  "answers"));
      var refused = providers.check("openai");
      assertThat(refused.reach()).isEqualTo(Check.Reach.REFUSED);
      assertThat(refused.detail())
          .contains("OPENAI_API_KEY is not accepted")
          .doesNotContain(Samples.KEY);
      var unreachable = providers.check("ollama");
      assertThat(unreachable.key()).isEqualTo(Check.Key.NOT_NEEDED);
      assertThat(unreachable.reach()).isEqualTo(Check.Reach.UNREACHABLE);
      assertThat(ready.requests().getFirst().line()).isEqualTo("GET /v1/models HTTP/1.1");
    }
  }

  @Test
  void checksEveryProviderOnceAndAsksNoServiceWithoutAKey() throws Exception {
    var checks = Samples.providers(local(Map.of())).check();
    assertThat(checks.stream().map(Check::provider))
        .containsExactly(
            "anthropic",
            "openai",
            "gemini",
            "openrouter",
            "ollama",
            "lmstudio",
            "llamacpp",
            "vllm");
    assertThat(checks.getFirst())
        .isEqualTo(
            new Check(
                "anthropic",
                "ANTHROPIC_API_KEY",
                Check.Key.MISSING,
                URI.create("https://api.anthropic.com"),
                Check.Reach.UNREACHABLE,
                "not asked, because ANTHROPIC_API_KEY is not set"));
  }

  private static void ask(Map<String, String> environment, String spec)
      throws InterruptedException {
    Samples.providers(environment)
        .model(spec)
        .reply(Samples.request(Message.User.text("Hi")), delta -> {});
  }

  /**
   * Points every local provider at a port where nobody listens, so that no real server is asked.
   */
  private static Map<String, String> local(Map<String, String> given) throws Exception {
    var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    closed.close();
    var nowhere = "http://127.0.0.1:" + closed.getLocalPort();
    var environment = new HashMap<String, String>();
    for (var variable :
        new String[] {"OLLAMA_HOST", "LMSTUDIO_BASE_URL", "LLAMACPP_BASE_URL", "VLLM_BASE_URL"}) {
      environment.put(variable, nowhere);
    }
    environment.putAll(given);
    return environment;
  }
}

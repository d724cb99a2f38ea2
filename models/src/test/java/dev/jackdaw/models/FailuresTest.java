package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.models.http.RawServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | invalid_request_error | max_tokens: must be positive | INVALID_REQUEST",
        "400 | invalid_request_error | prompt is too long: 208310 tokens > 200000 maximum | OVERFLOW",
        "400 | invalid_request_error | input length and `max_tokens` exceed context limit: 1 + 2 > 2 | OVERFLOW",
        "400 | invalid_request_error | Your credit balance is too low to access the Anthropic API. | QUOTA",
        "400 | invalid_request_error | You have reached your specified API usage limits. | QUOTA",
        "401 | authentication_error | invalid x-api-key | UNAUTHORIZED",
        "402 | billing_error | check your payment details | QUOTA",
        "403 | permission_error | no access | UNAUTHORIZED",
        "404 | not_found_error | model: claude-opus-5.5 | UNKNOWN_MODEL",
        "404 | not_found_error | Not found | INVALID_REQUEST",
        "409 | conflict_error | modified | OVERLOADED",
        "413 | request_too_large | Request exceeds the maximum size | OVERFLOW",
        "429 | rate_limit_error | would exceed the rate limit of your organization | RATE_LIMITED",
        "500 | api_error | Internal server error | OVERLOADED",
        "504 | timeout_error | timed out | OVERLOADED",
        "529 | overloaded_error | Overloaded | OVERLOADED",
        "503 | unheard_of | what | OVERLOADED"
      })
  void knowsWhatAnthropicMeans(int status, String type, String message, Failure failure)
      throws Exception {
    var body =
        "{\"type\":\"error\",\"error\":{\"type\":\""
            + type
            + "\",\"message\":\""
            + message
            + "\"},\"request_id\":\"req_1\"}";
    var e = anthropic(status, "request-id: req_1\r\n", body);
    assertThat(e.failure()).isEqualTo(failure);
    assertThat(e)
        .hasMessageContaining(message.endsWith(".") ? "req_1" : message)
        .hasMessageContaining("req_1");
    assertThat(e.getMessage()).doesNotContain(Samples.KEY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | invalid_request_error | context_length_exceeded | too long | OVERFLOW",
        "400 | invalid_request_error | x | This model's maximum context length is 4096 tokens. | OVERFLOW",
        "400 | invalid_request_error | x | Unsupported parameter | INVALID_REQUEST",
        "400 | x | x | foo/bar is not a valid model ID | UNKNOWN_MODEL",
        "400 | exceed_context_size_error | x | the request exceeds the available context size | OVERFLOW",
        "400 | x | x | The number of tokens to keep from the initial prompt is greater than the context length | OVERFLOW",
        "400 | x | x | Cannot truncate prompt with n_keep (15028) >= n_ctx (7424) | OVERFLOW",
        "401 | invalid_request_error | invalid_api_key | Incorrect API key provided | UNAUTHORIZED",
        "401 | x | x | No auth credentials found | UNAUTHORIZED",
        "402 | x | x | Insufficient credits | QUOTA",
        "403 | x | x | Country not supported | UNAUTHORIZED",
        "404 | invalid_request_error | model_not_found | The model `x` does not exist | UNKNOWN_MODEL",
        "404 | not_found_error | x | model \\\"x\\\" not found, try pulling it first | UNKNOWN_MODEL",
        "413 | x | x | too large | OVERFLOW",
        "429 | requests | rate_limit_exceeded | Rate limit reached | RATE_LIMITED",
        "429 | insufficient_quota | insufficient_quota | You exceeded your current quota | QUOTA",
        "429 | tokens | rate_limit_exceeded | Request too large for gpt-5 on tokens per min | OVERFLOW",
        "500 | server_error | x | The server had an error | OVERLOADED",
        "503 | service_unavailable_error | server_is_overloaded | overloaded | OVERLOADED"
      })
  void knowsWhatCompatibleServersMean(
      int status, String type, String code, String message, Failure failure) throws Exception {
    var body =
        "{\"error\":{\"type\":\""
            + type
            + "\",\"code\":\""
            + code
            + "\",\"message\":\""
            + message
            + "\",\"param\":null}}";
    assertThat(chat(status, "", body).failure()).isEqualTo(failure);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":\"model 'x' not found\"}",
        "{\"object\":\"error\",\"message\":\"The model `x` does not exist.\",\"code\":404}",
        "{\"detail\":\"model not found\"}",
        "[{\"error\":{\"code\":404,\"message\":\"model not found\",\"status\":\"NOT_FOUND\"}}]"
      })
  void readsErrorsOfManyShapes(String body) throws Exception {
    var e = chat(404, "", body);
    assertThat(e.failure()).isEqualTo(Failure.UNKNOWN_MODEL);
    assertThat(e).hasMessageContaining("model");
  }

  @Test
  void tellsPeopleWhatToDoAboutTheKey() throws Exception {
    var error =
        "{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"invalid x-api-key\"}}";
    assertThat(anthropic(401, "", error))
        .hasMessage(
            "ANTHROPIC_API_KEY is not accepted by anthropic (401: invalid x-api-key). Check it at"
                + " https://platform.claude.com/settings/keys and set it again.");
    try (var server = RawServer.answering(401, "", error)) {
      var model =
          Samples.providers(Map.of("ANTHROPIC_BASE_URL", server.uri().toString()))
              .model("claude-opus-5-5");
      assertThat(failure(model))
          .hasMessage(
              "anthropic asks for a key (401: invalid x-api-key). Set ANTHROPIC_API_KEY; keys are"
                  + " made at https://platform.claude.com/settings/keys.");
    }
  }

  @Test
  void neverRepeatsAKeyNorWhatATerminalWouldObey() throws Exception {
    var e =
        chat(
            401,
            "",
            "{\"error\":{\"message\":\"Bad key "
                + Samples.KEY
                + " \\u001b[2J\\u0007\\nline \\u202e two\"}}");
    assertThat(e)
        .hasMessageContaining("Bad key [key] [2J line two")
        .hasMessageNotContaining(Samples.KEY)
        .hasMessageNotContaining("\u001b");
    assertThat(chat(500, "", "x".repeat(5000)).getMessage()).hasSizeLessThan(500);
    assertThat(chat(502, "", "<html><body>Bad gateway</body></html>"))
        .hasMessageContaining("502: no reason given")
        .hasMessageNotContaining("html");
  }

  @Test
  void offersTheNearestKnownModel() throws Exception {
    try (var server =
        RawServer.answering(
            404,
            "",
            "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"model: claude-opus-55\"}}")) {
      assertThat(failure(Samples.anthropic(server.uri(), "claude-opus-55")))
          .hasMessageContaining(
              "anthropic has no model \"claude-opus-55\", did you mean \"claude-opus-5-5\"?");
    }
  }

  @Test
  void readsHowLongToWait() throws Exception {
    var body = "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow down\"}}";
    assertThat(anthropic(429, "retry-after: 7\r\n", body).retryAfter())
        .contains(Duration.ofSeconds(7));
    assertThat(anthropic(429, "retry-after: 0.5\r\n", body).retryAfter())
        .contains(Duration.ofMillis(500));
    assertThat(anthropic(429, "retry-after: 7\r\nretry-after-ms: 1500\r\n", body).retryAfter())
        .contains(Duration.ofMillis(1500));
    assertThat(anthropic(429, "retry-after: Wed, 21 Oct 2015 07:28:00 GMT\r\n", body).retryAfter())
        .contains(Duration.ZERO);
    assertThat(anthropic(429, "retry-after: soon\r\n", body).retryAfter()).isEmpty();
    assertThat(anthropic(429, "retry-after: -3\r\n", body).retryAfter()).isEmpty();
    assertThat(anthropic(429, "", body).retryAfter()).isEmpty();
  }

  @Test
  void believesTheProviderAboutTryingAgain() throws Exception {
    var limit = "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"limit\"}}";
    assertThat(anthropic(429, "x-should-retry: false\r\n", limit).failure())
        .isEqualTo(Failure.QUOTA);
    assertThat(anthropic(500, "x-should-retry: false\r\n", "{}").failure())
        .isEqualTo(Failure.INVALID_REQUEST);
    assertThat(anthropic(400, "x-should-retry: true\r\n", "{}").failure())
        .isEqualTo(Failure.OVERLOADED);
    assertThat(anthropic(401, "x-should-retry: true\r\n", "{}").failure())
        .isEqualTo(Failure.UNAUTHORIZED);
  }

  @Test
  void doesNotTakeAWebSiteForAModel() throws Exception {
    try (var server =
        new RawServer((request, out) ->
            out.write(
                RawServer.ascii(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello")))) {
      var e = failure(Samples.anthropic(server.uri(), "claude-opus-5-5"));
      assertThat(e.failure()).isEqualTo(Failure.INVALID_REQUEST);
      assertThat(e).hasMessageContaining("text/html").hasMessageContaining("ANTHROPIC_BASE_URL");
    }
    assertThat(anthropic(302, "Location: https://login.example/\r\n", ""))
        .hasMessageContaining("https://login.example/")
        .hasMessageContaining("ANTHROPIC_BASE_URL");
  }

  @Test
  void saysWhatIsWrongWithTheConnection() throws Exception {
    var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    closed.close();
    var refused =
        failure(Samples.chat(URI.create("http://127.0.0.1:" + closed.getLocalPort()), "x"));
    assertThat(refused.failure()).isEqualTo(Failure.UNREACHABLE);
    assertThat(refused)
        .hasMessageContaining("cannot be reached at http://127.0.0.1:")
        .hasMessageContaining("Is the server running?");
    var endpoint =
        new Endpoint(
            "anthropic",
            URI.create("https://no-such-host.invalid"),
            FixedCredential.of("", Map.of()),
            "",
            "",
            "");
    var unknown =
        Failures.anthropic(endpoint, "x", name -> "", InstantSource.system())
            .of(new UnknownHostException("no-such-host.invalid"));
    assertThat(unknown.failure()).isEqualTo(Failure.UNREACHABLE);
    assertThat(unknown)
        .hasMessageContaining("no-such-host.invalid")
        .hasMessageContaining("HTTPS_PROXY");
    var plain = failure(Samples.anthropic(URI.create("http://models.example"), "x"));
    assertThat(plain.failure()).isEqualTo(Failure.INVALID_REQUEST);
    assertThat(plain).hasMessageContaining("JACKDAW_PLAIN_HTTP_HOSTS");
    try (var plainServer = new RawServer((request, out) -> out.write(RawServer.ascii("hello")))) {
      var secure = plainServer.uri().toString().replace("http:", "https:");
      var e = failure(Samples.anthropic(URI.create(secure), "x"));
      assertThat(e.failure()).isEqualTo(Failure.UNREACHABLE);
    }
  }

  @Test
  void getsUnstuckWhenThinkingIsRefused() throws Exception {
    var refusal =
        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"messages.1.content.0: Invalid `signature` in `thinking` block\"}}";
    try (var server =
        new RawServer((request, out) -> {
          if (request.text().contains("EqQBCgIYAhIM")) {
            RawServer.answer(out, 400, "", refusal);
          } else {
            out.write(
                RawServer.ascii("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"));
            out.write(Samples.stream("anthropic-text"));
          }
        })) {
      var model = Samples.anthropic(server.uri(), "claude-opus-5-5");
      assertThat(model.reply(Samples.conversation(), delta -> {}).message().blocks())
          .containsExactly(new Block.Text("Grüße, 世界 🦜!", Label.MODEL));
      assertThat(server.requests()).hasSize(2);
      assertThat(failureOf(model, Samples.request(Message.User.text("EqQBCgIYAhIM"))).failure())
          .isEqualTo(Failure.INVALID_REQUEST);
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void knowsEverySayingForAnOverflow() {
    for (var said :
        List.of(
            "prompt is too long: 10 tokens > 5 maximum",
            "This endpoint's maximum context length is 131072 tokens",
            "Your input exceeds the context window of this model",
            "Requested tokens (2285) exceed context window of 2048",
            "Context size has been exceeded.",
            "Trying to keep the first 111490 tokens when context the overflows.",
            "The input token count (1200000) exceeds the maximum number of tokens allowed")) {
      assertThat(Overflow.isSaidBy(said)).as(said).isTrue();
    }
    for (var said :
        List.of(
            "max_tokens: 200000 > 64000, which is the maximum allowed number of output tokens",
            "Rate limit reached for gpt-5 on tokens per min",
            "Too many tokens, please wait before trying again.")) {
      assertThat(Overflow.isSaidBy(said)).as(said).isFalse();
    }
  }

  private static ModelException anthropic(int status, String headers, String body)
      throws IOException {
    try (var server = RawServer.answering(status, headers, body)) {
      return failure(Samples.anthropic(server.uri(), "claude-opus-5-5"));
    }
  }

  private static ModelException chat(int status, String headers, String body) throws IOException {
    try (var server = RawServer.answering(status, headers, body)) {
      return failure(Samples.chat(server.uri(), "x"));
    }
  }

  private static ModelException failure(Model model) {
    return failureOf(model, Samples.request(Message.User.text("Hi")));
  }

  private static ModelException failureOf(Model model, dev.jackdaw.api.ModelRequest request) {
    return catchThrowableOfType(ModelException.class, () -> model.reply(request, delta -> {}));
  }
}

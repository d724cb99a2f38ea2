package dev.jackdaw.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnthropicServerTest {
  private static final String HI = "{\"role\":\"user\",\"content\":\"hi\"}";
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"command\":{\"type\":\"string\"}}}";

  private final AnthropicServer server = AnthropicServer.open(100);
  private final Client client = Client.of(server);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void repliesInOnePiece() throws Exception {
    server.then(Prepared.text("hello").and(new Prepared.Call("", "bash", "{\"command\":\"ls\"}")));
    var body = Json.parseObject(ask(HI).body());
    assertThat(body.array("content"))
        .containsExactly(
            Json.parse("{\"type\":\"text\",\"text\":\"hello\"}"),
            Json.parse(
                "{\"type\":\"tool_use\",\"id\":\"toolu_test_1\",\"name\":\"bash\","
                    + "\"input\":{\"command\":\"ls\"}}"));
    assertThat(body.string("stop_reason")).contains("tool_use");
    assertThat(server.bodies()).hasSize(1);
    assertThat(server.requests().getFirst().header("X-Api-Key")).contains(AnthropicServer.KEY);
  }

  @Test
  void streamsTheEventsOfTheDialect() throws Exception {
    server.then(
        Prepared.Speech.of(
                new Prepared.Thinking("I should list."),
                new Prepared.RedactedThinking("c2VjcmV0"),
                new Prepared.Text("Listing \uD83D\uDC26\uD83D\uDC26."),
                new Prepared.Call("toolu_x", "bash", "{\"command\":\"ls\"}"),
                new Prepared.Call("toolu_y", "now", "{}"))
            .splitEvery(3));
    var response = client.post("/v1/messages", request(HI, ",\"stream\":true"));
    assertThat(response.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
    var events = Client.events(response.body());
    assertThat(events.stream().map(event -> event.string("type", "")).distinct())
        .containsExactly(
            "message_start",
            "content_block_start",
            "ping",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");
    assertThat(joined(events, "thinking")).isEqualTo("I should list.");
    assertThat(joined(events, "text")).isEqualTo("Listing \uD83D\uDC26\uD83D\uDC26.");
    assertThat(joined(events, "partial_json")).isEqualTo("{\"command\":\"ls\"}");
    assertThat(joined(events, "signature")).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWhatTheServiceRefuses(String body, String expected) throws Exception {
    var response = client.post("/v1/messages", filled(body));
    var error = Json.parseObject(response.body());
    var colon = expected.indexOf(": ");
    assertThat(response.statusCode() + " " + error.object("error").string("type", ""))
        .isEqualTo(expected.substring(0, colon));
    assertThat(error.object("error").string("message", "")).contains(expected.substring(colon + 2));
    assertThat(error.string("type")).contains("error");
    assertThat(server.rejections()).hasSize(1);
  }

  static Stream<Arguments> refusals() throws IOException {
    return Refusals.read("anthropic-refusals.txt");
  }

  @Test
  void refusesAWrongKeyBeforeAnythingElse() throws Exception {
    client.header("x-api-key", "sk-ant-wrong");
    assertError(client.post("/v1/messages", "x"), 401, "invalid x-api-key");
    client.without("x-api-key");
    assertError(client.get("/v1/models"), 401, "x-api-key header is required");
    client.header("x-api-key", AnthropicServer.KEY).without("anthropic-version");
    assertError(ask(HI), 400, "anthropic-version: header is required");
  }

  @Test
  void refusesBytesThatAreNoUtf8() throws Exception {
    var response = client.post("/v1/messages", new byte[] {'"', (byte) 0xff, '"'});
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("invalid UTF-8");
  }

  @Test
  void refusesAPromptLargerThanTheWindow() throws Exception {
    var message = "{\"role\":\"user\",\"content\":\"" + "x".repeat(800_004) + "\"}";
    assertError(ask(message), 400, "prompt is too long: 2000");
  }

  @Test
  void countsTokensAndListsModels() throws Exception {
    var counted =
        client.post(
            "/v1/messages/count_tokens", "{\"model\":\"claude-test-1\",\"messages\":[" + HI + "]}");
    assertThat(Json.parseObject(counted.body()).integer("input_tokens", 0)).isPositive();
    assertThat(client.get("/v1/models").body()).contains("\"id\":\"claude-test-1\"");
    assertError(client.get("/v1/other"), 404, "Not found: GET /v1/other");
  }

  @Test
  void wantsThinkingBackAsItWas() throws Exception {
    server.then(
        Prepared.Speech.of(
            new Prepared.Thinking("first"),
            new Prepared.RedactedThinking("cmVk"),
            new Prepared.Call("t1", "bash", "{}")));
    var options = ",\"thinking\":{\"type\":\"adaptive\"}";
    var reply = Json.parseObject(client.post("/v1/messages", request(HI, options)).body());
    var blocks = new ArrayList<>(reply.array("content"));
    var result =
        "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t1\"}]}";

    assertError(again(blocks.subList(1, 3), result, options), 400, "cannot be modified");
    assertError(
        again(List.of(blocks.get(1), blocks.get(0), blocks.get(2)), result, options),
        400,
        "cannot be modified");
    var changed = ((Json.Obj) blocks.get(0)).with("thinking", Json.of("second"));
    assertError(
        again(List.of(changed, blocks.get(1), blocks.get(2)), result, options),
        400,
        "cannot be modified");
    server.then(Prepared.text("done"), Prepared.text("bye"), Prepared.text("off"));
    assertThat(again(blocks, result, options).statusCode()).isEqualTo(200);
    // A later turn of the person closes the loop: reasoning may go.
    assertThat(again(blocks.subList(2, 3), result + "," + HI, options).statusCode()).isEqualTo(200);
    assertThat(again(blocks.subList(2, 3), result, "").statusCode()).isEqualTo(200);
  }

  @Test
  void billsThePromptCache() throws Exception {
    server.answering(_ -> Prepared.text("ok"));
    var big = "\"" + "word ".repeat(200) + "\"";
    var first =
        "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":"
            + big
            + ",\"cache_control\":{\"type\":\"ephemeral\"}}]}";
    var cold = usage(ask(first));
    assertThat(cold.integer("cache_creation_input_tokens", 0)).isGreaterThan(200);
    assertThat(cold.integer("cache_read_input_tokens", -1)).isZero();
    assertThat(cold.integer("input_tokens", -1)).isZero();

    var unmarked = first.replace(",\"cache_control\":{\"type\":\"ephemeral\"}", "");
    var second =
        unmarked
            + ",{\"role\":\"assistant\",\"content\":\"ok\"},{\"role\":\"user\",\"content\":["
            + "{\"type\":\"text\",\"text\":\"more\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}]}";
    var warm = usage(ask(second));
    assertThat(warm.integer("cache_read_input_tokens", 0))
        .isEqualTo(cold.integer("cache_creation_input_tokens", -1));
    assertThat(warm.object("cache_creation").integer("ephemeral_1h_input_tokens", 0)).isPositive();
    assertThat(warm.object("cache_creation").integer("ephemeral_5m_input_tokens", -1)).isZero();

    assertThat(usage(ask(unmarked)).integer("input_tokens", 0)).isGreaterThan(200);
    server.expireCache();
    assertThat(usage(ask(second)).integer("cache_read_input_tokens", -1)).isZero();
  }

  @Test
  void looksAtTwentyPlacesForAnEntryAndNoFurther() throws Exception {
    server.answering(_ -> Prepared.text("ok"));
    var text = "{\"type\":\"text\",\"text\":\"" + "word ".repeat(100) + "\"}";
    var mark = ",\"cache_control\":{\"type\":\"ephemeral\"}}";
    var marked = text.substring(0, text.length() - 1) + mark;
    ask("{\"role\":\"user\",\"content\":[" + marked + "]}");
    assertThat(read(text + ("," + text).repeat(18) + "," + marked)).isPositive();
    server.expireCache();
    ask("{\"role\":\"user\",\"content\":[" + marked + "]}");
    assertThat(read(text + ("," + text).repeat(19) + "," + marked)).isZero();
  }

  private long read(String blocks) throws Exception {
    return usage(ask("{\"role\":\"user\",\"content\":[" + blocks + "]}"))
        .integer("cache_read_input_tokens", -1);
  }

  @Test
  void failsInEveryWayItWasToldTo() throws Exception {
    server.then(
        AnthropicServer.rateLimited().retryAfter(Duration.ofSeconds(3)),
        AnthropicServer.overloaded(),
        AnthropicServer.overflow(210_000),
        Prepared.htmlPage(502),
        Prepared.text("x").contentType("text/plain"));
    var limited = ask(HI);
    assertError(limited, 429, "rate limit");
    assertThat(limited.headers().firstValue("retry-after")).contains("3");
    assertError(ask(HI), 529, "Overloaded");
    assertError(ask(HI), 400, "prompt is too long: 210000 tokens > 200000 maximum");
    assertThat(ask(HI).body()).startsWith("<html>");
    assertThat(ask(HI).headers().firstValue("content-type")).contains("text/plain");
    assertError(ask(HI), 400, "the test prepared no answer");
  }

  @Test
  void breaksStreamsOff() throws Exception {
    server.then(
        Prepared.text("a long text").failingAfter(4, "overloaded_error", "Overloaded"),
        Prepared.text("a long text").cutAfter(500),
        Prepared.text("a long text").shortAfter(500));
    var error = Client.events(stream().body()).getLast();
    assertThat(error.object("error").string("type")).contains("overloaded_error");
    assertThatThrownBy(this::stream).isInstanceOf(IOException.class);
    assertThat(stream().body().getBytes(StandardCharsets.UTF_8)).hasSize(500);
  }

  @Test
  void stallsUntilItIsReleased() throws Exception {
    server.then(Prepared.text("late").stallAfter(10), Prepared.text("later").dripAfter(10));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(this::stream);
      server.awaitStall();
      var second = threads.submit(this::stream);
      server.release();
      assertThat(first.get().body()).contains("message_stop");
      assertThat(second.get().body()).contains("message_stop");
    }
  }

  @Test
  void noticesThatADrippingClientWentAway() throws Exception {
    server.then(Prepared.text("never").dripAfter(10));
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                stream();
              } catch (IOException | InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    server.awaitStall();
    thread.interrupt();
    server.awaitDisconnect();
    thread.join();
  }

  private HttpResponse<String> stream() throws IOException, InterruptedException {
    return client.post("/v1/messages", request(HI, ",\"stream\":true"));
  }

  private HttpResponse<String> again(List<Json> blocks, String next, String options)
      throws IOException, InterruptedException {
    var assistant =
        Json.object().put("role", "assistant").put("content", Json.array(blocks)).build();
    return client.post(
        "/v1/messages", request(HI + "," + assistant.compact() + "," + next, options));
  }

  private HttpResponse<String> ask(String messages) throws IOException, InterruptedException {
    return client.post("/v1/messages", request(messages, ""));
  }

  private static String request(String messages, String options) {
    return "{\"model\":\"claude-test-1\",\"max_tokens\":4000,\"messages\":["
        + messages
        + "]"
        + options
        + "}";
  }

  private static Json.Obj usage(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.parseObject(response.body()).object("usage");
  }

  private static String filled(String body) {
    return body.replace("{M,", "{\"model\":\"claude-test-1\",")
        .replace(",T,", ",\"max_tokens\":4000,")
        .replace("HI", HI)
        .replace("CALL", "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"bash\",\"input\":{}}")
        .replace("RESULT", "{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"content\":\"x\"}")
        .replace(
            "IMAGE",
            "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","
                + "\"data\":\"AAAA\"}}")
        .replace(
            "MARKED",
            "{\"type\":\"text\",\"text\":\"x\",\"cache_control\":{\"type\":\"ephemeral\"}}")
        .replace("TOOL", "{\"name\":\"bash\",\"input_schema\":SCHEMA}")
        .replace("SCHEMA", SCHEMA);
  }

  private static String joined(List<Json.Obj> events, String member) {
    var out = new StringBuilder();
    for (var event : events) out.append(event.object("delta").string(member, ""));
    return out.toString();
  }

  private static void assertError(HttpResponse<String> response, int status, String message) {
    assertThat(response.body()).contains(message);
    assertThat(response.statusCode()).isEqualTo(status);
  }
}

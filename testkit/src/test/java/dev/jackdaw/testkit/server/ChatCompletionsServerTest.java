package dev.jackdaw.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChatCompletionsServerTest {
  private static final String HI = "{\"role\":\"user\",\"content\":\"hi\"}";
  private static final String PATH = "/v1/chat/completions";

  private final ChatCompletionsServer server = ChatCompletionsServer.open();
  private final Client client = Client.of(server);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void repliesInOnePiece() throws Exception {
    server.then(Prepared.text("hello").and(new Prepared.Call("", "bash", "{\"command\": \"ls\"}")));
    var choice = (Json.Obj) Json.parseObject(ask(HI).body()).array("choices").getFirst();
    assertThat(choice.object("message"))
        .isEqualTo(
            Json.parse(
                """
                {"role":"assistant","content":"hello","refusal":null,"tool_calls":[
                 {"id":"call_test_1","type":"function",
                  "function":{"name":"bash","arguments":"{\\"command\\": \\"ls\\"}"}}]}
                """));
    assertThat(choice.string("finish_reason")).contains("tool_calls");
  }

  @Test
  void streamsTheChunksOfTheDialect() throws Exception {
    var speech =
        Prepared.Speech.of(
            new Prepared.Thinking("I should list."),
            new Prepared.Text("Listing \uD83D\uDC26."),
            new Prepared.Call("c1", "bash", "{\"command\":\"ls\"}"));
    server.then(speech.splitEvery(1), speech);
    var options = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
    var plain = client.post(PATH, request("local-test-1", HI, options)).body();
    assertThat(plain).endsWith("data: [DONE]\n\n");
    var events = Client.events(plain);
    assertThat(joined(events, "reasoning_content")).isEqualTo("I should list.");
    assertThat(joined(events, "content")).isEqualTo("Listing \uD83D\uDC26.");
    assertThat(events.getLast().array("choices")).isEmpty();
    assertThat(events.getLast().object("usage").integer("completion_tokens", 0)).isPositive();
    var strict = client.post(PATH, request("gpt-test-1", HI, ",\"stream\":true")).body();
    assertThat(strict).doesNotContain("reasoning_content").doesNotContain("usage");
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWhatTheServiceRefuses(String body, String expected) throws Exception {
    var response = client.post(PATH, filled(body));
    var error = Json.parseObject(response.body()).object("error");
    var colon = expected.indexOf(": ");
    assertThat(Integer.toString(response.statusCode())).isEqualTo(expected.substring(0, colon));
    assertThat(error.string("message", "")).contains(expected.substring(colon + 2));
    assertThat(error.members()).containsOnlyKeys("message", "type", "param", "code");
  }

  static Stream<Arguments> refusals() throws IOException {
    return Refusals.read("chat-refusals.txt");
  }

  @Test
  void refusesAWrongKeyBeforeAnythingElse() throws Exception {
    client.header("authorization", "Bearer sk-wrong");
    assertError(client.post(PATH, "x"), 401, "Incorrect API key provided: sk-wrong.");
    client.without("authorization");
    assertError(client.get("/v1/models"), 401, "You didn't provide an API key.");
  }

  @Test
  void acceptsAWholeConversationWithCalls() throws Exception {
    server.then(Prepared.text("ok"));
    var messages =
        filled(
            "{\"role\":\"developer\",\"content\":\"be good\"},HI,{\"role\":\"assistant\","
                + "\"content\":null,\"tool_calls\":[CALL,"
                + "{\"id\":\"c2\",\"type\":\"function\",\"function\":{\"name\":\"a\",\"arguments\":\"\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"c2\",\"content\":\"\"},RESULT,HI");
    assertThat(ask(messages).statusCode()).isEqualTo(200);
    assertThat(server.rejections()).isEmpty();
  }

  @Test
  void billsThePromptCacheInSteps() throws Exception {
    server.answering(_ -> Prepared.text("ok"));
    var big = "{\"role\":\"user\",\"content\":\"" + "x".repeat(6_000) + "\"}";
    assertThat(cached(big)).isZero();
    assertThat(cached(big + "," + HI))
        .isGreaterThan(1_024)
        .satisfies(n -> assertThat(n % 128).isZero());
    assertThat(cached(HI)).isZero();
  }

  @Test
  void failsInEveryWayItWasToldTo() throws Exception {
    server.then(
        ChatCompletionsServer.rateLimited(),
        ChatCompletionsServer.outOfQuota(),
        ChatCompletionsServer.overflow(210_000),
        Prepared.text("long text").failingAfter(2, "server_error", "broken"));
    assertError(ask(HI), 429, "rate_limit_exceeded");
    assertError(ask(HI), 429, "insufficient_quota");
    assertError(ask(HI), 400, "context_length_exceeded");
    var events =
        Client.events(client.post(PATH, request("gpt-test-1", HI, ",\"stream\":true")).body());
    assertThat(events.getLast().object("error").string("message")).contains("broken");
  }

  private long cached(String messages) throws Exception {
    return Json.parseObject(ask(messages).body())
        .object("usage")
        .object("prompt_tokens_details")
        .integer("cached_tokens", -1);
  }

  private HttpResponse<String> ask(String messages) throws IOException, InterruptedException {
    return client.post(PATH, request("gpt-test-1", messages, ""));
  }

  private static String request(String model, String messages, String options) {
    return "{\"model\":\"" + model + "\",\"messages\":[" + messages + "]" + options + "}";
  }

  private static String filled(String body) {
    return body.replace("{M", "{\"model\":\"gpt-test-1\"")
        .replace("{P,", "{\"model\":\"local-test-1\",")
        .replace("HI", HI)
        .replace(
            "CALL",
            "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"a\",\"arguments\":\"{}\"}}")
        .replace("RESULT", "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"x\"}");
  }

  private static String joined(List<Json.Obj> events, String member) {
    var out = new StringBuilder();
    for (var event : events) {
      for (var choice : event.array("choices")) {
        out.append(((Json.Obj) choice).object("delta").string(member, ""));
      }
    }
    return out.toString();
  }

  private static void assertError(HttpResponse<String> response, int status, String message) {
    assertThat(response.body()).contains(message);
    assertThat(response.statusCode()).isEqualTo(status);
  }
}

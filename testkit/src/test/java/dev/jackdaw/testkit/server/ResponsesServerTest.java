package dev.jackdaw.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResponsesServerTest {
  private static final String HI = "{\"role\":\"user\",\"content\":\"hi\"}";
  private static final String PATH = "/v1/responses";

  private final ResponsesServer server = ResponsesServer.open();
  private final Client client = Client.of(server);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void streamsTheEventsOfTheDialectInTheirOrder() throws Exception {
    server.then(
        Prepared.Speech.of(
            new Prepared.Thinking("so"),
            new Prepared.Text("yes"),
            new Prepared.Call("c1", "a", "{}")));
    var events = Client.events(client.post(PATH, body(HI, ",\"stream\":true")).body());
    assertThat(events)
        .extracting(event -> event.string("type", ""))
        .containsSubsequence(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.reasoning_summary_part.added",
            "response.reasoning_summary_text.delta",
            "response.output_item.done",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.output_item.added",
            "response.function_call_arguments.delta",
            "response.function_call_arguments.done",
            "response.output_item.done",
            "response.completed");
    for (var i = 0; i < events.size(); i++) {
      assertThat(events.get(i).integer("sequence_number", -1)).isEqualTo(i);
    }
    var whole = events.getLast().object("response");
    assertThat(whole.array("output")).hasSize(3);
    assertThat(whole.object("usage").integer("output_tokens", 0)).isPositive();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWhatTheServiceRefuses(String body, String expected) throws Exception {
    var response = client.post(PATH, filled(body));
    var error = Json.parseObject(response.body()).object("error");
    var colon = expected.indexOf(": ");
    assertThat(error.string("message", "")).contains(expected.substring(colon + 2));
    assertThat(Integer.toString(response.statusCode())).isEqualTo(expected.substring(0, colon));
    assertThat(error.members()).containsOnlyKeys("message", "type", "param", "code");
  }

  static Stream<Arguments> refusals() throws IOException {
    return Refusals.read("responses-refusals.txt");
  }

  @Test
  void refusesAWrongKeyBeforeAnythingElse() throws Exception {
    client.header("authorization", "Bearer sk-wrong");
    assertThat(client.post(PATH, "x").statusCode()).isEqualTo(401);
    client.without("authorization");
    assertThat(client.post(PATH, "x").statusCode()).isEqualTo(401);
  }

  @Test
  void takesBackItsOwnReasoningUnchangedAndBeforeItsCallOnly() throws Exception {
    server.then(
        Prepared.Speech.of(new Prepared.Thinking("so"), new Prepared.Call("c1", "a", "{}")),
        Prepared.text("ok"));
    var output = Json.parseObject(ask(HI).body()).array("output");
    var reasoning = (Json.Obj) output.get(0);
    var call = ((Json.Obj) output.get(1)).compact();
    var id = reasoning.string("id", "");

    var changed = reasoning.with("summary", Json.Arr.EMPTY).compact();
    assertThat(ask(HI + "," + changed + "," + call + ",OUTPUT").body())
        .contains("could not be verified");
    var kept = reasoning.compact();
    assertThat(ask(HI + "," + kept).body()).contains("without its required following item");
    assertThat(ask(kept + "," + HI).body()).contains("without its required following item");
    assertThat(ask(HI + "," + call + ",OUTPUT").body())
        .contains("without its required 'reasoning' item: '" + id + "'");
    assertThat(ask(HI + "," + kept + "," + call + ",OUTPUT").statusCode()).isEqualTo(200);
    assertThat(server.rejections()).hasSize(4);
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
        ResponsesServer.overflow(),
        Prepared.text("long text").failingAfter(2, "server_error", "broken"),
        Prepared.text("cut").stopping("max_output_tokens"));
    assertThat(ask(HI).body()).contains("context_length_exceeded");
    var events = Client.events(client.post(PATH, body(HI, ",\"stream\":true")).body());
    assertThat(events).hasSize(3);
    assertThat(events.getLast().string("message", "")).isEqualTo("broken");
    var cut = Json.parseObject(ask(HI).body());
    assertThat(cut.string("status", "")).isEqualTo("incomplete");
    assertThat(cut.object("incomplete_details").string("reason", ""))
        .isEqualTo("max_output_tokens");
  }

  private long cached(String input) throws Exception {
    return Json.parseObject(ask(input).body())
        .object("usage")
        .object("input_tokens_details")
        .integer("cached_tokens", -1);
  }

  private HttpResponse<String> ask(String input) throws IOException, InterruptedException {
    return client.post(PATH, filled(body(input, "")));
  }

  private static String body(String input, String options) {
    return "{\"model\":\"gpt-5-test-1\",\"store\":false,\"input\":[" + input + "]" + options + "}";
  }

  private static String filled(String body) {
    return body.replace("{M", "{\"model\":\"gpt-5-test-1\",\"store\":false")
        .replace("HI", HI)
        .replace(
            "TOOL",
            "{\"type\":\"function\",\"name\":\"a\",\"parameters\":{\"type\":\"object\",\"properties\":{}},\"strict\":false}")
        .replace(
            "CALL",
            "{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"a\",\"arguments\":\"{}\"}")
        .replace(
            "OUTPUT", "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"x\"}");
  }
}

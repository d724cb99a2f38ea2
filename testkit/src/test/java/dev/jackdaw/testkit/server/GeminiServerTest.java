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

class GeminiServerTest {
  private static final String MODEL = "/v1beta/models/" + GeminiServer.MODEL;
  private static final String BUDGET_MODEL = "/v1beta/models/" + GeminiServer.BUDGET_MODEL;
  private static final String HI = "{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}";
  private static final String PIXEL =
      "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"iVBORw0KGgo=\"}}";

  private final GeminiServer server = GeminiServer.open();
  private final Client client = Client.of(server);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void streamsChunksOfWhichTheLastSaysWhyItEnded() throws Exception {
    server.then(
        Prepared.Speech.of(
            new Prepared.Thinking("I should list."),
            new Prepared.Text("Listing."),
            new Prepared.Call("c1", "ls", "{\"path\":\"a\"}")));
    var response = client.post(MODEL + ":streamGenerateContent?alt=sse", body(HI));
    assertThat(response.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
    var chunks = Client.events(response.body());
    assertThat(chunks).hasSizeGreaterThan(3);
    for (var chunk : chunks.subList(0, chunks.size() - 1)) {
      assertThat(candidate(chunk).has("finishReason")).isFalse();
    }
    assertThat(candidate(chunks.getLast()).string("finishReason")).contains("STOP");
    assertThat(chunks.getLast().object("usageMetadata").integer("thoughtsTokenCount", 0))
        .isPositive();
  }

  @Test
  void answersAsAWholeWhereNoStreamIsAskedFor() throws Exception {
    server.then(Prepared.text("Hello"));
    var whole = Json.parseObject(client.post(MODEL + ":generateContent", body(HI)).body());
    assertThat(candidate(whole).object("content").string("role")).contains("model");
    assertThat(candidate(whole).compact()).contains("Hello");
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWhatTheServiceRefuses(String body, String expected) throws Exception {
    var response = client.post(MODEL + ":generateContent", filled(body));
    var error = Json.parseObject(response.body()).object("error");
    var colon = expected.indexOf(": ");
    assertThat(response.statusCode() + " " + error.string("status", ""))
        .isEqualTo(expected.substring(0, colon));
    assertThat(error.string("message", "")).contains(expected.substring(colon + 2));
    assertThat(error.integer("code", 0)).isEqualTo(response.statusCode());
    assertThat(server.rejections()).hasSize(1);
  }

  static Stream<Arguments> refusals() throws IOException {
    return Refusals.read("gemini-refusals.txt");
  }

  @Test
  void refusesAWrongKeyBeforeAnythingElse() throws Exception {
    client.header("x-goog-api-key", "wrong");
    assertThat(ask("x").body()).contains("API_KEY_INVALID");
    client.without("x-goog-api-key");
    assertThat(ask("x").statusCode()).isEqualTo(403);
  }

  @Test
  void knowsNoOtherModelOrMethod() throws Exception {
    assertThat(client.post("/v1beta/models/gemini-9:generateContent", body(HI)).body())
        .contains("models/gemini-9 is not found");
    assertThat(client.post(MODEL + ":think", body(HI)).statusCode()).isEqualTo(404);
  }

  @Test
  void takesASignatureBackOnItsOwnPartOnly() throws Exception {
    server.then(Prepared.call("ls", "{\"path\":\"a\"}"), Prepared.text("ok"));
    var reply = Json.parseObject(ask(HI).body());
    var call = ((Json.Obj) candidate(reply).object("content").array("parts").getFirst());
    assertThat(call.string("thoughtSignature", "")).isNotEmpty();
    var id = call.object("functionCall").string("id", "");
    var result =
        ",{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"id\":\""
            + id
            + "\",\"name\":\"ls\",\"response\":{\"output\":\"x\"}}}]}";

    assertThat(ask(HI + said(call.without("thoughtSignature")) + result).body())
        .contains("missing a thought_signature");
    var changed =
        call.with(
            "functionCall",
            call.object("functionCall").with("args", Json.parse("{\"path\":\"b\"}")));
    assertThat(ask(HI + said(changed) + result).body()).contains("Corrupted thought signature");
    assertThat(ask(HI + said(call) + result).statusCode()).isEqualTo(200);
  }

  @Test
  void takesImagesInResultsOfTheThirdGenerationOnly() throws Exception {
    server.answering(_ -> Prepared.text("ok"));
    var conversation =
        HI
            + said(
                Json.parseObject(
                    "{\"functionCall\":{\"id\":\"c1\",\"name\":\"ls\",\"args\":{}},"
                        + "\"thoughtSignature\":\"skip_thought_signature_validator\"}"))
            + ",{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"id\":\"c1\",\"name\":\"ls\","
            + "\"response\":{\"output\":\"x\"},\"parts\":["
            + PIXEL
            + "]}}]}";
    assertThat(ask(conversation).statusCode()).isEqualTo(200);
    assertThat(client.post(BUDGET_MODEL + ":generateContent", body(conversation)).body())
        .contains("Multimodal function responses are not supported");
    assertThat(ask(conversation.replace("image/png", "image/tiff")).statusCode()).isEqualTo(400);
  }

  private static String said(Json.Obj part) {
    return ",{\"role\":\"model\",\"parts\":[" + part.compact() + "]}";
  }

  private HttpResponse<String> ask(String contents) throws IOException, InterruptedException {
    return client.post(MODEL + ":generateContent", body(contents));
  }

  private static Json.Obj candidate(Json.Obj chunk) {
    return (Json.Obj) chunk.array("candidates").getFirst();
  }

  private static String body(String contents) {
    return "{\"contents\":[" + contents + "]}";
  }

  private static String filled(String body) {
    return body.replace("HI", HI);
  }
}

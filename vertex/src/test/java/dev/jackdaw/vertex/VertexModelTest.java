package dev.jackdaw.vertex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AnswerForm;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Extensions;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.server.GeminiServer;
import dev.jackdaw.testkit.server.Prepared;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VertexModelTest {
  @Test
  void isFoundAmongTheExtensions() {
    assertThat(Extensions.onClassPath().services(ModelBackend.class))
        .singleElement()
        .isInstanceOfSatisfying(
            VertexBackend.class,
            backend -> assertThat(backend.providers()).containsExactly("vertex"));
  }

  @Test
  void takesAModelForTheOneGoogleOffersDevelopers() {
    assertThat(new VertexBackend().knownAs("vertex", "gemini-2.5-pro"))
        .hasValue("gemini/gemini-2.5-pro");
  }

  @Test
  void asksInTheWordsOfTheApi() throws Exception {
    try (var server = GeminiServer.openVertex()) {
      server.then(Prepared.text("ok"));
      var request = Vertexes.request(List.of(Vertexes.BASH), Message.User.text("half \uD83D"));
      Vertexes.model(server).reply(request, _ -> {});
      var received = server.requests().getFirst();
      assertThat(received.path())
          .isEqualTo("/v1beta1/publishers/google/models/gemini-3-test-1:streamGenerateContent");
      assertThat(received.header("x-goog-api-key")).hasValue(GeminiServer.KEY);
      assertThat(received.header("user-agent")).get().asString().endsWith("jackdaw/1.2.3");
      assertThat(received.body().canonical())
          .isEqualTo(
              Json.parseObject(
                      """
                      {"systemInstruction":{"parts":[{"text":"Be good."}]},
                       "contents":[{"role":"user","parts":[{"text":"half \\ufffd"}]}],
                       "tools":[{"functionDeclarations":[{"name":"bash",
                         "description":"Runs a command.","parametersJsonSchema":{"type":"object",
                           "properties":{"n":{"type":"number","maximum":1.5}},"required":["n"]}}]}],
                       "generationConfig":{"maxOutputTokens":8000,
                         "thinkingConfig":{"includeThoughts":true,"thinkingLevel":"medium"}}}
                      """)
                  .canonical());
    }
  }

  @Test
  void returnsSignaturesAndCountsWhatWasCachedAndThought() throws Exception {
    try (var server = GeminiServer.openVertex()) {
      var model = Vertexes.model(server);
      var messages = new ArrayList<Message>(List.of(Message.User.text("Go. ".repeat(2000))));
      for (var turn = 0; turn < 3; turn++) {
        server.then(
            Prepared.Speech.of(
                new Prepared.Thinking("Where to look?"),
                new Prepared.Text("Looking."),
                new Prepared.Call("", "bash", "{\"n\":1}"),
                new Prepared.Call("", "bash", "{\"n\":2}")));
        var request = Vertexes.request(List.of(Vertexes.BASH), messages.toArray(Message[]::new));
        var reply = model.reply(request, _ -> {});
        assertThat(reply.stop()).isEqualTo(StopReason.CALLS);
        assertThat(reply.model()).isEqualTo(GeminiServer.MODEL);
        assertThat(reply.usage().reasoning()).isPositive();
        if (turn > 0) assertThat(reply.usage().cacheRead()).isGreaterThan(1024);
        messages.add(reply.message());
        messages.add(results(reply.message()));
      }
      assertThat(server.rejections()).isEmpty();
      assertThat(server.bodies().getLast().canonical()).contains("\"thoughtSignature\"");
    }
  }

  @Test
  void marksTheCallsOfAnotherModel() throws Exception {
    try (var server = GeminiServer.openVertex()) {
      server.then(Prepared.text("ok"));
      var call = new Block.Call(new CallId("toolu_1"), "bash", Json.object().put("n", 1).build());
      var said = new Message.Assistant(List.of(call));
      var request =
          Vertexes.request(List.of(Vertexes.BASH), Message.User.text("go"), said, results(said));
      Vertexes.model(server).reply(request, _ -> {});
      assertThat(server.rejections()).isEmpty();
    }
  }

  @Test
  void keepsIdsOfItsOwnToItself() throws Exception {
    try (var server = GeminiServer.openVertex()) {
      server.then(Prepared.text("ok"));
      var own = new CallId(VertexRequest.OWN_ID + "1");
      var said = new Message.Assistant(List.of(new Block.Call(own, "bash", Json.Obj.EMPTY)));
      var request =
          Vertexes.request(List.of(Vertexes.BASH), Message.User.text("go"), said, results(said));
      Vertexes.model(server).reply(request, _ -> {});
      assertThat(server.bodies().getFirst().canonical()).doesNotContain(VertexRequest.OWN_ID);
    }
  }

  @Test
  void goesOnWithoutSignaturesThatTheServiceRefuses() throws Exception {
    try (var server = GeminiServer.openVertex()) {
      var foreign =
          new Block.Thinking(
              "",
              VertexRequest.DIALECT,
              Json.parseObject(
                  "{\"cameOn\":\"functionCall\",\"thoughtSignature\":\"ZWxzZXdoZXJl\"}"));
      var call = new Block.Call(new CallId("call_1"), "bash", Json.Obj.EMPTY);
      var said = new Message.Assistant(List.of(foreign, call));
      server.then(Prepared.text("ok"));
      var request =
          Vertexes.request(List.of(Vertexes.BASH), Message.User.text("go"), said, results(said));
      assertThat(Vertexes.model(server).reply(request, _ -> {}).message().text()).isEqualTo("ok");
      assertThat(server.rejections()).containsExactly("Corrupted thought signature.");
    }
  }

  @Test
  void keepsTheWholeCallsOfAReplyThatWasCut() throws Exception {
    try (var server = GeminiServer.openVertex()) {
      var speech =
          Prepared.Speech.of(
              new Prepared.Call("call_a", "bash", "{\"n\":1}"),
              new Prepared.Text("And now for something completely different. ".repeat(20)));
      server.then(speech.cutAfterEvents(3));
      var request = Vertexes.request(List.of(Vertexes.BASH), Message.User.text("go"));
      var reply = Vertexes.model(server).reply(request, _ -> {});
      assertThat(reply.stop()).isEqualTo(StopReason.CUT);
      assertThat(reply.message().blocks()).hasSize(2);
      assertThat(reply.message().calls())
          .containsExactly(
              new Block.Call(new CallId("call_a"), "bash", Json.object().put("n", 1).build()));
    }
  }

  @Test
  void aBlockedPromptIsARefusal() throws Exception {
    try (var server = GeminiServer.openVertex()) {
      server.then(
          new Prepared.Failure(
              200,
              Map.of(),
              "text/event-stream",
              "data: {\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"},"
                  + "\"usageMetadata\":{\"promptTokenCount\":7}}\r\n\r\n"));
      var reply =
          Vertexes.model(server)
              .reply(Vertexes.request(List.of(), Message.User.text("go")), _ -> {});
      assertThat(reply.stop()).isEqualTo(StopReason.REFUSED);
      assertThat(reply.usage().input()).isEqualTo(7);
    }
  }

  @Test
  void waitsAsLongAsTheServiceAsks() {
    assertThat(failing(GeminiServer.rateLimited(34)).retryAfter()).hasValue(Duration.ofSeconds(34));
  }

  @Test
  void learnsTheWindowFromAnOverflow() {
    assertThat(failing(GeminiServer.overflow(300_000)).limit())
        .hasValue(GeminiServer.WINDOW_TOKENS);
  }

  @Test
  void saysWhereTheModelWasLookedFor() {
    assertThat(failing(GeminiServer.failure(404, "NOT_FOUND", "Publisher Model was not found.")))
        .hasMessage(
            "Vertex AI has no model \"gemini-3-test-1\" in express mode (404: Publisher Model was"
                + " not found). New models are often in the location global only:"
                + " GOOGLE_CLOUD_LOCATION.");
  }

  @Test
  void neverShowsTheKey() {
    var failed =
        failing(
            GeminiServer.failure(403, "PERMISSION_DENIED", "Not with " + GeminiServer.KEY + "."));
    assertThat(failed.failure()).isEqualTo(Failure.UNAUTHORIZED);
    assertThat(failed)
        .hasMessageStartingWith(
            "Vertex AI does not accept the credentials (403: Not with [key]). Check"
                + " GOOGLE_API_KEY");
  }

  @Test
  void takesWhatIsNoReplyForNone() {
    assertThat(failing(Prepared.htmlPage(200)).failure()).isEqualTo(Failure.MALFORMED);
    assertThat(
            failing(new Prepared.Failure(200, Map.of(), "text/event-stream", "data: {\"ca\n\n"))
                .failure())
        .isEqualTo(Failure.MALFORMED);
  }

  @Test
  void asksOnceOnly() {
    try (var server = GeminiServer.openVertex()) {
      server.answering(_ -> GeminiServer.overloaded());
      assertThatThrownBy(() ->
              Vertexes.model(server)
                  .reply(Vertexes.request(List.of(), Message.User.text("go")), _ -> {}))
          .isInstanceOf(ModelException.class);
      assertThat(server.bodies()).hasSize(1);
    }
  }

  private static Message.User results(Message.Assistant said) {
    var results = new ArrayList<Block.Given>();
    for (var call : said.calls()) {
      results.add(new Block.Result(call.id(), ToolResult.ok("ok", Label.JACKDAW)));
    }
    return new Message.User(results);
  }

  private static ModelException failing(Prepared answer) {
    try (var server = GeminiServer.openVertex()) {
      server.then(answer);
      Vertexes.model(server).reply(Vertexes.request(List.of(), Message.User.text("go")), _ -> {});
      throw new AssertionError("it did not fail");
    } catch (ModelException e) {
      return e;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tellsTheFormOfAnAnswer() throws Exception {
    try (var server = GeminiServer.openVertex()) {
      server.then(Prepared.text("{}"));
      var plain = Vertexes.request(List.of(Vertexes.BASH), Message.User.text("go"));
      var schema =
          Json.parseObject(
              """
              {"type":"object","properties":{"n":{"type":"integer","minimum":1}},"required":["n"],
               "additionalProperties":false}
              """);
      var asked =
          new ModelRequest(
              plain.system(),
              plain.tools(),
              plain.messages(),
              plain.maxOutput(),
              plain.effort(),
              plain.cacheKey(),
              Duration.ZERO,
              0,
              Optional.of(new AnswerForm("Count", schema)));
      assertThat(Vertexes.model(server).reply(asked, _ -> {}).message().text()).isEqualTo("{}");
      assertThat(server.bodies().getFirst().object("generationConfig").object("responseJsonSchema"))
          .isEqualTo(
              Json.parse(
                  """
                  {"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}
                  """));
    }
  }
}

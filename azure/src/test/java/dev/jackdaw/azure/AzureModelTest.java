package dev.jackdaw.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AnswerForm;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Extensions;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.server.Prepared;
import dev.jackdaw.testkit.server.ResponsesServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AzureModelTest {
  @Test
  void isFoundAmongTheExtensions() {
    assertThat(Extensions.onClassPath().services(ModelBackend.class))
        .singleElement()
        .isInstanceOfSatisfying(
            AzureBackend.class,
            backend -> assertThat(backend.providers()).containsExactly("azure"));
  }

  @Test
  void takesADeploymentForTheModelItIsNamedAfter() {
    assertThat(new AzureBackend().knownAs("azure", "gpt-5-mini")).hasValue("openai/gpt-5-mini");
  }

  @Test
  void asksInTheWordsOfTheApi() throws Exception {
    try (var server = ResponsesServer.openAzure()) {
      server.then(Prepared.text("ok"));
      var request = Azures.request(List.of(Azures.BASH), Message.User.text("go"));
      Azures.model(server).reply(request, _ -> {});
      var received = server.requests().getFirst();
      assertThat(received.method() + " " + received.path()).isEqualTo("POST /openai/v1/responses");
      assertThat(received.header("api-key")).hasValue(ResponsesServer.KEY);
      assertThat(received.header("authorization")).isEmpty();
      assertThat(received.header("user-agent")).hasValue("jackdaw/1.2.3");
      assertThat(received.body().canonical())
          .isEqualTo(
              Json.parseObject(
                      """
                      {"model":"gpt-5-test-1","instructions":"Be good.","store":false,"stream":true,
                       "input":[{"type":"message","role":"user",
                         "content":[{"type":"input_text","text":"go"}]}],
                       "tools":[{"type":"function","name":"bash","description":"Runs a command.",
                         "strict":false,"parameters":{"type":"object",
                           "properties":{"n":{"type":"number","maximum":1.5}},"required":["n"]}}],
                       "max_output_tokens":8000,"prompt_cache_key":"session",
                       "reasoning":{"effort":"medium","summary":"auto"},
                       "include":["reasoning.encrypted_content"]}
                      """)
                  .canonical());
    }
  }

  @Test
  void showsATokenOfEntraId() throws Exception {
    try (var server = ResponsesServer.openAzure()) {
      server.then(Prepared.text("ok"));
      Azures.model(server, Map.of("AZURE_OPENAI_AD_TOKEN", ResponsesServer.KEY))
          .reply(Azures.request(List.of(), Message.User.text("go")), _ -> {});
      var received = server.requests().getFirst();
      assertThat(received.header("authorization")).hasValue("Bearer " + ResponsesServer.KEY);
      assertThat(received.header("api-key")).isEmpty();
    }
  }

  @Test
  void returnsItsReasoningAndCountsWhatWasCachedAndReasoned() throws Exception {
    try (var server = ResponsesServer.openAzure()) {
      var model = Azures.model(server);
      var messages = new ArrayList<Message>(List.of(Message.User.text("Go. ".repeat(2000))));
      for (var turn = 0; turn < 3; turn++) {
        server.then(
            Prepared.Speech.of(
                new Prepared.Thinking("Where to look?"),
                new Prepared.Text("Looking."),
                new Prepared.Thinking("Two places."),
                new Prepared.Call("", "bash", "{\"n\":1}"),
                new Prepared.Call("", "bash", "{\"n\":2}")));
        var request = Azures.request(List.of(Azures.BASH), messages.toArray(Message[]::new));
        var reply = model.reply(request, _ -> {});
        assertThat(reply.usage().reasoning()).isPositive();
        assertThat(reply.usage().known()).isTrue();
        if (turn > 0) assertThat(reply.usage().cacheRead()).isGreaterThan(1024);
        messages.add(reply.message());
        messages.add(results(reply.message()));
      }
      assertThat(server.rejections()).isEmpty();
      var input = server.bodies().getLast().array("input");
      assertThat(input.stream().filter(item -> ((Json.Obj) item).has("encrypted_content")))
          .hasSize(4);
    }
  }

  @Test
  void goesOnWithoutReasoningThatTheServiceCannotVerify() throws Exception {
    try (var server = ResponsesServer.openAzure()) {
      var opaque =
          Json.parseObject(
              """
              {"type":"reasoning","id":"rs_9","summary":[],"encrypted_content":"of elsewhere"}
              """);
      var said =
          new Message.Assistant(
              List.of(
                  new Block.Thinking("x", AzureRequest.DIALECT, opaque),
                  new Block.Text("Hello.", Label.MODEL)));
      server.then(Prepared.text("ok"));
      var request = Azures.request(List.of(), Message.User.text("a"), said, Message.User.text("b"));
      assertThat(Azures.model(server).reply(request, _ -> {}).message().text()).isEqualTo("ok");
      assertThat(server.rejections()).singleElement().asString().contains("could not be verified");
    }
  }

  @Test
  void asksWithoutSummariesOnceTheyWereRefused() throws Exception {
    try (var server = ResponsesServer.openAzure()) {
      var model = Azures.model(server);
      server.then(
          ResponsesServer.failure(
              400,
              "invalid_request_error",
              "unsupported_value",
              "Your organization must be verified to generate reasoning summaries."),
          Prepared.text("ok"),
          Prepared.text("still ok"));
      var request = Azures.request(List.of(), Message.User.text("go"));
      model.reply(request, _ -> {});
      assertThat(model.reply(request, _ -> {}).message().text()).isEqualTo("still ok");
      assertThat(server.bodies().stream().map(body -> body.object("reasoning").has("summary")))
          .containsExactly(true, false, false);
    }
  }

  @Test
  void keepsTheWholeCallsOfAReplyThatWasCut() throws Exception {
    try (var server = ResponsesServer.openAzure()) {
      var speech =
          Prepared.Speech.of(
              new Prepared.Text("Looking."),
              new Prepared.Call("call_a", "bash", "{\"n\":1}"),
              new Prepared.Text("And now for something completely different. ".repeat(20)));
      server.then(speech.cutAfterEvents(16));
      var request = Azures.request(List.of(Azures.BASH), Message.User.text("go"));
      assertThat(Azures.model(server).reply(request, _ -> {}))
          .isEqualTo(
              new Reply(
                  new Message.Assistant(
                      List.of(
                          new Block.Text("Looking.", Label.MODEL),
                          new Block.Call(
                              new CallId("call_a"), "bash", Json.object().put("n", 1).build()))),
                  Usage.UNKNOWN,
                  StopReason.CUT));
    }
  }

  @Test
  void takesHalfACallOutOfAReplyAtItsLimit() throws Exception {
    try (var server = ResponsesServer.openAzure()) {
      server.then(
          Prepared.Speech.of(
                  new Prepared.Call("call_a", "bash", "{\"n\":1}"),
                  new Prepared.Call("call_b", "bash", "{\"n\":1"))
              .stopping("max_output_tokens"));
      var request = Azures.request(List.of(Azures.BASH), Message.User.text("go"));
      var reply = Azures.model(server).reply(request, _ -> {});
      assertThat(reply.stop()).isEqualTo(StopReason.LENGTH);
      assertThat(reply.message().calls())
          .singleElement()
          .isEqualTo(
              new Block.Call(new CallId("call_a"), "bash", Json.object().put("n", 1).build()));
    }
  }

  @Test
  void tellsWhatTheContentFilterObjectsTo() throws Exception {
    try (var server = ResponsesServer.openAzure()) {
      server.then(
          new Prepared.Failure(
              400,
              Map.of(),
              "application/json",
              """
              {"error":{"message":"The response was filtered.","type":null,"param":"prompt",
               "code":"content_filter","status":400,
               "innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{
                 "hate":{"filtered":false,"severity":"safe"},
                 "jailbreak":{"filtered":true,"detected":true},
                 "violence":{"filtered":true,"severity":"high"}}}}}
              """));
      var deltas = new ArrayList<Delta>();
      var reply =
          Azures.model(server)
              .reply(Azures.request(List.of(), Message.User.text("go")), deltas::add);
      var words = "Azure's content filter refused the request: jailbreak, violence.";
      assertThat(reply)
          .isEqualTo(
              new Reply(
                  new Message.Assistant(List.of(new Block.Text(words, Label.MODEL))),
                  Usage.NONE,
                  StopReason.REFUSED));
      assertThat(deltas).containsExactly(new Delta.TextDelta(words));
    }
  }

  @Test
  void learnsTheWindowFromAnOverflow() {
    var failed =
        failing(
            ResponsesServer.failure(
                400,
                "invalid_request_error",
                "context_length_exceeded",
                "This model's maximum context length is 128,000 tokens."));
    assertThat(failed.failure()).isEqualTo(Failure.OVERFLOW);
    assertThat(failed.limit()).hasValue(128_000);
  }

  @Test
  void saysThatTheNameIsThatOfADeployment() {
    var failed =
        failing(
            ResponsesServer.failure(
                404,
                "",
                "DeploymentNotFound",
                "The API deployment for this resource does not exist."));
    assertThat(failed)
        .hasMessage(
            "The Azure resource has no deployment \"gpt-5-test-1\" (404: The API deployment for"
                + " this resource does not exist). The name behind azure/ is that of the"
                + " deployment, not of its model. One made a moment ago takes some minutes.");
  }

  @Test
  void tellsAWrongAddressFromAMissingDeployment() {
    var failed = failing(ResponsesServer.failure(404, "", "404", "Resource not found"));
    assertThat(failed.failure()).isEqualTo(Failure.INVALID_REQUEST);
    assertThat(failed)
        .hasMessageEndingWith("Check AZURE_OPENAI_ENDPOINT and AZURE_OPENAI_API_VERSION.");
  }

  @Test
  void takesAPageForNoReply() {
    var failed = failing(Prepared.htmlPage(200));
    assertThat(failed.failure()).isEqualTo(Failure.MALFORMED);
  }

  @Test
  void neverShowsTheKey() {
    var failed =
        failing(
            ResponsesServer.failure(
                401, "", "401", "The key " + ResponsesServer.KEY + " is not valid."));
    assertThat(failed.failure()).isEqualTo(Failure.UNAUTHORIZED);
    assertThat(failed)
        .hasMessage(
            "Azure does not accept the credentials (401: The key [key] is not valid). Check"
                + " AZURE_OPENAI_API_KEY, and that it is of the resource in"
                + " AZURE_OPENAI_ENDPOINT.");
  }

  @Test
  void waitsAsLongAsTheServiceAsks() {
    var limited = ResponsesServer.failure(429, "", "429", "slow");
    assertThat(failing(limited.retryAfter(Duration.ofSeconds(7))).retryAfter())
        .hasValue(Duration.ofSeconds(7));
    assertThat(failing(limited.header("retry-after-ms", "1500")).retryAfter())
        .hasValue(Duration.ofMillis(1500));
  }

  @Test
  void asksOnceOnly() {
    try (var server = ResponsesServer.openAzure()) {
      server.answering(_ -> ResponsesServer.failure(503, "", "", "x"));
      assertThatThrownBy(() ->
              Azures.model(server)
                  .reply(Azures.request(List.of(), Message.User.text("go")), _ -> {}))
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
    try (var server = ResponsesServer.openAzure()) {
      server.then(answer);
      Azures.model(server).reply(Azures.request(List.of(), Message.User.text("go")), _ -> {});
      throw new AssertionError("it did not fail");
    } catch (ModelException e) {
      return e;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFilterThatEndsAReplyIsARefusal() throws Exception {
    try (var server = ResponsesServer.openAzure()) {
      server.then(Prepared.text("I begin to").failingAfter(6, "content_filter", "violence"));
      var reply =
          Azures.model(server).reply(Azures.request(List.of(), Message.User.text("go")), _ -> {});
      assertThat(reply.stop()).isEqualTo(StopReason.REFUSED);
      assertThat(reply.message().text())
          .endsWith("Azure's content filter ended the reply: violence");
    }
  }

  @Test
  void tellsTheFormOfAnAnswer() throws Exception {
    try (var server = ResponsesServer.openAzure()) {
      server.then(Prepared.text("{}"));
      var plain = Azures.request(List.of(Azures.BASH), Message.User.text("go"));
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
      assertThat(Azures.model(server).reply(asked, _ -> {}).message().text()).isEqualTo("{}");
      assertThat(server.bodies().getFirst().object("text").object("format").object("schema"))
          .isEqualTo(
              Json.parse(
                  """
                  {"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}
                  """));
    }
  }
}

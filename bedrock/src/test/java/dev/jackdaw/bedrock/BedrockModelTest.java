package dev.jackdaw.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AnswerForm;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Extensions;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.server.Prepared;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BedrockModelTest {
  private static final ToolSpec TOOL =
      new ToolSpec(
          "bash",
          "Runs a command.",
          Json.parseObject("{\"type\":\"object\",\"properties\":{\"n\":{\"maximum\":1.5}}}"));

  private static ModelRequest request(List<ToolSpec> tools, Message... messages) {
    return new ModelRequest(
        List.of(new Block.Text("Be good.", Label.JACKDAW)),
        tools,
        List.of(messages),
        8000,
        Effort.MEDIUM,
        "key");
  }

  @Test
  void isFoundAmongTheExtensions() {
    assertThat(Extensions.onClassPath().services(ModelBackend.class))
        .singleElement()
        .isInstanceOfSatisfying(
            BedrockBackend.class,
            backend -> assertThat(backend.providers()).containsExactly("bedrock"));
  }

  @Test
  void knowsWhatAnthropicCallsTheModel() {
    var backend = new BedrockBackend();
    assertThat(backend.knownAs("bedrock", Bedrocks.MODEL))
        .hasValue("anthropic/claude-opus-4-5-20251101");
    assertThat(backend.knownAs("bedrock", "anthropic.claude-opus-4-6-v1"))
        .hasValue("anthropic/claude-opus-4-6");
    assertThat(backend.knownAs("bedrock", "amazon.nova-pro-v1:0")).isEmpty();
  }

  @Test
  void asksInTheWordsOfTheApi() throws Exception {
    try (var server = new BedrockServer()) {
      server.then(Prepared.text("ok"));
      var reply =
          Bedrocks.model(server).reply(request(List.of(TOOL), Message.User.text("go")), _ -> {});
      assertThat(reply.usage()).isEqualTo(new Usage(11, 5, 3, 7, 0));
      assertThat(server.bodies().getFirst().canonical())
          .isEqualTo(
              Json.parseObject(
                      """
                      {"messages":[{"role":"user","content":[{"text":"go"},
                         {"cachePoint":{"type":"default"}}]}],
                       "system":[{"text":"Be good."},{"cachePoint":{"type":"default"}}],
                       "inferenceConfig":{"maxTokens":8000},
                       "toolConfig":{"tools":[
                         {"toolSpec":{"name":"bash","description":"Runs a command.",
                           "inputSchema":{"json":{"type":"object",
                             "properties":{"n":{"maximum":1.5}}}}}},
                         {"cachePoint":{"type":"default"}}]},
                       "additionalModelRequestFields":
                         {"thinking":{"type":"enabled","budget_tokens":4000}}}
                      """)
                  .canonical());
      assertThat(server.authorizations().getFirst())
          .startsWith("AWS4-HMAC-SHA256 Credential=AKIATEST/")
          .contains("/us-east-1/bedrock/aws4_request");
    }
  }

  @Test
  void takesAnApiKeyOfBedrock() throws Exception {
    try (var server = new BedrockServer()) {
      server.then(Prepared.text("ok"));
      Bedrocks.model(server, Map.of("AWS_BEARER_TOKEN_BEDROCK", "bedrock-api-key-1"))
          .reply(request(List.of(), Message.User.text("go")), _ -> {});
      assertThat(server.authorizations()).containsExactly("Bearer bedrock-api-key-1");
    }
  }

  @Test
  void declaresTheToolsOfEarlierCallsWhenThereAreNoneNow() throws Exception {
    try (var server = new BedrockServer()) {
      server.then(Prepared.text("ok"));
      var call = new Block.Call(new CallId("a:1"), "gone", Json.Obj.EMPTY);
      var reply =
          Bedrocks.model(server)
              .reply(
                  request(
                      List.of(),
                      Message.User.text("go"),
                      new Message.Assistant(List.of(call)),
                      new Message.User(
                          List.of(new Block.Result(call.id(), ToolResult.ok("x", Label.JACKDAW))))),
                  _ -> {});
      assertThat(reply.message().text()).isEqualTo("ok");
    }
  }

  @Test
  void saysHowToSignInAgain() {
    var said =
        failing(
            BedrockServer.failure(403, "ExpiredTokenException", "The security token is expired"),
            Map.of(
                "AWS_ACCESS_KEY_ID", "AKIA", "AWS_SECRET_ACCESS_KEY", "s", "AWS_PROFILE", "work"));
    assertThat(said)
        .hasMessage(
            "Bedrock does not accept the credentials (The security token is expired). Run: aws sso"
                + " login --profile work; or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
                + " AWS_BEARER_TOKEN_BEDROCK.");
  }

  @Test
  void tellsOfInferenceProfiles() {
    var said =
        failing(
            BedrockServer.failure(
                400,
                "ValidationException",
                "Invocation of model ID x with on-demand throughput isn’t supported."),
            Map.of("AWS_BEARER_TOKEN_BEDROCK", "key"));
    assertThat(said).hasMessageContaining("Use its inference profile, such as us.");
  }

  @Test
  void waitsAsLongAsTheServiceAsks() {
    var limited =
        BedrockServer.failure(429, "ThrottlingException", "slow").retryAfter(Duration.ofSeconds(7));
    var said = failing(limited, Map.of("AWS_BEARER_TOKEN_BEDROCK", "key"));
    assertThat(said.retryAfter()).hasValue(Duration.ofSeconds(7));
  }

  @Test
  void asksOnceOnly() {
    try (var server = new BedrockServer()) {
      server.always(() -> BedrockServer.failure(503, "ServiceUnavailableException", "x"));
      assertThatThrownBy(() ->
              Bedrocks.model(server).reply(request(List.of(), Message.User.text("go")), _ -> {}))
          .isInstanceOf(ModelException.class);
      assertThat(server.bodies()).hasSize(1);
    }
  }

  @Test
  void refusesPlainHttpElsewhere() {
    assertThatThrownBy(() ->
            new BedrockBackend()
                .model(
                    Bedrocks.wanted(
                        Map.of(
                            "AWS_REGION", "eu-west-1", "AWS_ENDPOINT_URL", "http://192.0.2.1/x"))))
        .isInstanceOf(JackdawException.class)
        .hasMessageStartingWith("AWS_ENDPOINT_URL is \"http://192.0.2.1/x\"");
  }

  private static ModelException failing(Prepared answer, Map<String, String> variables) {
    try (var server = new BedrockServer()) {
      server.then(answer);
      Bedrocks.model(server, variables).reply(request(List.of(), Message.User.text("go")), _ -> {});
      throw new AssertionError("it did not fail");
    } catch (ModelException e) {
      return e;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tellsTheFormOfAnAnswer() throws Exception {
    try (var server = new BedrockServer()) {
      server.then(Prepared.text("{}"));
      var plain = request(List.of(TOOL), Message.User.text("go"));
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
      assertThat(Bedrocks.model(server).reply(asked, _ -> {}).message().text()).isEqualTo("{}");
      assertThat(
              Json.parse(
                  server
                      .bodies()
                      .getFirst()
                      .object("outputConfig")
                      .object("textFormat")
                      .object("structure")
                      .object("jsonSchema")
                      .string("schema", "")))
          .isEqualTo(
              Json.parse(
                  """
                  {"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}
                  """));
    }
  }
}

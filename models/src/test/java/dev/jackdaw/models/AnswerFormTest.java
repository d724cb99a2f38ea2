package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AnswerForm;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.server.AnthropicServer;
import dev.jackdaw.testkit.server.ChatCompletionsServer;
import dev.jackdaw.testkit.server.GeminiServer;
import dev.jackdaw.testkit.server.LoopbackServer;
import dev.jackdaw.testkit.server.OllamaServer;
import dev.jackdaw.testkit.server.Prepared;
import dev.jackdaw.testkit.server.ResponsesServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where a dialect can hold a model to a form, it does, in the words the services take. */
class AnswerFormTest {
  private static final Json.Obj SCHEMA =
      Json.parseObject(
          """
          {"type":"object","properties":{
             "score":{"type":"integer","minimum":1,"maximum":5,"description":"1 is poor"},
             "note":{"type":"string","maxLength":9,"pattern":"x+","format":"uri"},
             "kind":{"oneOf":[
               {"type":"object","properties":{"type":{"type":"string","const":"a"}},
                "required":["type"],"additionalProperties":false}]},
             "list":{"type":"array","minItems":1,"items":{"type":"string","enum":["a","b"]}}},
           "required":["score","kind","list"],"additionalProperties":false}
          """);

  private static final String NARROW =
      """
      {"type":"object","properties":{
         "score":{"type":"integer","description":"1 is poor"},
         "note":%s,
         "kind":{"anyOf":[
           {"type":"object","properties":{"type":{"type":"string","enum":["a"]}},
            "required":["type"],"additionalProperties":false}]},
         "list":{"type":"array","items":{"type":"string","enum":["a","b"]}}},
       "required":[%s],"additionalProperties":false}
      """;

  private static final Json PLAIN =
      Json.parse(NARROW.formatted("{\"type\":\"string\"}", "\"score\",\"kind\",\"list\""));

  private static final Json STRICT =
      Json.parse(
          NARROW.formatted(
              "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}",
              "\"score\",\"note\",\"kind\",\"list\""));

  private enum Tools {
    WITH,
    WITHOUT
  }

  private static ModelRequest asked(Tools tools) {
    var sample = Samples.conversation();
    return new ModelRequest(
        sample.system(),
        tools == Tools.WITH ? sample.tools() : List.<ToolSpec>of(),
        List.of(Message.User.text("go")),
        0,
        Effort.DEFAULT,
        "session",
        Duration.ZERO,
        0,
        Optional.of(new AnswerForm("Review", SCHEMA)));
  }

  private static Model model(LoopbackServer server, String name, String key, String address) {
    var variables =
        new HashMap<>(
            Map.of(
                "OPENAI_API_KEY", key,
                "ANTHROPIC_API_KEY", key,
                "GEMINI_API_KEY", key));
    variables.put(address, server.uri() + (address.equals("OPENAI_BASE_URL") ? "/v1" : ""));
    var settings = ProviderSettings.of(variables, "test").withRetry(Retry.NEVER);
    return new Providers(settings, InstantSource.system(), new Random(1)).model(name);
  }

  private static Json.Obj body(LoopbackServer server, Model model, Tools tools) throws Exception {
    server.then(Prepared.text("{}"));
    assertThat(model.reply(asked(tools), _ -> {}).message().text()).isEqualTo("{}");
    assertThat(server.rejections()).isEmpty();
    return server.bodies().getLast();
  }

  @Test
  void anthropic() throws Exception {
    try (var server = AnthropicServer.open()) {
      var model =
          model(
              server,
              "anthropic/" + AnthropicServer.MODEL,
              AnthropicServer.KEY,
              "ANTHROPIC_BASE_URL");
      var format = body(server, model, Tools.WITH).object("output_config").object("format");
      assertThat(format.string("type", "")).isEqualTo("json_schema");
      assertThat(format.object("schema")).isEqualTo(PLAIN);
    }
  }

  @Test
  void responses() throws Exception {
    try (var server = ResponsesServer.open()) {
      var model =
          model(server, "openai/" + ResponsesServer.MODEL, ResponsesServer.KEY, "OPENAI_BASE_URL");
      var format = body(server, model, Tools.WITH).object("text").object("format");
      assertThat(format.without("schema").compact())
          .isEqualTo("{\"type\":\"json_schema\",\"name\":\"Review\",\"strict\":true}");
      assertThat(format.object("schema")).isEqualTo(STRICT);
    }
  }

  @Test
  void chat() throws Exception {
    try (var server = ChatCompletionsServer.open()) {
      var model =
          model(
              server,
              "openai-chat/" + ChatCompletionsServer.MODEL,
              ChatCompletionsServer.KEY,
              "OPENAI_BASE_URL");
      var format = body(server, model, Tools.WITH).object("response_format");
      assertThat(format.string("type", "")).isEqualTo("json_schema");
      assertThat(format.object("json_schema").object("schema")).isEqualTo(STRICT);
      assertThat(format.object("json_schema").bool("strict", false)).isTrue();
    }
  }

  @Test
  void geminiOfTheThirdGenerationBesideToolsAndOlderOnesWithout() throws Exception {
    try (var server = GeminiServer.open()) {
      var name = "gemini/" + GeminiServer.MODEL;
      var model = model(server, name, GeminiServer.KEY, "GOOGLE_GEMINI_BASE_URL");
      var config = body(server, model, Tools.WITH).object("generationConfig");
      assertThat(config.string("responseMimeType", "")).isEqualTo("application/json");
      assertThat(config.object("responseJsonSchema")).isEqualTo(PLAIN);

      var older = "gemini/" + GeminiServer.BUDGET_MODEL;
      model = model(server, older, GeminiServer.KEY, "GOOGLE_GEMINI_BASE_URL");
      assertThat(body(server, model, Tools.WITH).object("generationConfig").members())
          .doesNotContainKey("responseMimeType");
      assertThat(body(server, model, Tools.WITHOUT).object("generationConfig").members())
          .containsKey("responseJsonSchema");
    }
  }

  @Test
  void ollamaOnlyWithoutTools() throws Exception {
    try (var server = OllamaServer.open()) {
      var model = model(server, "ollama/" + OllamaServer.MODEL, "", "OLLAMA_HOST");
      assertThat(body(server, model, Tools.WITHOUT).object("format")).isEqualTo(PLAIN);
      assertThat(body(server, model, Tools.WITH).members()).doesNotContainKey("format");
    }
  }

  @Test
  void whoeverRefusesFormsIsAskedWithoutFromThenOn() throws Exception {
    try (var server = AnthropicServer.open()) {
      var model =
          model(
              server,
              "anthropic/" + AnthropicServer.MODEL,
              AnthropicServer.KEY,
              "ANTHROPIC_BASE_URL");
      server.answering(request ->
          request.body().has("output_config")
              ? AnthropicServer.failure(400, "invalid_request_error", "output_config: no")
              : Prepared.text("{}"));
      for (var i = 0; i < 2; i++) {
        assertThat(model.reply(asked(Tools.WITH), _ -> {}).message().text()).isEqualTo("{}");
      }
      assertThat(server.bodies()).hasSize(3);
      assertThat(server.bodies().getFirst().has("output_config")).isTrue();
      assertThat(server.bodies().getLast().has("output_config")).isFalse();
    }
  }

  @Test
  void whatCannotBeSaidInTheirWordsIsLeftOut() {
    for (var schema :
        List.of(
            "{\"oneOf\":[]}",
            "{\"type\":\"object\",\"properties\":{\"any\":{}},\"additionalProperties\":false}",
            "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}",
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\"}},"
                + "\"additionalProperties\":false}")) {
      var form = new AnswerForm("x", Json.parseObject(schema));
      assertThat(form.narrow()).as(schema).isEmpty();
      assertThat(form.strict()).as(schema).isEmpty();
    }
  }
}

package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.AssistantMessageParam;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.ThinkingBlockParam;
import com.anthropic.models.messages.ThinkingConfigAdaptive;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlockParam;
import com.anthropic.models.messages.UserMessageParam;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.models.http.RawServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The vendor's own client as the oracle. The deliberate differences: our cache marks, and the
 * version of the API, 2023-06-01, with the key in {@code x-api-key}, which every gateway knows; the
 * vendor's client of today asks for 2026-10-21 and sends the key as a bearer token.
 */
class AnthropicSdkTest {
  @Test
  void writesTheSameRequest() throws Exception {
    try (var server = RawServer.streaming(Samples.stream("anthropic-text"))) {
      Samples.anthropic(server.uri(), "claude-opus-5-5").reply(Samples.conversation(), delta -> {});
      try (var stream = client(server).messages().createStreaming(params())) {
        assertThat(stream.stream().count()).isPositive();
      }
      var ours = server.requests().get(0);
      var theirs = server.requests().get(1);
      assertThat(Samples.unmarked(Json.parse(ours.text())).canonical())
          .isEqualTo(Json.parse(theirs.text()).canonical());
      assertThat(ours.line()).isEqualTo(theirs.line());
      assertThat(ours.headers())
          .containsEntry("content-type", theirs.headers().get("content-type"));
    }
  }

  @Test
  void readsTheSameReply() throws Exception {
    for (var name : List.of("anthropic-text", "anthropic-thinking-and-calls")) {
      try (var server = RawServer.streaming(Samples.stream(name))) {
        var ours =
            Samples.anthropic(server.uri(), "claude-opus-5-5")
                .reply(Samples.conversation(), delta -> {});
        var accumulator = MessageAccumulator.create();
        try (var stream = client(server).messages().createStreaming(params())) {
          stream.stream().forEach(accumulator::accumulate);
        }
        var theirs = accumulator.message();
        assertThat(shown(ours))
            .isEqualTo(theirs.content().stream().map(AnthropicSdkTest::shown).toList());
        assertThat(ours.usage().output()).isEqualTo(theirs.usage().outputTokens());
        assertThat(ours.usage().input()).isEqualTo(theirs.usage().inputTokens());
        assertThat(ours.usage().cacheRead())
            .isEqualTo(theirs.usage().cacheReadInputTokens().orElse(0L));
        assertThat(ours.usage().cacheWrite())
            .isEqualTo(theirs.usage().cacheCreationInputTokens().orElse(0L));
        assertThat(theirs.stopReason().orElseThrow().asString())
            .isEqualTo(
                switch (ours.stop()) {
                  case END -> "end_turn";
                  case CALLS -> "tool_use";
                  case LENGTH, REFUSED, PAUSED, INTERRUPTED, CUT -> "unexpected";
                });
      }
    }
  }

  private static List<String> shown(Reply reply) {
    var shown = new ArrayList<String>();
    for (var block : reply.message().blocks()) {
      shown.add(
          switch (block) {
            case Block.Text text -> "text " + text.text();
            case Block.Thinking thinking -> {
              var opaque = thinking.opaque();
              yield opaque.string("type", "")
                  + " "
                  + thinking.text()
                  + " "
                  + opaque.string("signature", opaque.string("data", ""));
            }
            case Block.Call call ->
                "call " + call.id() + " " + call.tool() + " " + call.input().canonical();
          });
    }
    return shown;
  }

  private static String shown(ContentBlock block) {
    if (block.isText()) return "text " + block.asText().text();
    if (block.isThinking()) {
      return "thinking " + block.asThinking().thinking() + " " + block.asThinking().signature();
    }
    if (block.isRedactedThinking()) {
      return "redacted_thinking  " + block.asRedactedThinking().data();
    }
    var call = block.asToolUse();
    return "call " + call.id() + " " + call.name() + " " + json(call._input()).canonical();
  }

  private static Json json(JsonValue value) {
    try {
      return Json.parse(com.anthropic.core.ObjectMappers.jsonMapper().writeValueAsString(value));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AnthropicClient client(RawServer server) {
    return AnthropicOkHttpClient.builder()
        .apiKey(Samples.KEY)
        .baseUrl(server.uri().toString())
        .maxRetries(0)
        .build();
  }

  private static MessageCreateParams params() {
    return MessageCreateParams.builder()
        .model("claude-opus-5-5")
        .maxTokens(4000)
        .thinking(
            ThinkingConfigAdaptive.builder()
                .display(ThinkingConfigAdaptive.Display.SUMMARIZED)
                .build())
        .systemOfTextBlockParams(
            List.of(
                TextBlockParam.builder().text("You are Jackdaw.").build(),
                TextBlockParam.builder().text("Be brief.").build()))
        .addTool(tool("read_file", "Reads a file."))
        .addTool(tool("list", "Lists a folder."))
        .addMessage(
            UserMessageParam.builder()
                .contentOfContentBlockParams(
                    List.of(
                        ContentBlockParam.ofText("What do these say?"),
                        ContentBlockParam.ofImage(image())))
                .build())
        .addMessage(
            AssistantMessageParam.builder()
                .contentOfContentBlockParams(
                    List.of(
                        ContentBlockParam.ofThinking(
                            ThinkingBlockParam.builder()
                                .thinking("Two files.")
                                .signature("EqQBCgIYAhIM")
                                .build()),
                        ContentBlockParam.ofRedactedThinking("EmwKAhgBEgy3"),
                        ContentBlockParam.ofText("I read both."),
                        call("toolu_1", "read_file", Map.of("path", "src/Ä.java", "from", 1)),
                        call("toolu_2", "list", Map.of())))
                .build())
        .addMessage(
            UserMessageParam.builder()
                .contentOfContentBlockParams(
                    List.of(
                        ContentBlockParam.ofToolResult(
                            ToolResultBlockParam.builder()
                                .toolUseId("toolu_1")
                                .contentOfBlocks(
                                    List.of(
                                        ToolResultBlockParam.Content.Block.ofText("class Ä {}"),
                                        ToolResultBlockParam.Content.Block.ofImage(image())))
                                .build()),
                        ContentBlockParam.ofToolResult(
                            ToolResultBlockParam.builder()
                                .toolUseId("toolu_2")
                                .contentOfBlocks(
                                    List.of(
                                        ToolResultBlockParam.Content.Block.ofText(
                                            "No such folder.")))
                                .isError(true)
                                .build())))
                .build())
        .build();
  }

  private static ContentBlockParam call(String id, String name, Map<String, ?> input) {
    var members = ToolUseBlockParam.Input.builder();
    input.forEach((member, value) -> members.putAdditionalProperty(member, JsonValue.from(value)));
    return ContentBlockParam.ofToolUse(
        ToolUseBlockParam.builder().id(id).name(name).input(members.build()).build());
  }

  private static Base64ImageSource image() {
    return Base64ImageSource.builder()
        .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
        .data(Samples.PIXEL)
        .build();
  }

  private static Tool tool(String name, String description) {
    return Tool.builder()
        .name(name)
        .description(description)
        .inputSchema(
            Tool.InputSchema.builder()
                .properties(
                    Tool.InputSchema.Properties.builder()
                        .putAdditionalProperty("path", JsonValue.from(Map.of("type", "string")))
                        .putAdditionalProperty("from", JsonValue.from(Map.of("type", "integer")))
                        .build())
                .required(List.of("path"))
                .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                .build())
        .build();
  }
}

package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.chat.completions.ChatCompletionUserMessageParam;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.models.http.RawServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The vendor's own client as the oracle. The deliberate difference: no cache key is sent to an
 * address that is not api.openai.com.
 */
class OpenAiSdkTest {
  @Test
  void writesTheSameRequest() throws Exception {
    try (var server = RawServer.streaming(Samples.stream("chat-text"))) {
      Samples.chat(server.uri(), "gpt-6-sol").reply(Samples.conversation(), delta -> {});
      try (var stream = client(server).chat().completions().createStreaming(params())) {
        assertThat(stream.stream().count()).isPositive();
      }
      var ours = server.requests().get(0);
      var theirs = server.requests().get(1);
      assertThat(Json.parse(ours.text()).canonical())
          .isEqualTo(Json.parse(theirs.text()).canonical());
      assertThat(ours.line()).isEqualTo(theirs.line());
      for (var header : List.of("authorization", "content-type")) {
        assertThat(ours.headers().get(header)).as(header).isEqualTo(theirs.headers().get(header));
      }
    }
  }

  @Test
  void readsTheSameReply() throws Exception {
    for (var name : List.of("chat-text", "chat-calls")) {
      try (var server = RawServer.streaming(Samples.stream(name))) {
        var ours =
            Samples.chat(server.uri(), "gpt-6-sol").reply(Samples.conversation(), delta -> {});
        var accumulator = ChatCompletionAccumulator.create();
        try (var stream = client(server).chat().completions().createStreaming(params())) {
          stream.stream().forEach(accumulator::accumulate);
        }
        var theirs = accumulator.chatCompletion();
        var choice = theirs.choices().getFirst();
        assertThat(ours.message().text()).isEqualTo(choice.message().content().orElse(""));
        var calls = new ArrayList<String>();
        for (var call : choice.message().toolCalls().orElse(List.of())) {
          var function = call.asFunction();
          calls.add(
              function.id()
                  + " "
                  + function.function().name()
                  + " "
                  + Json.parse(function.function().arguments()).canonical());
        }
        assertThat(ours.message().calls().stream().map(OpenAiSdkTest::shown).toList())
            .isEqualTo(calls);
        var usage = theirs.usage().orElseThrow();
        assertThat(ours.usage().prompt()).isEqualTo(usage.promptTokens());
        assertThat(ours.usage().output()).isEqualTo(usage.completionTokens());
        var details = usage.promptTokensDetails().orElseThrow();
        assertThat(ours.usage().cacheRead()).isEqualTo(details.cachedTokens().orElse(0L));
        assertThat(ours.usage().cacheWrite()).isEqualTo(details.cacheWriteTokens().orElse(0L));
        assertThat(choice.finishReason().asString())
            .isEqualTo(
                switch (ours.stop()) {
                  case END -> "stop";
                  case CALLS -> "tool_calls";
                  case LENGTH, REFUSED, PAUSED, INTERRUPTED, CUT -> "unexpected";
                });
      }
    }
  }

  private static String shown(Block.Call call) {
    return call.id() + " " + call.tool() + " " + call.input().canonical();
  }

  private static OpenAIClient client(RawServer server) {
    return OpenAIOkHttpClient.builder()
        .apiKey(Samples.KEY)
        .baseUrl(server.uri() + "/v1")
        .maxRetries(0)
        .build();
  }

  private static ChatCompletionCreateParams params() {
    return ChatCompletionCreateParams.builder()
        .model("gpt-6-sol")
        .maxCompletionTokens(4000)
        .reasoningEffort(ReasoningEffort.NONE)
        .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
        .addFunctionTool(tool("read_file", "Reads a file."))
        .addFunctionTool(tool("list", "Lists a folder."))
        .addSystemMessage("You are Jackdaw.\n\nBe brief.")
        .addMessage(
            ChatCompletionUserMessageParam.builder()
                .contentOfArrayOfContentParts(
                    List.of(
                        ChatCompletionContentPart.ofText(
                            ChatCompletionContentPartText.builder()
                                .text("What do these say?")
                                .build()),
                        image()))
                .build())
        .addMessage(
            ChatCompletionAssistantMessageParam.builder()
                .content("I read both.")
                .addToolCall(call("toolu_1", "read_file", "{\"path\":\"src/Ä.java\",\"from\":1}"))
                .addToolCall(call("toolu_2", "list", "{}"))
                .build())
        .addMessage(result("toolu_1", "class Ä {}\n\n(1 image follows)"))
        .addMessage(result("toolu_2", "No such folder."))
        .addMessage(
            ChatCompletionUserMessageParam.builder()
                .contentOfArrayOfContentParts(List.of(image()))
                .build())
        .build();
  }

  private static ChatCompletionToolMessageParam result(String call, String text) {
    return ChatCompletionToolMessageParam.builder().toolCallId(call).content(text).build();
  }

  private static ChatCompletionMessageFunctionToolCall call(
      String id, String name, String arguments) {
    return ChatCompletionMessageFunctionToolCall.builder()
        .id(id)
        .function(
            ChatCompletionMessageFunctionToolCall.Function.builder()
                .name(name)
                .arguments(arguments)
                .build())
        .build();
  }

  private static ChatCompletionContentPart image() {
    return ChatCompletionContentPart.ofImageUrl(
        ChatCompletionContentPartImage.builder()
            .imageUrl(
                ChatCompletionContentPartImage.ImageUrl.builder()
                    .url("data:image/png;base64," + Samples.PIXEL)
                    .build())
            .build());
  }

  private static FunctionDefinition tool(String name, String description) {
    return FunctionDefinition.builder()
        .name(name)
        .description(description)
        .parameters(
            FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty(
                    "properties",
                    JsonValue.from(
                        Map.of(
                            "path", Map.of("type", "string"), "from", Map.of("type", "integer"))))
                .putAdditionalProperty("required", JsonValue.from(List.of("path")))
                .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                .build())
        .build();
  }
}

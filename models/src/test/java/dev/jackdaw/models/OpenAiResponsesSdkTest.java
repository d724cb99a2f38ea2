package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonField;
import com.openai.core.JsonValue;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.Reasoning;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionCallOutputItem;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseInputContent;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputImageContent;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseInputText;
import com.openai.models.responses.ResponseInputTextContent;
import com.openai.models.responses.ResponseReasoningItem;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.models.http.RawServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vendor's own client as the oracle of the Responses API. */
class OpenAiResponsesSdkTest {
  private static final Json.Obj REASONING =
      Json.parseObject(
          """
          {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Two."}],
           "encrypted_content":"gAAA"}
          """);

  @Test
  void writesTheSameRequest() throws Exception {
    try (var server = RawServer.streaming(Samples.stream("responses-calls"))) {
      Samples.responses(server.uri(), "gpt-6-sol").reply(conversation(), delta -> {});
      try (var stream = client(server).responses().createStreaming(params())) {
        assertThat(stream.stream().count()).isPositive();
      }
      var ours = server.requests().get(0);
      var theirs = server.requests().get(1);
      assertThat(ours.text()).isEqualTo(Json.parse(ours.text()).compact());
      assertThat(Json.parse(ours.text()).canonical())
          .isEqualTo(Json.parse(theirs.text()).canonical());
      assertThat(ours.line()).isEqualTo(theirs.line());
    }
  }

  @Test
  void readsTheSameReply() throws Exception {
    try (var server = RawServer.streaming(Samples.stream("responses-calls"))) {
      var ours = Samples.responses(server.uri(), "gpt-6-sol").reply(conversation(), delta -> {});
      var accumulator = ResponseAccumulator.create();
      try (var stream = client(server).responses().createStreaming(params())) {
        stream.stream().forEach(accumulator::accumulate);
      }
      var theirs = accumulator.response();
      var text = new StringBuilder();
      var calls = new ArrayList<String>();
      for (var item : theirs.output()) {
        item.message()
            .ifPresent(message ->
                message.content().forEach(part -> text.append(part.asOutputText().text())));
        item.functionCall()
            .ifPresent(call ->
                calls.add(
                    call.callId()
                        + " "
                        + call.name()
                        + " "
                        + Json.parse(call.arguments()).canonical()));
      }
      assertThat(ours.message().text()).isEqualTo(text.toString());
      assertThat(ours.message().calls().stream().map(OpenAiResponsesSdkTest::shown).toList())
          .isEqualTo(calls);
      var usage = theirs.usage().orElseThrow();
      assertThat(ours.usage().prompt()).isEqualTo(usage.inputTokens());
      assertThat(ours.usage().cacheRead()).isEqualTo(usage.inputTokensDetails().cachedTokens());
      assertThat(ours.usage().output()).isEqualTo(usage.outputTokens());
      assertThat(ours.usage().reasoning()).isEqualTo(usage.outputTokensDetails().reasoningTokens());
    }
  }

  /** The usual conversation, with reasoning of this dialect before the first call. */
  private static ModelRequest conversation() {
    var sample = Samples.conversation();
    var messages = new ArrayList<>(sample.messages());
    var said = new ArrayList<Block.Said>(((Message.Assistant) messages.get(1)).blocks());
    said.add(3, new Block.Thinking("Two.", ResponsesRequest.DIALECT, REASONING));
    messages.set(1, new Message.Assistant(said));
    return new ModelRequest(
        sample.system(), sample.tools(), messages, 4000, sample.effort(), sample.cacheKey());
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

  private static ResponseCreateParams params() {
    return ResponseCreateParams.builder()
        .model("gpt-6-sol")
        .instructions("You are Jackdaw.\n\nBe brief.")
        .maxOutputTokens(4000)
        .reasoning(Reasoning.builder().summary(Reasoning.Summary.AUTO).build())
        .include(List.of(ResponseIncludable.REASONING_ENCRYPTED_CONTENT))
        .promptCacheKey("session-1")
        .store(false)
        .addTool(tool("read_file", "Reads a file."))
        .addTool(tool("list", "Lists a folder."))
        .inputOfResponse(
            List.of(
                ResponseInputItem.ofMessage(
                    ResponseInputItem.Message.builder()
                        .type(ResponseInputItem.Message.Type.MESSAGE)
                        .role(ResponseInputItem.Message.Role.USER)
                        .addContent(ResponseInputText.builder().text("What do these say?").build())
                        .addContent(
                            ResponseInputContent.ofInputImage(
                                ResponseInputImage.builder()
                                    .detail(ResponseInputImage.Detail.AUTO)
                                    .imageUrl("data:image/png;base64," + Samples.PIXEL)
                                    .build()))
                        .build()),
                said("I read both."),
                ResponseInputItem.ofReasoning(
                    ResponseReasoningItem.builder()
                        .id("rs_1")
                        .addSummary(ResponseReasoningItem.Summary.builder().text("Two.").build())
                        .encryptedContent("gAAA")
                        .build()),
                call("toolu_1", "read_file", "{\"path\":\"src/Ä.java\",\"from\":1}"),
                call("toolu_2", "list", "{}"),
                ResponseInputItem.ofFunctionCallOutput(
                    ResponseInputItem.FunctionCallOutput.builder()
                        .callId("toolu_1")
                        .outputOfResponseFunctionCallOutputItemList(
                            List.of(
                                ResponseFunctionCallOutputItem.ofInputText(
                                    ResponseInputTextContent.builder().text("class Ä {}").build()),
                                ResponseFunctionCallOutputItem.ofInputImage(
                                    ResponseInputImageContent.builder()
                                        .detail(ResponseInputImageContent.Detail.AUTO)
                                        .imageUrl("data:image/png;base64," + Samples.PIXEL)
                                        .build())))
                        .build()),
                ResponseInputItem.ofFunctionCallOutput(
                    ResponseInputItem.FunctionCallOutput.builder()
                        .callId("toolu_2")
                        .output("No such folder.")
                        .build())))
        .build();
  }

  @SuppressWarnings("unchecked") // raw JSON stands for a value of any type
  private static ResponseInputItem said(String text) {
    return ResponseInputItem.ofEasyInputMessage(
        EasyInputMessage.builder()
            .type(EasyInputMessage.Type.MESSAGE)
            .role(EasyInputMessage.Role.ASSISTANT)
            .content(
                (JsonField<EasyInputMessage.Content>)
                    (JsonField<?>)
                        JsonValue.from(List.of(Map.of("type", "output_text", "text", text))))
            .build());
  }

  private static ResponseInputItem call(String id, String name, String arguments) {
    return ResponseInputItem.ofFunctionCall(
        ResponseFunctionToolCall.builder().callId(id).name(name).arguments(arguments).build());
  }

  private static FunctionTool tool(String name, String description) {
    return FunctionTool.builder()
        .name(name)
        .description(description)
        .strict(false)
        .parameters(
            FunctionTool.Parameters.builder()
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

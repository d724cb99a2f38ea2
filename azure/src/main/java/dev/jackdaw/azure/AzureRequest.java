package dev.jackdaw.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.ObjectMappers;
import com.openai.models.Reasoning;
import com.openai.models.ReasoningEffort;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFormatTextJsonSchemaConfig;
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
import com.openai.models.responses.ResponseTextConfig;
import dev.jackdaw.api.AnswerForm;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request of the Responses API. Nothing is kept at the service: the whole conversation
 * goes along each time, and reasoning travels encrypted in front of the message or call it led to.
 */
final class AzureRequest {
  static final String DIALECT = "azure";

  /** The API refuses smaller limits. */
  private static final int MIN_OUTPUT = 16;

  private static final int MAX_ID_CHARS = 64;

  /** What a resource, or the session, does not allow and a request can do without. */
  enum Extra {
    /** A readable summary of the reasoning. */
    SUMMARY,
    /** The reasoning of earlier replies. */
    REASONING
  }

  private final ModelBackend.Wanted wanted;
  private final ModelRequest request;
  private final Set<Extra> extras;
  private final List<ResponseInputItem> input = new ArrayList<>();

  AzureRequest(ModelBackend.Wanted wanted, ModelRequest request, Set<Extra> extras) {
    this.wanted = wanted;
    this.request = request;
    this.extras = extras;
  }

  ResponseCreateParams build() {
    var builder =
        ResponseCreateParams.builder()
            .model(wanted.info().name())
            .store(false)
            .inputOfResponse(input());
    var instructions = instructions();
    if (!instructions.isEmpty()) builder.instructions(instructions);
    for (var tool : request.tools()) builder.addTool(tool(tool));
    if (request.maxOutput() > 0) builder.maxOutputTokens(limit());
    if (reasons()) {
      builder.reasoning(reasoning()).addInclude(ResponseIncludable.REASONING_ENCRYPTED_CONTENT);
    }
    if (!request.cacheKey().isEmpty()) builder.promptCacheKey(request.cacheKey());
    request.form().ifPresent(form -> form(builder, form));
    return builder.build();
  }

  private static void form(ResponseCreateParams.Builder builder, AnswerForm form) {
    if (form.strict().isEmpty()) return;
    var schema = ResponseFormatTextJsonSchemaConfig.Schema.builder();
    form.strict()
        .get()
        .members()
        .forEach(
            (name, value) -> schema.putAdditionalProperty(Values.whole(name), Values.of(value)));
    builder.text(
        ResponseTextConfig.builder()
            .format(
                ResponseFormatTextJsonSchemaConfig.builder()
                    .name(form.name())
                    .schema(schema.build())
                    .strict(true)
                    .build())
            .build());
  }

  private String instructions() {
    var system = new StringBuilder();
    for (var block : request.system()) {
      if (block.text().isBlank()) continue;
      if (!system.isEmpty()) system.append("\n\n");
      system.append(Values.whole(block.text()));
    }
    return system.toString();
  }

  private long limit() {
    var most = wanted.info().maxOutput();
    var asked = Math.max(MIN_OUTPUT, request.maxOutput());
    return most == 0 ? asked : Math.min(most, asked);
  }

  private boolean reasons() {
    return wanted.thinking().startsWith("effort");
  }

  private Reasoning reasoning() {
    var reasoning = Reasoning.builder();
    if (request.effort() != Effort.DEFAULT) {
      reasoning.effort(ReasoningEffort.of(request.effort().text()));
    }
    if (extras.contains(Extra.SUMMARY)) reasoning.summary(Reasoning.Summary.AUTO);
    return reasoning.build();
  }

  private static FunctionTool tool(ToolSpec tool) {
    var parameters = FunctionTool.Parameters.builder();
    tool.inputSchema()
        .members()
        .forEach((name, value) ->
            parameters.putAdditionalProperty(Values.whole(name), Values.of(value)));
    var function =
        FunctionTool.builder().name(tool.name()).strict(false).parameters(parameters.build());
    if (!tool.description().isBlank()) function.description(Values.whole(tool.description()));
    return function.build();
  }

  private List<ResponseInputItem> input() {
    for (var message : request.messages()) {
      switch (message) {
        case Message.User user -> given(user.blocks());
        case Message.Assistant assistant -> said(assistant.blocks());
      }
    }
    if (input.isEmpty()) input.add(user(List.of(text("(nothing)"))));
    return input;
  }

  private void given(List<Block.Given> blocks) {
    var content = new ArrayList<ResponseInputContent>();
    for (var block : blocks) {
      switch (block) {
        case Block.Result result -> input.add(result(result));
        case Block.Text text -> {
          if (!text.text().isBlank()) content.add(text(text.text()));
        }
        case Block.Image image ->
            content.add(
                ResponseInputContent.ofInputImage(
                    ResponseInputImage.builder()
                        .detail(ResponseInputImage.Detail.AUTO)
                        .imageUrl(url(image))
                        .build()));
      }
    }
    if (!content.isEmpty()) input.add(user(content));
  }

  private static ResponseInputItem user(List<ResponseInputContent> content) {
    return ResponseInputItem.ofMessage(
        ResponseInputItem.Message.builder()
            .type(ResponseInputItem.Message.Type.MESSAGE)
            .role(ResponseInputItem.Message.Role.USER)
            .content(content)
            .build());
  }

  private static ResponseInputContent text(String text) {
    return ResponseInputContent.ofInputText(
        ResponseInputText.builder().text(Values.whole(text)).build());
  }

  private static String url(Block.Image image) {
    return "data:" + image.mediaType() + ";base64," + image.base64();
  }

  /** A result is a plain text where it can be; with an image it is a list of parts. */
  private static ResponseInputItem result(Block.Result block) {
    var parts = new ArrayList<ResponseFunctionCallOutputItem>();
    var pictured = false;
    for (var part : block.result().content()) {
      switch (part) {
        case Block.Text text -> {
          if (text.text().isBlank()) continue;
          parts.add(
              ResponseFunctionCallOutputItem.ofInputText(
                  ResponseInputTextContent.builder().text(Values.whole(text.text())).build()));
        }
        case Block.Image image -> {
          pictured = true;
          parts.add(
              ResponseFunctionCallOutputItem.ofInputImage(
                  ResponseInputImageContent.builder()
                      .detail(ResponseInputImageContent.Detail.AUTO)
                      .imageUrl(url(image))
                      .build()));
        }
      }
    }
    var output = ResponseInputItem.FunctionCallOutput.builder().callId(id(block.call().value()));
    if (pictured) {
      output.outputOfResponseFunctionCallOutputItemList(parts);
    } else {
      var text = block.result().text();
      output.output(text.isBlank() ? "(no output)" : Values.whole(text));
    }
    return ResponseInputItem.ofFunctionCallOutput(output.build());
  }

  /** Reasoning that nothing follows is refused, so it is only sent in front of something. */
  private void said(List<Block.Said> blocks) {
    ResponseInputItem reasoning = null;
    for (var block : blocks) {
      ResponseInputItem item = null;
      switch (block) {
        case Block.Thinking thinking -> {
          var own = returned(thinking);
          if (own != null) reasoning = own;
        }
        case Block.Text text -> {
          if (!text.text().isBlank()) item = words(text);
        }
        case Block.Call call -> item = call(call);
      }
      if (item == null) continue;
      if (reasoning != null) input.add(reasoning);
      reasoning = null;
      input.add(item);
    }
  }

  /** What the service adds about the item's own progress is not part of what it takes back. */
  private @Nullable ResponseInputItem returned(Block.Thinking thinking) {
    if (!extras.contains(Extra.REASONING) || !thinking.dialect().equals(DIALECT)) return null;
    if (thinking.opaque().string("encrypted_content", "").isEmpty()) return null;
    var kept = Json.object();
    thinking
        .opaque()
        .members()
        .forEach((name, value) -> {
          if (!name.equals("status") && !(value instanceof Json.Null)) kept.put(name, value);
        });
    try {
      return ResponseInputItem.ofReasoning(
          ObjectMappers.jsonMapper()
              .readValue(kept.build().compact(), ResponseReasoningItem.class));
    } catch (JsonProcessingException _) {
      return null;
    }
  }

  private static ResponseInputItem words(Block.Text text) {
    return ResponseInputItem.ofEasyInputMessage(
        EasyInputMessage.builder()
            .type(EasyInputMessage.Type.MESSAGE)
            .role(EasyInputMessage.Role.ASSISTANT)
            .content(Values.whole(text.text()))
            .build());
  }

  /**
   * What was malformed goes back as an empty object: the service parses it, and its result tells
   * all.
   */
  private static ResponseInputItem call(Block.Call call) {
    return ResponseInputItem.ofFunctionCall(
        ResponseFunctionToolCall.builder()
            .callId(id(call.id().value()))
            .name(call.tool())
            .arguments(Values.whole(call.input().compact()))
            .build());
  }

  /** Returns the id, or its beginning and a hash of the whole when it is longer than allowed. */
  private static String id(String id) {
    if (id.length() <= MAX_ID_CHARS) return id;
    var hash = Integer.toHexString(id.hashCode());
    return id.substring(0, MAX_ID_CHARS - 1 - hash.length()) + "_" + hash;
  }
}

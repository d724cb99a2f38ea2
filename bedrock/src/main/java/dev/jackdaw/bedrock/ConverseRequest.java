package dev.jackdaw.bedrock;

import dev.jackdaw.api.AnswerForm;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CacheMarks;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelInfo.Feature;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointBlock;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointType;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ImageBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ImageSource;
import software.amazon.awssdk.services.bedrockruntime.model.OutputFormatStructure;
import software.amazon.awssdk.services.bedrockruntime.model.OutputFormatType;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolInputSchema;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultStatus;
import software.amazon.awssdk.services.bedrockruntime.model.ToolSpecification;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/**
 * Writes a request of the Converse API. At most four cache points: behind the system text, behind
 * the blocks of the conversation that {@link CacheMarks} names, and behind the tools where one is
 * left for them.
 */
final class ConverseRequest {
  static final String DIALECT = "bedrock";

  /** What a model of which nothing is known is allowed to say. */
  private static final int DEFAULT_MAX_TOKENS = 4096;

  /** Anthropic's models refuse smaller budgets. */
  private static final int MIN_BUDGET = 1024;

  private static final int MAX_ID_CHARS = 64;

  private static final CachePointBlock POINT =
      CachePointBlock.builder().type(CachePointType.DEFAULT).build();

  private final ModelBackend.Wanted wanted;
  private final ModelRequest request;

  ConverseRequest(ModelBackend.Wanted wanted, ModelRequest request) {
    this.wanted = wanted;
    this.request = request;
  }

  ConverseStreamRequest build() {
    var turns = turns();
    var messages = ordered(turns);
    var left = CacheMarks.MOST - mark(messages);
    var system = system();
    var tools = tools();
    if (!system.isEmpty() && caches()) {
      system.add(SystemContentBlock.fromCachePoint(POINT));
      left--;
    }
    if (!tools.isEmpty() && caches() && left > 0) tools.add(Tool.fromCachePoint(POINT));
    var builder =
        ConverseStreamRequest.builder()
            .modelId(wanted.info().name())
            .messages(written(messages))
            .inferenceConfig(config -> config.maxTokens(maxTokens()));
    if (!system.isEmpty()) builder.system(system);
    if (!tools.isEmpty()) builder.toolConfig(ToolConfiguration.builder().tools(tools).build());
    var thinking = thinking(turns);
    if (thinking != null) builder.additionalModelRequestFields(thinking);
    request.form().ifPresent(form -> form(builder, form));
    return builder.build();
  }

  private static void form(ConverseStreamRequest.Builder builder, AnswerForm form) {
    form.narrow()
        .ifPresent(schema ->
            builder.outputConfig(output ->
                output.textFormat(format ->
                    format
                        .type(OutputFormatType.JSON_SCHEMA)
                        .structure(
                            OutputFormatStructure.fromJsonSchema(
                                json -> json.name(form.name()).schema(schema.compact()))))));
  }

  private int maxTokens() {
    var most = wanted.info().maxOutput();
    if (request.maxOutput() == 0) return most == 0 ? DEFAULT_MAX_TOKENS : most;
    return most == 0 ? request.maxOutput() : Math.min(most, request.maxOutput());
  }

  private boolean caches() {
    return wanted.info().has(Feature.PROMPT_CACHE);
  }

  private List<SystemContentBlock> system() {
    var blocks = new ArrayList<SystemContentBlock>();
    for (var block : request.system()) {
      if (!block.text().isBlank()) {
        blocks.add(SystemContentBlock.fromText(Documents.whole(block.text())));
      }
    }
    return blocks;
  }

  private List<Tool> tools() {
    var tools = new ArrayList<Tool>();
    for (var tool : request.tools()) {
      tools.add(tool(tool.name(), tool.description(), tool.inputSchema()));
    }
    if (tools.isEmpty()) {
      // The API refuses calls in the conversation without any tool declared.
      for (var name : called()) {
        tools.add(tool(name, name, Json.object().put("type", "object").build()));
      }
    }
    return tools;
  }

  private static Tool tool(String name, String description, Json.Obj schema) {
    var spec =
        ToolSpecification.builder()
            .name(name)
            .inputSchema(ToolInputSchema.fromJson(Documents.of(schema)));
    if (!description.isBlank()) spec.description(Documents.whole(description));
    return Tool.fromToolSpec(spec.build());
  }

  private Set<String> called() {
    var names = new LinkedHashSet<String>();
    for (var message : request.messages()) {
      if (!(message instanceof Message.Assistant said)) continue;
      for (var call : said.calls()) names.add(call.tool());
    }
    return names;
  }

  /** Thinking is a matter of the vendor's own fields; only Anthropic's are known. */
  private @Nullable Document thinking(List<Turn> turns) {
    return switch (wanted.thinking()) {
      case "adaptive" -> {
        var fields = Json.object().put("thinking", type("adaptive").build());
        if (request.effort() != Effort.DEFAULT) {
          var effort = request.effort().name().toLowerCase(Locale.ROOT);
          fields.put("output_config", Json.object().put("effort", effort).build());
        }
        yield Documents.of(fields.build());
      }
      case "budget" -> {
        var most = maxTokens() - MIN_BUDGET;
        var budget = Math.min(wanted.budgets().getOrDefault(request.effort(), 0), most);
        if (budget < MIN_BUDGET || beganCallsWithoutThinking(turns)) yield null;
        var thinking = type("enabled").put("budget_tokens", budget).build();
        yield Documents.of(Json.object().put("thinking", thinking).build());
      }
      default -> null;
    };
  }

  private static Json.Builder type(String name) {
    return Json.object().put("type", name);
  }

  /** With a budget the model insists on thinking before the calls it is amid of. */
  private static boolean beganCallsWithoutThinking(List<Turn> turns) {
    var first = turns.size();
    for (var i = turns.size() - 1; i > 0 && turns.get(i).hasResults(); i -= 2) first = i - 1;
    return first < turns.size() && turns.get(first).blocks().getFirst().reasoningContent() == null;
  }

  private record Turn(ConversationRole role, List<ContentBlock> blocks) {
    boolean hasResults() {
      return blocks.stream().anyMatch(block -> block.toolResult() != null);
    }

    CacheMarks.Turn shape() {
      var results = (int) blocks.stream().filter(block -> block.toolResult() != null).count();
      return new CacheMarks.Turn(role == ConversationRole.USER, results, blocks.size());
    }

    /** Results come first: models refuse them behind anything else. */
    List<ContentBlock> ordered() {
      var ordered = new ArrayList<ContentBlock>();
      for (var block : blocks) if (block.toolResult() != null) ordered.add(block);
      for (var block : blocks) if (block.toolResult() == null) ordered.add(block);
      return ordered;
    }
  }

  /** Groups blocks by role: the API wants roles to alternate, and nothing empty. */
  private List<Turn> turns() {
    var turns = new ArrayList<Turn>();
    for (var message : request.messages()) {
      var turn =
          switch (message) {
            case Message.User user -> new Turn(ConversationRole.USER, given(user.blocks()));
            case Message.Assistant said ->
                new Turn(ConversationRole.ASSISTANT, said(said.blocks()));
          };
      if (turn.blocks().isEmpty()) continue;
      if (!turns.isEmpty() && turns.getLast().role() == turn.role()) {
        turns.getLast().blocks().addAll(turn.blocks());
      } else {
        turns.add(turn);
      }
    }
    if (turns.isEmpty() || turns.getFirst().role() != ConversationRole.USER) {
      turns.addFirst(new Turn(ConversationRole.USER, new ArrayList<>(List.of(text("(nothing)")))));
    }
    return turns;
  }

  private static List<Turn> ordered(List<Turn> turns) {
    var ordered = new ArrayList<Turn>();
    for (var turn : turns) ordered.add(new Turn(turn.role(), turn.ordered()));
    return ordered;
  }

  /** Sets the points of the conversation and returns how many there are. */
  private int mark(List<Turn> turns) {
    if (!caches()) return 0;
    var shapes = new ArrayList<CacheMarks.Turn>();
    for (var turn : turns) shapes.add(turn.shape());
    var isForgetful = wanted.thinking().equals("budget");
    var marks =
        new ArrayList<>(CacheMarks.of(shapes, CacheMarks.MOST - 1, isForgetful, request.stable()));
    // From the end, because each point moves what stands behind it.
    marks.sort(Comparator.comparingInt(CacheMarks.Mark::block).reversed());
    for (var mark : marks) {
      var blocks = turns.get(mark.turn()).blocks();
      blocks.add(mark.block() + 1, ContentBlock.fromCachePoint(POINT));
    }
    return marks.size();
  }

  private static List<software.amazon.awssdk.services.bedrockruntime.model.Message> written(
      List<Turn> turns) {
    var messages = new ArrayList<software.amazon.awssdk.services.bedrockruntime.model.Message>();
    for (var turn : turns) {
      messages.add(
          software.amazon.awssdk.services.bedrockruntime.model.Message.builder()
              .role(turn.role())
              .content(turn.blocks())
              .build());
    }
    return messages;
  }

  private static List<ContentBlock> given(List<Block.Given> blocks) {
    var out = new ArrayList<ContentBlock>();
    for (var block : blocks) {
      switch (block) {
        case Block.Text text -> {
          if (!text.text().isBlank()) out.add(text(text.text()));
        }
        case Block.Image image -> out.add(ContentBlock.fromImage(image(image)));
        case Block.Result result -> result(result, out);
      }
    }
    return out;
  }

  /** Images of a failed call stand behind its result: models want only text in it. */
  private static void result(Block.Result block, List<ContentBlock> out) {
    var failed = !block.result().isOk();
    var content = new ArrayList<ToolResultContentBlock>();
    var behind = new ArrayList<ContentBlock>();
    for (var part : block.result().content()) {
      switch (part) {
        case Block.Text text -> {
          if (!text.text().isBlank()) {
            content.add(ToolResultContentBlock.fromText(Documents.whole(text.text())));
          }
        }
        case Block.Image image -> {
          if (failed) {
            behind.add(ContentBlock.fromImage(image(image)));
          } else {
            content.add(ToolResultContentBlock.fromImage(image(image)));
          }
        }
      }
    }
    if (content.isEmpty()) content.add(ToolResultContentBlock.fromText("(no output)"));
    var result = ToolResultBlock.builder().toolUseId(id(block.call().value())).content(content);
    if (failed) result.status(ToolResultStatus.ERROR);
    out.add(ContentBlock.fromToolResult(result.build()));
    out.addAll(behind);
  }

  private static List<ContentBlock> said(List<Block.Said> blocks) {
    var out = new ArrayList<ContentBlock>();
    for (var block : blocks) {
      switch (block) {
        case Block.Text text -> {
          if (!text.text().isBlank()) out.add(text(text.text().stripTrailing()));
        }
        case Block.Thinking thinking -> {
          if (thinking.dialect().equals(DIALECT)) out.add(reasoning(thinking.opaque()));
        }
        case Block.Call call ->
            out.add(
                ContentBlock.fromToolUse(
                    ToolUseBlock.builder()
                        .toolUseId(id(call.id().value()))
                        .name(call.tool())
                        .input(Documents.of(call.input()))
                        .build()));
      }
    }
    return out;
  }

  private static ContentBlock reasoning(Json.Obj opaque) {
    var redacted = opaque.string("redactedContent", "");
    if (!redacted.isEmpty()) {
      var bytes = SdkBytes.fromByteArray(Base64.getDecoder().decode(redacted));
      return ContentBlock.fromReasoningContent(ReasoningContentBlock.fromRedactedContent(bytes));
    }
    return ContentBlock.fromReasoningContent(
        ReasoningContentBlock.fromReasoningText(text ->
            text.text(opaque.string("text", ""))
                .signature(opaque.string("signature").orElse(null))));
  }

  private static ContentBlock text(String text) {
    return ContentBlock.fromText(Documents.whole(text));
  }

  private static ImageBlock image(Block.Image image) {
    var bytes = SdkBytes.fromByteArray(Base64.getDecoder().decode(image.base64()));
    return ImageBlock.builder()
        .format(image.mediaType().substring(image.mediaType().indexOf('/') + 1))
        .source(ImageSource.fromBytes(bytes))
        .build();
  }

  /** Returns the id in the only characters and the length the API takes. */
  private static String id(String id) {
    var out = new StringBuilder(id.length());
    for (var i = 0; i < id.length(); i++) {
      var c = id.charAt(i);
      var plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      out.append(plain || c == '_' || c == '-' ? c : '_');
    }
    if (id.length() <= MAX_ID_CHARS && id.contentEquals(out)) return id;
    out.setLength(Math.min(out.length(), MAX_ID_CHARS - 9));
    return out.append('_').append(Integer.toHexString(id.hashCode())).toString();
  }
}

package dev.jackdaw.telemetry;

import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Locale;

/**
 * The names of OpenTelemetry's semantic conventions for GenAI, version 1.41, and a few of our own
 * under {@code jackdaw} for what they do not cover.
 */
final class Names {
  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
  static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
  static final AttributeKey<String> CONVERSATION = AttributeKey.stringKey("gen_ai.conversation.id");
  static final AttributeKey<String> AGENT_NAME = AttributeKey.stringKey("gen_ai.agent.name");
  static final AttributeKey<String> AGENT_ID = AttributeKey.stringKey("gen_ai.agent.id");
  static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
  static final AttributeKey<String> RESPONSE_MODEL =
      AttributeKey.stringKey("gen_ai.response.model");
  static final AttributeKey<List<String>> FINISH_REASONS =
      AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
  static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
  static final AttributeKey<Long> OUTPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.output_tokens");
  static final AttributeKey<Long> CACHE_READ =
      AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");
  static final AttributeKey<Long> CACHE_WRITE =
      AttributeKey.longKey("gen_ai.usage.cache_creation.input_tokens");
  static final AttributeKey<Long> REASONING =
      AttributeKey.longKey("gen_ai.usage.reasoning.output_tokens");
  static final AttributeKey<String> TOKEN_TYPE = AttributeKey.stringKey("gen_ai.token.type");
  static final AttributeKey<String> TOOL_NAME = AttributeKey.stringKey("gen_ai.tool.name");
  static final AttributeKey<String> TOOL_TYPE = AttributeKey.stringKey("gen_ai.tool.type");
  static final AttributeKey<String> TOOL_CALL = AttributeKey.stringKey("gen_ai.tool.call.id");
  static final AttributeKey<String> TOOL_ARGUMENTS =
      AttributeKey.stringKey("gen_ai.tool.call.arguments");
  static final AttributeKey<String> TOOL_RESULT = AttributeKey.stringKey("gen_ai.tool.call.result");
  static final AttributeKey<String> INPUT_MESSAGES =
      AttributeKey.stringKey("gen_ai.input.messages");
  static final AttributeKey<String> OUTPUT_MESSAGES =
      AttributeKey.stringKey("gen_ai.output.messages");
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  static final AttributeKey<Double> DOLLARS = AttributeKey.doubleKey("jackdaw.cost.usd");
  static final AttributeKey<Long> TURN = AttributeKey.longKey("jackdaw.turn");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("jackdaw.outcome");
  static final AttributeKey<String> RETRY_REASON = AttributeKey.stringKey("jackdaw.retry.reason");
  static final AttributeKey<Double> RETRY_DELAY = AttributeKey.doubleKey("jackdaw.retry.delay");

  private Names() {}

  /** Returns the conventions' name of the provider of {@code provider/name}. */
  static String provider(String model) {
    var name = model.substring(0, Math.max(0, model.indexOf('/')));
    return switch (name) {
      case "openai-chat" -> "openai";
      case "bedrock" -> "aws.bedrock";
      case "vertex" -> "gcp.vertex_ai";
      case "gemini" -> "gcp.gemini";
      case "azure" -> "azure.ai.openai";
      case "mistral" -> "mistral_ai";
      case "xai" -> "x_ai";
      default -> name;
    };
  }

  static String model(String model) {
    return model.substring(model.indexOf('/') + 1);
  }

  static String finish(StopReason reason) {
    return switch (reason) {
      case END -> "stop";
      case CALLS -> "tool_call";
      case LENGTH -> "length";
      case REFUSED -> "content_filter";
      case PAUSED -> "pause";
      case INTERRUPTED, CUT -> "interrupted";
    };
  }

  static String error(ToolResult.Status status) {
    return "tool_" + status.name().toLowerCase(Locale.ROOT);
  }

  static String outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Finished _ -> "finished";
      case Outcome.Interrupted _ -> "interrupted";
      case Outcome.LimitReached reached ->
          "limit_" + reached.limit().name().toLowerCase(Locale.ROOT);
      case Outcome.Blocked _ -> "blocked";
      case Outcome.Failed _ -> "failed";
    };
  }
}

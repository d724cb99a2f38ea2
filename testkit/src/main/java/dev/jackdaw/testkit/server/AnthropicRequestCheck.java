package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses what the Messages API refuses, all but the messages themselves. */
final class AnthropicRequestCheck {
  private static final Set<String> MEMBERS =
      Set.of(
          "model",
          "messages",
          "max_tokens",
          "system",
          "tools",
          "tool_choice",
          "thinking",
          "output_config",
          "cache_control",
          "metadata",
          "stop_sequences",
          "stream",
          "temperature",
          "top_k",
          "top_p",
          "service_tier",
          "context_management",
          "container",
          "inference_geo");
  private static final Set<String> COUNTED =
      Set.of(
          "model",
          "messages",
          "system",
          "tools",
          "tool_choice",
          "thinking",
          "output_config",
          "cache_control");
  private static final int MIN_THINKING_TOKENS = 1_024;

  private final Fields request;
  private final AnthropicThinking thinking;
  private final AnthropicPrompt.Closed closed;

  private AnthropicRequestCheck(
      Json.Obj body, AnthropicThinking thinking, AnthropicPrompt.Closed closed) {
    this.closed = closed;
    this.request = new Fields(body, "", AnthropicComplaints.INSTANCE);
    this.thinking = thinking;
  }

  static AnthropicPrompt check(
      Json.Obj body, AnthropicThinking thinking, AnthropicPrompt.Closed closed) throws Rejection {
    var check = new AnthropicRequestCheck(body, thinking, closed);
    check.request.only(MEMBERS);
    check.model();
    check.limits();
    check.sampling();
    return check.prompt();
  }

  static int count(Json.Obj body, AnthropicThinking thinking, AnthropicPrompt.Closed closed)
      throws Rejection {
    var check = new AnthropicRequestCheck(body, thinking, closed);
    check.request.only(COUNTED);
    check.model();
    return check.prompt().tokens();
  }

  static String tooLong(int tokens, int window) {
    return "prompt is too long: " + tokens + " tokens > " + window + " maximum";
  }

  private void model() throws Rejection {
    var model = request.requiredString("model");
    if (!model.equals(AnthropicServer.MODEL)) {
      throw new Rejection(404, "not_found_error", "model: " + model);
    }
  }

  private void limits() throws Rejection {
    request.required("max_tokens");
    var most = request.integer("max_tokens").orElseThrow();
    if (most < 1) throw request.wrong("max_tokens", "Input should be greater than or equal to 1");
    if (most > AnthropicServer.MAX_OUTPUT_TOKENS) {
      throw request.wrong(
          "max_tokens",
          most
              + " > "
              + AnthropicServer.MAX_OUTPUT_TOKENS
              + ", which is the maximum allowed number of output tokens for "
              + AnthropicServer.MODEL);
    }
    if (thinkingType().equals("enabled")) budget(most);
  }

  private void budget(long mostTokens) throws Rejection {
    var fields = request.requiredObject("thinking");
    fields.required("budget_tokens");
    var budget = fields.integer("budget_tokens").orElseThrow();
    if (budget < MIN_THINKING_TOKENS) {
      throw Rejection.invalid(
          "thinking.enabled.budget_tokens: Input should be greater than or equal to "
              + MIN_THINKING_TOKENS);
    }
    if (budget >= mostTokens) {
      throw Rejection.invalid(
          "`max_tokens` must be greater than `thinking.budget_tokens`."
              + " Please consult our documentation at"
              + " https://docs.claude.com/en/docs/build-with-claude/extended-thinking");
    }
  }

  private void sampling() throws Rejection {
    var temperature = request.number("temperature", 0, 1);
    var topP = request.number("top_p", 0, 1);
    var topK = request.integer("top_k");
    request.bool("stream");
    for (var sequence : request.array("stop_sequences")) {
      if (!(sequence instanceof Json.Str(var text))) {
        throw request.wrong("stop_sequences", "Input should be a valid list of strings");
      }
      if (text.isBlank()) {
        throw request.wrong("stop_sequences", "each stop sequence must contain non-whitespace");
      }
    }
    if (request.has("service_tier")) {
      request.choice("service_tier", List.of("auto", "standard_only"));
    }
    var metadata = request.object("metadata");
    if (metadata.isPresent()) {
      metadata.get().only(Set.of("user_id"));
      metadata.get().string("user_id");
    }
    if (!isThinking()) return;
    if (temperature.isPresent() && temperature.get() != 1) {
      throw Rejection.invalid("`temperature` may only be set to 1 when thinking is enabled.");
    }
    if (topK.isPresent()) {
      throw Rejection.invalid("`top_k` must be unset when thinking is enabled.");
    }
    if (topP.isPresent() && topP.get() < 0.95) {
      throw Rejection.invalid(
          "`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled.");
    }
  }

  private boolean isThinking() throws Rejection {
    return !thinkingType().equals("disabled");
  }

  private String thinkingType() throws Rejection {
    var given = request.object("thinking");
    if (given.isEmpty()) return "disabled";
    var fields = given.get();
    var type = fields.choice("type", List.of("enabled", "disabled", "adaptive"));
    fields.only(
        switch (type) {
          case "enabled" -> Set.of("type", "budget_tokens", "display");
          case "adaptive" -> Set.of("type", "display");
          default -> Set.of("type");
        });
    return type;
  }

  private AnthropicPrompt prompt() throws Rejection {
    tools();
    outputConfig();
    system();
    new AnthropicMessageCheck(request).check();
    thinking.check(request.object().array("messages"), thinkingType());
    var prompt = AnthropicPrompt.of(request.object(), closed);
    prompt.checkMarks();
    if (prompt.tokens() > AnthropicServer.WINDOW_TOKENS) {
      throw Rejection.invalid(tooLong(prompt.tokens(), AnthropicServer.WINDOW_TOKENS));
    }
    return prompt;
  }

  private void outputConfig() throws Rejection {
    var given = request.object("output_config");
    if (given.isEmpty()) return;
    given.get().only(Set.of("effort", "format"));
    if (given.get().has("effort")) {
      given.get().choice("effort", List.of("low", "medium", "high", "xhigh", "max"));
    }
    var format = given.get().object("format");
    if (format.isEmpty()) return;
    format.get().only(Set.of("type", "schema"));
    format.get().choice("type", List.of("json_schema"));
    var problem = FormCheck.plain(format.get().requiredObject("schema").object());
    if (problem.isPresent()) {
      throw Rejection.invalid("output_config.format.schema: " + problem.get());
    }
  }

  private void system() throws Rejection {
    if (!request.has("system") || request.required("system") instanceof Json.Str) return;
    if (!(request.required("system") instanceof Json.Arr)) {
      throw request.wrong("system", "Input should be a valid list");
    }
    for (var block : request.objects("system")) {
      block.only(Set.of("type", "text", "cache_control", "citations"));
      block.choice("type", List.of("text"));
      if (block.requiredString("text").isEmpty()) {
        throw Rejection.invalid("system: text content blocks must be non-empty");
      }
      AnthropicMessageCheck.mark(block);
    }
  }

  private void tools() throws Rejection {
    var names = new HashSet<String>();
    for (var tool : request.objects("tools")) {
      var name = tool.requiredString("name");
      if (!names.add(name)) throw Rejection.invalid("tools: Tool names must be unique.");
      AnthropicMessageCheck.mark(tool);
      if (tool.object().string("type", "custom").equals("custom")) custom(tool, name);
    }
    toolChoice(names);
  }

  private static void custom(Fields tool, String name) throws Rejection {
    tool.only(
        Set.of(
            "type",
            "name",
            "description",
            "input_schema",
            "cache_control",
            "strict",
            "defer_loading",
            "eager_input_streaming",
            "input_examples",
            "allowed_callers"));
    if (!Names.isValid(name, 128)) {
      throw Rejection.invalid(
          tool.path() + ".custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
    }
    tool.string("description");
    var schema = tool.requiredObject("input_schema");
    if (!schema.requiredString("type").equals("object")) {
      throw Rejection.invalid(tool.path() + ".custom.input_schema.type: Input should be 'object'");
    }
    var problem = SchemaCheck.problem(schema.object());
    if (problem.isPresent()) {
      throw Rejection.invalid(
          tool.path()
              + ".custom.input_schema: JSON schema is invalid."
              + " It must match JSON Schema draft 2020-12: "
              + problem.get());
    }
  }

  private void toolChoice(Set<String> names) throws Rejection {
    var given = request.object("tool_choice");
    if (given.isEmpty()) return;
    var choice = given.get();
    choice.only(Set.of("type", "name", "disable_parallel_tool_use"));
    var type = choice.choice("type", List.of("auto", "any", "tool", "none"));
    if (names.isEmpty()) {
      throw Rejection.invalid("tool_choice: may only be specified while providing tools.");
    }
    if (type.equals("tool") && !names.contains(choice.requiredString("name"))) {
      throw Rejection.invalid(
          "tool_choice.name: Tool '" + choice.requiredString("name") + "' not found in tools");
    }
    if (isThinking() && (type.equals("tool") || type.equals("any"))) {
      throw Rejection.invalid("Thinking may not be enabled when tool_choice forces tool use.");
    }
  }
}

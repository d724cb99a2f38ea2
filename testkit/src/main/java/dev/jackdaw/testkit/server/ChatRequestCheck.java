package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses what the Chat Completions API refuses, all but the messages themselves. */
final class ChatRequestCheck {
  private static final Set<String> MEMBERS =
      Set.of(
          "model",
          "messages",
          "frequency_penalty",
          "logit_bias",
          "logprobs",
          "max_completion_tokens",
          "max_tokens",
          "metadata",
          "modalities",
          "n",
          "parallel_tool_calls",
          "presence_penalty",
          "prompt_cache_key",
          "prompt_cache_retention",
          "reasoning_effort",
          "response_format",
          "safety_identifier",
          "seed",
          "service_tier",
          "stop",
          "store",
          "stream",
          "stream_options",
          "temperature",
          "tool_choice",
          "tools",
          "top_logprobs",
          "top_p",
          "user",
          "verbosity");

  private final Fields request;

  private ChatRequestCheck(Json.Obj body) {
    request = new Fields(body, "", ChatComplaints.INSTANCE);
  }

  static void check(Json.Obj body) throws Rejection {
    var check = new ChatRequestCheck(body);
    check.request.only(MEMBERS);
    check.model();
    check.limits();
    check.sampling();
    check.streaming();
    check.tools();
    check.form();
    new ChatMessageCheck(check.request).check();
    check.window();
  }

  static String tooLong(int tokens, int window) {
    return "This model's maximum context length is "
        + window
        + " tokens. However, your messages resulted in "
        + tokens
        + " tokens. Please reduce the length of the messages.";
  }

  private boolean isPlain() throws Rejection {
    return request.requiredString("model").equals(ChatCompletionsServer.PLAIN_MODEL);
  }

  private void model() throws Rejection {
    var model = request.requiredString("model");
    if (!isPlain() && !model.equals(ChatCompletionsServer.MODEL)) {
      throw new Rejection(
          404,
          "invalid_request_error",
          "The model `" + model + "` does not exist or you do not have access to it.",
          "",
          "model_not_found");
    }
  }

  private void limits() throws Rejection {
    if (request.has("max_tokens") && request.has("max_completion_tokens")) {
      throw ChatComplaints.refusal(
          "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
          "max_tokens",
          "invalid_parameter_combination");
    }
    var unwanted = isPlain() ? "max_completion_tokens" : "max_tokens";
    var wanted = isPlain() ? "max_tokens" : "max_completion_tokens";
    if (request.has(unwanted)) {
      throw unsupported(
          unwanted, "is not supported with this model. Use '" + wanted + "' instead.");
    }
    var limit = request.integer(wanted);
    if (limit.isEmpty()) return;
    if (limit.get() < 1) {
      throw ChatComplaints.refusal(
          "Invalid '"
              + wanted
              + "': integer below minimum value. Expected a value >= 1, but got "
              + limit.get()
              + " instead.",
          wanted,
          "integer_below_min_value");
    }
    if (limit.get() > ChatCompletionsServer.MAX_OUTPUT_TOKENS) {
      throw ChatComplaints.refusal(
          wanted
              + " is too large: "
              + limit.get()
              + ". This model supports at most "
              + ChatCompletionsServer.MAX_OUTPUT_TOKENS
              + " completion tokens, whereas you provided "
              + limit.get()
              + ".",
          wanted,
          "invalid_value");
    }
  }

  private static Rejection unsupported(String name, String problem) {
    return ChatComplaints.refusal(
        "Unsupported parameter: '" + name + "' " + problem, name, "unsupported_parameter");
  }

  private void sampling() throws Rejection {
    var temperature = request.number("temperature", 0, 2);
    request.number("top_p", 0, 1);
    request.number("frequency_penalty", -2, 2);
    request.number("presence_penalty", -2, 2);
    request.integer("n");
    request.integer("seed");
    request.string("user");
    request.string("prompt_cache_key");
    request.bool("store");
    if (request.has("reasoning_effort")) {
      if (isPlain()) throw unsupported("reasoning_effort", "is not supported with this model.");
      request.choice(
          "reasoning_effort", List.of("none", "minimal", "low", "medium", "high", "xhigh"));
    }
    if (!isPlain() && temperature.isPresent() && temperature.get() != 1) {
      throw ChatComplaints.refusal(
          "Unsupported value: 'temperature' does not support "
              + temperature.get()
              + " with this model. Only the default (1) value is supported.",
          "temperature",
          "unsupported_value");
    }
  }

  private void form() throws Rejection {
    var format = request.object("response_format");
    if (format.isEmpty()) return;
    var type = format.get().choice("type", List.of("text", "json_object", "json_schema"));
    if (!type.equals("json_schema")) return;
    format.get().only(Set.of("type", "json_schema"));
    FormCheck.openAi(format.get().requiredObject("json_schema"));
  }

  private void streaming() throws Rejection {
    var stream = request.bool("stream");
    var options = request.object("stream_options");
    if (options.isEmpty()) return;
    if (!stream) {
      throw ChatComplaints.refusal(
          "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
          "stream_options",
          "");
    }
    options.get().only(Set.of("include_usage", "include_obfuscation"));
    options.get().bool("include_usage");
  }

  private void tools() throws Rejection {
    if (!request.has("tools")) {
      for (var name : List.of("tool_choice", "parallel_tool_calls")) {
        if (request.has(name)) {
          throw ChatComplaints.refusal(
              "Invalid value for '"
                  + name
                  + "': '"
                  + name
                  + "' is only allowed when 'tools' are"
                  + " specified.",
              name,
              "");
        }
      }
      return;
    }
    request.bool("parallel_tool_calls");
    var tools = request.objects("tools");
    if (tools.isEmpty()) throw emptyArray("tools");
    var names = new HashSet<String>();
    for (var tool : tools) names.add(tool(tool));
    toolChoice(names);
  }

  static Rejection emptyArray(String path) {
    return ChatComplaints.refusal(
        "Invalid '"
            + path
            + "': empty array. Expected an array with minimum length 1, but got an empty array"
            + " instead.",
        path,
        "empty_array");
  }

  private static String tool(Fields tool) throws Rejection {
    tool.only(Set.of("type", "function"));
    if (!tool.requiredString("type").equals("function")) {
      throw tool.wrong("type", "supported values are: 'function'.");
    }
    var function = tool.requiredObject("function");
    function.only(Set.of("name", "description", "parameters", "strict"));
    name(function);
    function.string("description");
    function.bool("strict");
    var name = function.requiredString("name");
    if (function.has("parameters")) schema(function.requiredObject("parameters"), name);
    return name;
  }

  static void name(Fields function) throws Rejection {
    var name = function.requiredString("name");
    if (Names.isValid(name, 64)) return;
    if (name.length() > 64) {
      throw ChatComplaints.refusal(
          "Invalid '"
              + function.at("name")
              + "': string too long. Expected a string with maximum length 64, but got a string"
              + " with length "
              + name.length()
              + " instead.",
          function.at("name"),
          "string_above_max_length");
    }
    throw function.wrong(
        "name",
        "string does not match pattern. Expected a string that matches the pattern"
            + " '^[a-zA-Z0-9_-]+$'.");
  }

  static void schema(Fields parameters, String name) throws Rejection {
    var schema = parameters.object();
    var type = schema.members().getOrDefault("type", Json.Null.INSTANCE);
    if (!type.equals(Json.of("object"))) {
      throw invalidSchema(
          parameters,
          name,
          "schema must be a JSON Schema of 'type: \"object\"', got 'type: " + type + "'.");
    }
    if (!schema.has("properties")) {
      throw invalidSchema(parameters, name, "In context=(), object schema missing properties.");
    }
    var problem = SchemaCheck.problem(schema);
    if (problem.isPresent()) throw invalidSchema(parameters, name, problem.get());
  }

  private static Rejection invalidSchema(Fields parameters, String name, String problem) {
    return ChatComplaints.refusal(
        "Invalid schema for function '" + name + "': " + problem,
        parameters.path(),
        "invalid_function_parameters");
  }

  private void toolChoice(Set<String> names) throws Rejection {
    if (!request.has("tool_choice")) return;
    if (request.required("tool_choice") instanceof Json.Str) {
      request.choice("tool_choice", List.of("none", "auto", "required"));
      return;
    }
    var choice = request.requiredObject("tool_choice");
    var name = choice.requiredObject("function").requiredString("name");
    if (!names.contains(name)) {
      throw ChatComplaints.refusal(
          "Tool choice 'function' not found in 'tools' parameter.", "tool_choice", "");
    }
  }

  private void window() throws Rejection {
    var tokens = ChatCache.tokens(request.object());
    if (tokens > ChatCompletionsServer.WINDOW_TOKENS) {
      throw ChatComplaints.refusal(
          tooLong(tokens, ChatCompletionsServer.WINDOW_TOKENS),
          "messages",
          "context_length_exceeded");
    }
  }
}

package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses what the Responses API refuses, all but the items of the input themselves. */
final class ResponsesRequestCheck {
  private static final int MIN_OUTPUT_TOKENS = 16;

  private static final Set<String> MEMBERS =
      Set.of(
          "background",
          "include",
          "input",
          "instructions",
          "max_output_tokens",
          "max_tool_calls",
          "metadata",
          "model",
          "parallel_tool_calls",
          "prompt_cache_key",
          "prompt_cache_retention",
          "reasoning",
          "safety_identifier",
          "service_tier",
          "store",
          "stream",
          "stream_options",
          "temperature",
          "text",
          "tool_choice",
          "tools",
          "top_logprobs",
          "top_p",
          "truncation",
          "user");

  private final Fields request;

  private ResponsesRequestCheck(Json.Obj body) {
    request = new Fields(body, "", ChatComplaints.INSTANCE);
  }

  /**
   * Checks a request.
   *
   * @param reasoning the reasoning the service gave, by id
   * @param reasonOf the id of the reasoning that led to an item, by the item's id
   */
  static void check(Json.Obj body, Map<String, Json.Obj> reasoning, Map<String, String> reasonOf)
      throws Rejection {
    var check = new ResponsesRequestCheck(body);
    check.request.only(MEMBERS);
    check.model();
    check.limits();
    check.memory();
    check.reasoning();
    check.tools();
    check.form();
    new ResponsesInputCheck(check.request, reasoning, reasonOf).check();
    check.window();
  }

  static String tooLong() {
    return "Your input exceeds the context window of this model. Please adjust your input and try"
        + " again.";
  }

  private void model() throws Rejection {
    var model = request.requiredString("model");
    if (model.equals(ResponsesServer.MODEL)) return;
    throw new Rejection(
        400,
        "invalid_request_error",
        "The requested model '" + model + "' does not exist.",
        "model",
        "model_not_found");
  }

  private void form() throws Rejection {
    var text = request.object("text");
    if (text.isEmpty()) return;
    text.get().only(Set.of("format", "verbosity"));
    var format = text.get().object("format");
    if (format.isEmpty()) return;
    var type = format.get().choice("type", List.of("text", "json_object", "json_schema"));
    if (type.equals("json_schema")) FormCheck.openAi(format.get());
  }

  private void limits() throws Rejection {
    var limit = request.integer("max_output_tokens");
    if (limit.isPresent() && limit.get() < MIN_OUTPUT_TOKENS) {
      throw ChatComplaints.refusal(
          "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but"
              + " got "
              + limit.get()
              + " instead.",
          "max_output_tokens",
          "integer_below_min_value");
    }
    if (limit.isPresent() && limit.get() > ResponsesServer.MAX_OUTPUT_TOKENS) {
      throw ChatComplaints.refusal(
          "Invalid 'max_output_tokens': integer above maximum value. Expected a value <= "
              + ResponsesServer.MAX_OUTPUT_TOKENS
              + ", but got "
              + limit.get()
              + " instead.",
          "max_output_tokens",
          "integer_above_max_value");
    }
    for (var name : List.of("temperature", "top_p")) {
      if (request.has(name)) {
        throw ChatComplaints.refusal(
            "Unsupported parameter: '" + name + "' is not supported with this model.",
            name,
            "unsupported_parameter");
      }
    }
  }

  private void memory() throws Rejection {
    request.bool("stream");
    request.string("instructions");
    request.string("prompt_cache_key");
    if (!request.has("store") || request.bool("store")) {
      throw Rejection.invalid("this service keeps nothing: a request must say 'store': false");
    }
    for (var included : request.array("include")) {
      if (!included.equals(Json.of("reasoning.encrypted_content"))) {
        throw request.wrong("include", "unsupported value " + included + ".");
      }
    }
  }

  private void reasoning() throws Rejection {
    var reasoning = request.object("reasoning");
    if (reasoning.isEmpty()) return;
    reasoning.get().only(Set.of("effort", "summary"));
    if (reasoning.get().has("effort")) {
      reasoning
          .get()
          .choice("effort", List.of("none", "minimal", "low", "medium", "high", "xhigh"));
    }
    if (reasoning.get().has("summary")) {
      reasoning.get().choice("summary", List.of("auto", "concise", "detailed"));
    }
  }

  private void tools() throws Rejection {
    request.bool("parallel_tool_calls");
    if (!request.has("tools")) return;
    var names = new HashSet<String>();
    for (var tool : request.objects("tools")) {
      tool.only(Set.of("type", "name", "description", "parameters", "strict"));
      if (!tool.requiredString("type").equals("function")) {
        throw tool.wrong("type", "supported values are: 'function'.");
      }
      ChatRequestCheck.name(tool);
      tool.string("description");
      tool.required("strict");
      tool.bool("strict");
      var name = tool.requiredString("name");
      if (!names.add(name)) {
        throw tool.wrong("name", "function names must be unique, '" + name + "' is not.");
      }
      ChatRequestCheck.schema(tool.requiredObject("parameters"), name);
    }
  }

  private void window() throws Rejection {
    if (Tokens.of(request.object().compact()) <= ResponsesServer.WINDOW_TOKENS) return;
    throw ChatComplaints.refusal(tooLong(), "input", "context_length_exceeded");
  }
}

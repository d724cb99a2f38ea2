package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses what the Gemini API refuses, all but the contents themselves. */
final class GeminiRequestCheck {
  private final Fields request;
  private final String model;

  private GeminiRequestCheck(Json.Obj body, String model) {
    request = new Fields(body, "", GeminiComplaints.INSTANCE);
    this.model = model;
  }

  /**
   * Checks a request.
   *
   * @param signatures those the service gave, with the part each was given with
   */
  static void check(Json.Obj body, String model, Map<String, Json.Obj> signatures)
      throws Rejection {
    var check = new GeminiRequestCheck(body, model);
    check.request.only(
        Set.of(
            "contents",
            "systemInstruction",
            "tools",
            "toolConfig",
            "generationConfig",
            "safetySettings",
            "cachedContent"));
    check.system();
    check.tools();
    check.config();
    new GeminiContentCheck(check.request, check.isSigned(), signatures).check();
    check.window();
  }

  private boolean isSigned() {
    return model.equals(GeminiServer.MODEL);
  }

  private void system() throws Rejection {
    var system = request.object("systemInstruction");
    if (system.isEmpty()) return;
    system.get().only(Set.of("role", "parts"));
    for (var part : system.get().objects("parts")) {
      part.only(Set.of("text"));
      part.requiredString("text");
    }
  }

  private void tools() throws Rejection {
    var names = new HashSet<String>();
    for (var tool : request.objects("tools")) {
      tool.only(Set.of("functionDeclarations"));
      for (var function : tool.objects("functionDeclarations")) {
        function.only(
            Set.of("name", "description", "parameters", "parametersJsonSchema", "behavior"));
        var name = function.requiredString("name");
        if (!Names.isValid(name, 64) || Character.isDigit(name.charAt(0))) {
          throw GeminiComplaints.refusal(
              function.at("name")
                  + ": Invalid function name. Must start with a letter or an underscore.");
        }
        if (!names.add(name)) {
          throw GeminiComplaints.refusal("Duplicate function declaration found: " + name);
        }
        function.string("description");
        if (function.has("parameters") && function.has("parametersJsonSchema")) {
          throw GeminiComplaints.refusal(
              "Only one of parameters and parametersJsonSchema can be set for " + name);
        }
        var schema = function.object("parametersJsonSchema");
        if (schema.isEmpty()) continue;
        var problem = SchemaCheck.problem(schema.get().object());
        if (problem.isPresent()) throw function.wrong("parametersJsonSchema", problem.get());
      }
    }
  }

  private void form(Fields config) throws Rejection {
    var type = config.string("responseMimeType").orElse("text/plain");
    if (config.has("responseJsonSchema") && !type.equals("application/json")) {
      throw GeminiComplaints.refusal(
          "Response schema is only supported with response mime type: 'application/json'");
    }
    if (!type.equals("application/json")) return;
    if (request.has("tools") && !isSigned()) {
      throw GeminiComplaints.refusal(
          "Function calling with a response mime type: 'application/json' is unsupported");
    }
    if (!config.has("responseJsonSchema")) return;
    var problem = FormCheck.plain(config.requiredObject("responseJsonSchema").object());
    if (problem.isPresent()) throw GeminiComplaints.refusal(problem.get());
  }

  private void config() throws Rejection {
    var config = request.object("generationConfig");
    if (config.isEmpty()) return;
    config
        .get()
        .only(
            Set.of(
                "maxOutputTokens",
                "temperature",
                "topP",
                "topK",
                "thinkingConfig",
                "stopSequences",
                "seed",
                "responseMimeType",
                "responseJsonSchema"));
    var limit = config.get().integer("maxOutputTokens");
    if (limit.isPresent() && (limit.get() < 1 || limit.get() > GeminiServer.MAX_OUTPUT_TOKENS)) {
      throw GeminiComplaints.refusal(
          "Unable to submit request because it has a maxOutputTokens value of "
              + limit.get()
              + " but the supported range is from 1 (inclusive) to 65537 (exclusive).");
    }
    form(config.get());
    var thinking = config.get().object("thinkingConfig");
    if (thinking.isEmpty()) return;
    thinking.get().only(Set.of("includeThoughts", "thinkingBudget", "thinkingLevel"));
    thinking.get().bool("includeThoughts");
    if (thinking.get().has("thinkingBudget") && thinking.get().has("thinkingLevel")) {
      throw GeminiComplaints.refusal(
          "You can only set only one of thinking budget and thinking level.");
    }
    if (thinking.get().has("thinkingLevel")) {
      if (!isSigned())
        throw GeminiComplaints.refusal("Thinking level is not supported for this model.");
      thinking.get().choice("thinkingLevel", List.of("minimal", "low", "medium", "high"));
    }
  }

  private void window() throws Rejection {
    var tokens = Tokens.of(request.object().compact());
    if (tokens <= GeminiServer.WINDOW_TOKENS) return;
    throw GeminiComplaints.refusal(tooLong(tokens));
  }

  static String tooLong(int tokens) {
    return "The input token count ("
        + tokens
        + ") exceeds the maximum number of tokens allowed ("
        + GeminiServer.WINDOW_TOKENS
        + ").";
  }
}

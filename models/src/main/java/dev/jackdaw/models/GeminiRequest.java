package dev.jackdaw.models;

import dev.jackdaw.api.AnswerForm;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a request of the Gemini API. The signature of a part stands in a {@link Block.Thinking} in
 * front of it and goes back on exactly that part: the models of the third generation refuse a turn
 * whose first call has none.
 */
final class GeminiRequest {
  static final String DIALECT = "gemini";
  static final String SIGNATURE = "thoughtSignature";

  /** Says in a thinking block which kind of part its signature came on. */
  static final String CAME_ON = "cameOn";

  static final String THOUGHT = "thought";
  static final String CALL = "functionCall";
  static final String TEXT = "text";

  /** What the documentation gives for calls that another model made. */
  private static final Json.Obj FOREIGN =
      Json.object().put(SIGNATURE, "skip_thought_signature_validator").build();

  private final ModelFact fact;
  private final ModelRequest request;
  private final Thoughts thoughts;
  private final Map<String, String> tools = new HashMap<>();
  private final List<Json> contents = new ArrayList<>();
  private final List<Json> parts = new ArrayList<>();
  private String role = "";

  GeminiRequest(ModelFact fact, ModelRequest request, Thoughts thoughts) {
    this.fact = fact;
    this.request = request;
    this.thoughts = thoughts;
  }

  Json.Obj json() {
    var body = Json.object();
    var system = system();
    if (!system.isEmpty()) {
      body.put("systemInstruction", Json.object().put("parts", Json.array(system)).build());
    }
    if (!request.tools().isEmpty()) body.put("tools", declarations());
    body.put("contents", contents());
    var config = config();
    if (!config.members().isEmpty()) body.put("generationConfig", config);
    return body.build();
  }

  private List<Json> system() {
    var system = new ArrayList<Json>();
    for (var block : request.system()) {
      if (!block.text().isBlank()) system.add(text(block.text()));
    }
    return system;
  }

  private Json.Arr declarations() {
    var declarations = new ArrayList<Json>(request.tools().size());
    for (var tool : request.tools()) declarations.add(declaration(tool));
    return Json.array(
        List.of(Json.object().put("functionDeclarations", Json.array(declarations)).build()));
  }

  private static Json.Obj declaration(ToolSpec tool) {
    return Json.object()
        .put("name", tool.name())
        .putUnlessEmpty("description", tool.description())
        .put("parametersJsonSchema", tool.inputSchema())
        .build();
  }

  private Json.Obj config() {
    var config = Json.object();
    if (request.maxOutput() > 0) {
      var most = fact.info().maxOutput();
      config.put(
          "maxOutputTokens", most == 0 ? request.maxOutput() : Math.min(most, request.maxOutput()));
    }
    var thinking = thinking();
    if (!thinking.members().isEmpty()) config.put("thinkingConfig", thinking);
    if (takesForms()) {
      request
          .form()
          .flatMap(AnswerForm::narrow)
          .ifPresent(schema ->
              config.put("responseMimeType", "application/json").put("responseJsonSchema", schema));
    }
    return config.build();
  }

  /** Models before the third generation refuse forms beside tools. */
  private boolean takesForms() {
    return request.tools().isEmpty() || isThirdGeneration();
  }

  private Json.Obj thinking() {
    var thinking = Json.object();
    var asked = request.effort() != Effort.DEFAULT;
    if (fact.thinking() == ThinkingStyle.LEVEL) {
      thinking.put("includeThoughts", true);
      if (asked) {
        thinking.put("thinkingLevel", request.effort().name().toLowerCase(Locale.ROOT));
      }
    } else if (fact.thinking() == ThinkingStyle.BUDGET) {
      thinking.put("includeThoughts", true);
      var budget = fact.budgets().getOrDefault(request.effort(), 0);
      if (budget > 0) thinking.put("thinkingBudget", budget);
    }
    return thinking.build();
  }

  /** Groups parts by role: the API wants turns, and nothing empty among them. */
  private Json.Arr contents() {
    for (var message : request.messages()) {
      if (message instanceof Message.User user) {
        become("user");
        given(user.blocks());
      } else if (message instanceof Message.Assistant assistant) {
        become("model");
        said(assistant.blocks());
      }
    }
    close();
    if (contents.isEmpty()) {
      become("user");
      parts.add(text("(nothing)"));
      close();
    }
    return Json.array(contents);
  }

  private void become(String other) {
    if (role.equals(other)) return;
    if (parts.isEmpty() && !contents.isEmpty()) {
      reopen(other);
      return;
    }
    close();
    role = other;
  }

  /** Goes on with the content before, when the one between them turned out empty. */
  private void reopen(String other) {
    role = other;
    if (!(contents.getLast() instanceof Json.Obj last)) return;
    if (!last.string("role", "").equals(other)) return;
    contents.removeLast();
    parts.addAll(last.array("parts"));
  }

  private void close() {
    if (!parts.isEmpty()) {
      contents.add(
          Json.object().put("role", role).put("parts", Json.array(List.copyOf(parts))).build());
    }
    parts.clear();
  }

  /**
   * Results come first: the API counts the results of a turn. Models of the third generation take
   * the images of a result within it; for older ones they stand behind all results.
   */
  private void given(List<Block.Given> blocks) {
    for (var block : blocks) if (block instanceof Block.Result result) parts.add(result(result));
    for (var block : blocks) {
      if (block instanceof Block.Result result) {
        if (isThirdGeneration()) continue;
        for (var part : result.result().content()) {
          if (part instanceof Block.Image image) parts.add(image(image));
        }
      } else if (block instanceof Block.Text text) {
        if (!text.text().isBlank()) parts.add(text(text.text()));
      } else if (block instanceof Block.Image image) {
        parts.add(image(image));
      }
    }
  }

  private Json.Obj result(Block.Result block) {
    var text = block.result().text();
    var said = text.isBlank() ? "(no output)" : text;
    var response = Json.object().put(block.result().isOk() ? "output" : "error", said).build();
    var id = block.call().value();
    var whole =
        Json.object()
            .put("id", id)
            .put("name", tools.getOrDefault(id, "unknown"))
            .put("response", response);
    var images = new ArrayList<Json>();
    for (var part : block.result().content()) {
      if (part instanceof Block.Image image) images.add(image(image));
    }
    if (!images.isEmpty() && isThirdGeneration()) whole.put("parts", Json.array(images));
    return Json.object().put("functionResponse", whole.build()).build();
  }

  private void said(List<Block.Said> blocks) {
    var pending = Json.Obj.EMPTY;
    var calls = 0;
    for (var block : blocks) {
      if (block instanceof Block.Thinking thinking) {
        flush(pending);
        pending = returned(thinking);
        if (cameOn(pending, THOUGHT)) {
          parts.add(signed(text(thinking.text()).with(THOUGHT, Json.of(true)), pending));
          pending = Json.Obj.EMPTY;
        }
      } else if (block instanceof Block.Text text) {
        var isOwn = cameOn(pending, TEXT);
        if (isOwn) parts.add(signed(text(text.text()), pending));
        else if (!text.text().isBlank()) parts.add(text(text.text()));
        pending = Json.Obj.EMPTY;
      } else if (block instanceof Block.Call call) {
        var isOwn = cameOn(pending, CALL);
        if (!isOwn) flush(pending);
        var foreign = calls++ == 0 && !isOwn && isThirdGeneration();
        parts.add(signed(call(call), isOwn ? pending : foreign ? FOREIGN : Json.Obj.EMPTY));
        pending = Json.Obj.EMPTY;
      }
    }
    flush(pending);
  }

  /** A text without words is no block; a call that is not there any more was taken back. */
  private void flush(Json.Obj pending) {
    if (cameOn(pending, TEXT)) parts.add(signed(text(""), pending));
  }

  private boolean isThirdGeneration() {
    return fact.thinking() == ThinkingStyle.LEVEL;
  }

  private Json.Obj returned(Block.Thinking thinking) {
    return thoughts == Thoughts.KEPT && thinking.dialect().equals(DIALECT)
        ? thinking.opaque()
        : Json.Obj.EMPTY;
  }

  private static boolean cameOn(Json.Obj pending, String kind) {
    return pending.string(CAME_ON, "").equals(kind);
  }

  private static Json.Obj signed(Json.Obj part, Json.Obj thought) {
    var signature = thought.string(SIGNATURE, "");
    return signature.isEmpty() ? part : part.with(SIGNATURE, Json.of(signature));
  }

  private Json.Obj call(Block.Call call) {
    tools.put(call.id().value(), call.tool());
    return Json.object()
        .put(
            "functionCall",
            Json.object()
                .put("id", call.id().value())
                .put("name", call.tool())
                .put("args", call.input())
                .build())
        .build();
  }

  private static Json.Obj text(String text) {
    return Json.object().put("text", text).build();
  }

  private static Json.Obj image(Block.Image image) {
    return Json.object()
        .put(
            "inlineData",
            Json.object().put("mimeType", image.mediaType()).put("data", image.base64()).build())
        .build();
  }
}

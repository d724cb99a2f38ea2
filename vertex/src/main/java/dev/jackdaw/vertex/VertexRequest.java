package dev.jackdaw.vertex;

import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import dev.jackdaw.api.AnswerForm;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a request. The signature of a part stands in a {@link Block.Thinking} in front of it and
 * goes back on exactly that part: the models of the third generation refuse a turn whose first call
 * has none.
 */
final class VertexRequest {
  static final String DIALECT = "vertex";
  static final String SIGNATURE = "thoughtSignature";

  /** Says in a thinking block which kind of part its signature came on. */
  static final String CAME_ON = "cameOn";

  static final String THOUGHT = "thought";
  static final String CALL = "functionCall";
  static final String TEXT = "text";

  /** Begins the ids of calls to which the service gave none; they stay on this machine. */
  static final String OWN_ID = "vertex-call-";

  /** {@code skip_thought_signature_validator} in Base64: for calls that another model made. */
  private static final Json.Obj FOREIGN =
      Json.object().put(SIGNATURE, "c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I=").build();

  /** Whether the signatures of earlier replies go along. */
  enum Signatures {
    KEPT,
    LEFT_OUT
  }

  private final ModelBackend.Wanted wanted;
  private final ModelRequest request;
  private final Signatures signatures;
  private final Map<String, String> tools = new HashMap<>();
  private final List<Content> contents = new ArrayList<>();
  private final List<Json> parts = new ArrayList<>();
  private final List<List<Json>> written = new ArrayList<>();
  private final List<String> roles = new ArrayList<>();

  VertexRequest(ModelBackend.Wanted wanted, ModelRequest request, Signatures signatures) {
    this.wanted = wanted;
    this.request = request;
    this.signatures = signatures;
  }

  GenerateContentConfig config() {
    var config = Json.object();
    var system = new ArrayList<Json>();
    for (var block : request.system()) {
      if (!block.text().isBlank()) system.add(text(block.text()));
    }
    if (!system.isEmpty()) {
      config.put("systemInstruction", Json.object().put("parts", Json.array(system)).build());
    }
    if (!request.tools().isEmpty()) config.put("tools", declarations());
    if (request.maxOutput() > 0) {
      var most = wanted.info().maxOutput();
      config.put(
          "maxOutputTokens", most == 0 ? request.maxOutput() : Math.min(most, request.maxOutput()));
    }
    var thinking = thinking();
    if (!thinking.members().isEmpty()) config.put("thinkingConfig", thinking);
    // Models before the third generation refuse forms beside tools.
    if (request.tools().isEmpty() || wanted.thinking().equals("level")) {
      request
          .form()
          .flatMap(AnswerForm::narrow)
          .ifPresent(schema ->
              config.put("responseMimeType", "application/json").put("responseJsonSchema", schema));
    }
    return GenerateContentConfig.fromJson(whole(config.build()));
  }

  private Json.Arr declarations() {
    var declarations = new ArrayList<Json>();
    for (var tool : request.tools()) {
      declarations.add(
          Json.object()
              .put("name", tool.name())
              .putUnlessEmpty("description", tool.description())
              .put("parametersJsonSchema", tool.inputSchema())
              .build());
    }
    return Json.array(
        List.of(Json.object().put("functionDeclarations", Json.array(declarations)).build()));
  }

  private Json.Obj thinking() {
    var thinking = Json.object();
    switch (wanted.thinking()) {
      case "level" -> {
        thinking.put("includeThoughts", true);
        if (request.effort() != Effort.DEFAULT) {
          thinking.put("thinkingLevel", request.effort().text());
        }
      }
      case "budget" -> {
        thinking.put("includeThoughts", true);
        var budget = wanted.budgets().getOrDefault(request.effort(), 0);
        if (budget > 0) thinking.put("thinkingBudget", budget);
      }
      default -> {}
    }
    return thinking.build();
  }

  /** Returns the conversation, grouped by role: the API wants turns, and nothing empty in them. */
  List<Content> contents() {
    for (var message : request.messages()) {
      switch (message) {
        case Message.User user -> given(user.blocks());
        case Message.Assistant assistant -> said(assistant.blocks());
      }
      close(message instanceof Message.User ? "user" : "model");
    }
    if (written.isEmpty()) {
      parts.add(text("(nothing)"));
      close("user");
    }
    for (var i = 0; i < written.size(); i++) {
      contents.add(
          Content.fromJson(
              whole(
                  Json.object()
                      .put("role", roles.get(i))
                      .put("parts", Json.array(written.get(i)))
                      .build())));
    }
    return contents;
  }

  private void close(String role) {
    if (parts.isEmpty()) return;
    if (!roles.isEmpty() && roles.getLast().equals(role)) {
      written.getLast().addAll(parts);
    } else {
      roles.add(role);
      written.add(new ArrayList<>(parts));
    }
    parts.clear();
  }

  /** Results come first and images behind them: the API counts the results of a turn. */
  private void given(List<Block.Given> blocks) {
    for (var block : blocks) if (block instanceof Block.Result result) parts.add(result(result));
    for (var block : blocks) {
      switch (block) {
        case Block.Result result -> {
          for (var part : result.result().content()) {
            if (part instanceof Block.Image image) parts.add(image(image));
          }
        }
        case Block.Text text -> {
          if (!text.text().isBlank()) parts.add(text(text.text()));
        }
        case Block.Image image -> parts.add(image(image));
      }
    }
  }

  private Json.Obj result(Block.Result block) {
    var text = block.result().text();
    var said = text.isBlank() ? "(no output)" : text;
    var id = block.call().value();
    var response =
        identified(id)
            .put("name", tools.getOrDefault(id, "unknown"))
            .put(
                "response",
                Json.object().put(block.result().isOk() ? "output" : "error", said).build());
    return Json.object().put("functionResponse", response.build()).build();
  }

  private static Json.Builder identified(String id) {
    return id.startsWith(OWN_ID) ? Json.object() : Json.object().put("id", id);
  }

  private void said(List<Block.Said> blocks) {
    var pending = Json.Obj.EMPTY;
    var calls = 0;
    for (var block : blocks) {
      switch (block) {
        case Block.Thinking thinking -> {
          flush(pending);
          pending = returned(thinking);
          if (cameOn(pending, THOUGHT)) {
            parts.add(signed(text(thinking.text()).with(THOUGHT, Json.of(true)), pending));
            pending = Json.Obj.EMPTY;
          }
        }
        case Block.Text text -> {
          if (cameOn(pending, TEXT)) parts.add(signed(text(text.text()), pending));
          else if (!text.text().isBlank()) parts.add(text(text.text()));
          pending = Json.Obj.EMPTY;
        }
        case Block.Call call -> {
          var isOwn = cameOn(pending, CALL);
          if (!isOwn) flush(pending);
          var foreign = calls++ == 0 && !isOwn && wanted.thinking().equals("level");
          parts.add(signed(call(call), isOwn ? pending : foreign ? FOREIGN : Json.Obj.EMPTY));
          pending = Json.Obj.EMPTY;
        }
      }
    }
    flush(pending);
  }

  /** A text without words is no block; a call that is not there any more was taken back. */
  private void flush(Json.Obj pending) {
    if (cameOn(pending, TEXT)) parts.add(signed(text(""), pending));
  }

  private Json.Obj returned(Block.Thinking thinking) {
    return signatures == Signatures.KEPT && thinking.dialect().equals(DIALECT)
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
    var written = identified(call.id().value()).put("name", call.tool()).put("args", call.input());
    return Json.object().put("functionCall", written.build()).build();
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

  /** Half a character, which our writer escapes, becomes U+FFFD: it cannot be sent. */
  private static String whole(Json.Obj json) {
    var text = json.compact();
    if (!text.contains("\\ud")) return text;
    var out = new StringBuilder(text);
    for (var at = out.indexOf("\\"); at >= 0; at = out.indexOf("\\", at + 2)) {
      var half =
          out.charAt(at + 1) == 'u' && out.charAt(at + 2) == 'd' && out.charAt(at + 3) >= '8';
      if (half) out.replace(at, at + 6, "\\ufffd");
    }
    return out.toString();
  }
}

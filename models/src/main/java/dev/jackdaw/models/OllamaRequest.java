package dev.jackdaw.models;

import dev.jackdaw.api.AnswerForm;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a request of Ollama's {@code /api/chat}. Images stand beside the text of a user message;
 * those of results follow in one. A prompt too long for the context is to be refused, not cut.
 */
final class OllamaRequest {
  static final String DIALECT = "ollama";

  private final ModelInfo info;
  private final List<Json> thinkValues;
  private final String keepAlive;
  private final ModelRequest request;
  private final List<Json> messages = new ArrayList<>();
  private final Map<CallId, String> tools = new HashMap<>();

  OllamaRequest(ModelInfo info, List<Json> thinkValues, String keepAlive, ModelRequest request) {
    this.info = info;
    this.thinkValues = thinkValues;
    this.keepAlive = keepAlive;
    this.request = request;
  }

  Json.Obj json() {
    var body = Json.object().put("model", info.name()).put("messages", messages());
    if (!request.tools().isEmpty()) body.put("tools", tools());
    think(body);
    // Beside tools it would hold to the form what should have been a call.
    if (request.tools().isEmpty()) {
      request.form().flatMap(AnswerForm::narrow).ifPresent(schema -> body.put("format", schema));
    }
    var options = options();
    if (!options.members().isEmpty()) body.put("options", options);
    body.putUnlessEmpty("keep_alive", keepAlive);
    return body.put("stream", true).put("truncate", false).put("shift", false).build();
  }

  /** Returns how many characters of prompt a request holds, images left out. */
  static long characters(Json.Obj body) {
    var sum = 0L;
    for (var message : body.array("messages")) {
      if (message instanceof Json.Obj object) sum += object.without("images").compact().length();
    }
    for (var tool : body.array("tools")) sum += tool.compact().length();
    return sum;
  }

  private Json.Obj options() {
    var options = Json.object();
    if (info.window() > 0) options.put("num_ctx", info.window());
    if (request.maxOutput() > 0) {
      var most = info.maxOutput();
      options.put(
          "num_predict", most == 0 ? request.maxOutput() : Math.min(most, request.maxOutput()));
    }
    return options.build();
  }

  /** A model that does not think refuses to be asked for it. */
  private void think(Json.Builder body) {
    if (request.effort() == Effort.DEFAULT || !info.has(ModelInfo.Feature.THINKING)) return;
    var level = Json.of(request.effort().name().toLowerCase(Locale.ROOT));
    var graded = thinkValues.contains(level) || info.name().startsWith("gpt-oss");
    body.put("think", graded ? level : new Json.Bool(true));
  }

  private Json.Arr tools() {
    var specs = new ArrayList<Json>();
    for (var tool : request.tools()) specs.add(tool(tool));
    return Json.array(specs);
  }

  private static Json.Obj tool(ToolSpec tool) {
    var function =
        Json.object()
            .put("name", tool.name())
            .putUnlessEmpty("description", tool.description())
            .put("parameters", tool.inputSchema())
            .build();
    return Json.object().put("type", "function").put("function", function).build();
  }

  private Json.Arr messages() {
    var system = new StringBuilder();
    for (var block : request.system()) append(system, block.text());
    if (!system.isEmpty()) add("system", system.toString());
    for (var message : request.messages()) {
      if (message instanceof Message.User user) given(user.blocks());
      if (message instanceof Message.Assistant assistant) said(assistant.blocks());
    }
    if (messages.isEmpty()) add("user", "(nothing)");
    return Json.array(messages);
  }

  private void add(String role, String content) {
    messages.add(Json.object().put("role", role).put("content", content).build());
  }

  private static void append(StringBuilder out, String text) {
    if (text.isBlank()) return;
    if (!out.isEmpty()) out.append("\n\n");
    out.append(text);
  }

  private void given(List<Block.Given> blocks) {
    var text = new StringBuilder();
    var images = new ArrayList<String>();
    for (var block : blocks) {
      if (block instanceof Block.Result result) result(result, images);
    }
    for (var block : blocks) {
      if (block instanceof Block.Text own) append(text, own.text());
      if (block instanceof Block.Image image) images.add(image.base64());
    }
    if (text.isEmpty() && images.isEmpty()) return;
    var message = Json.object().put("role", "user").put("content", text.toString());
    if (!images.isEmpty()) message.put("images", Json.strings(images));
    messages.add(message.build());
  }

  private void result(Block.Result block, List<String> images) {
    var text = new StringBuilder();
    var before = images.size();
    for (var part : block.result().content()) {
      if (part instanceof Block.Text own) append(text, own.text());
      if (part instanceof Block.Image image) images.add(image.base64());
    }
    var count = images.size() - before;
    if (count > 0) append(text, count == 1 ? "(1 image follows)" : "(" + count + " images follow)");
    messages.add(
        Json.object()
            .put("role", "tool")
            .put("content", text.isEmpty() ? "(no output)" : text.toString())
            .putUnlessEmpty("tool_name", tools.getOrDefault(block.call(), ""))
            .put("tool_call_id", block.call().value())
            .build());
  }

  private void said(List<Block.Said> blocks) {
    var text = new StringBuilder();
    var thinking = new StringBuilder();
    var calls = new ArrayList<Json>();
    for (var block : blocks) {
      if (block instanceof Block.Text own) text.append(own.text());
      if (block instanceof Block.Thinking thought && thought.dialect().equals(DIALECT)) {
        thinking.append(thought.text());
      }
      if (block instanceof Block.Call call) calls.add(call(call));
    }
    if (text.toString().isBlank() && calls.isEmpty()) return;
    var message = Json.object().put("role", "assistant").put("content", text.toString());
    message.putUnlessEmpty("thinking", thinking.toString());
    if (!calls.isEmpty()) message.put("tool_calls", Json.array(calls));
    messages.add(message.build());
  }

  private Json.Obj call(Block.Call call) {
    tools.put(call.id(), call.tool());
    return Json.object()
        .put("id", call.id().value())
        .put(
            "function",
            Json.object().put("name", call.tool()).put("arguments", call.input()).build())
        .build();
  }
}

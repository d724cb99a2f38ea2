package dev.jackdaw.models;

import dev.jackdaw.api.AnswerForm;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes a request of OpenAI's Chat Completions. Texts are plain strings wherever they can be,
 * because many compatible servers take nothing else; images of results follow in a user message,
 * because a tool message cannot hold them.
 */
final class ChatRequest {
  static final String DIALECT = "chat";

  private static final int MAX_CALL_ID = 40;

  private final ModelFact fact;
  private final Set<Quirks> quirks;
  private final ModelRequest request;
  private final ToolNames toolNames;
  private final List<Json.Obj> messages = new ArrayList<>();

  ChatRequest(ModelFact fact, Set<Quirks> quirks, ModelRequest request) {
    this.fact = fact;
    this.quirks = quirks;
    this.request =
        quirks.contains(Quirks.NO_TOOL_ROLE)
            ? new ModelRequest(
                request.system(),
                request.tools(),
                ToolText.rewritten(request.messages()),
                request.maxOutput(),
                request.effort(),
                request.cacheKey(),
                request.keep(),
                request.stable(),
                request.form())
            : request;
    toolNames = new ToolNames(quirks.contains(Quirks.NARROW_TOOL_NAMES));
  }

  /** Returns the names that were written, to read those of the reply. */
  ToolNames toolNames() {
    return toolNames;
  }

  Json.Obj json() {
    var body = Json.object().put("model", fact.info().name());
    if (!request.tools().isEmpty()) body.put("tools", tools());
    body.put("messages", messages());
    if (request.maxOutput() > 0 && !quirks.contains(Quirks.NO_LIMIT)) {
      body.put(limitName(), limit());
    }
    if (!quirks.contains(Quirks.NO_EFFORT)) reasoning(body);
    if (quirks.contains(Quirks.PROMPT_CACHE_KEY) && !quirks.contains(Quirks.NO_PROMPT_CACHE_KEY)) {
      body.putUnlessEmpty("prompt_cache_key", request.cacheKey());
    }
    if (takesForms()) request.form().ifPresent(form -> form(body, form));
    var stream = streams();
    body.put("stream", stream);
    if (stream && !quirks.contains(Quirks.NO_STREAM_OPTIONS)) {
      body.put("stream_options", Json.object().put("include_usage", true).build());
    }
    return body.build();
  }

  /** Beside tools many servers hold to the form what should have been a call. */
  private boolean takesForms() {
    return request.tools().isEmpty() || fact.info().provider().startsWith("openai");
  }

  private static void form(Json.Builder body, AnswerForm form) {
    if (form.strict().isEmpty()) return;
    var schema =
        Json.object()
            .put("name", form.name())
            .put("schema", form.strict())
            .put("strict", true)
            .build();
    body.put(
        "response_format",
        Json.object().put("type", "json_schema").put("json_schema", schema).build());
  }

  private boolean streams() {
    if (quirks.contains(Quirks.NO_STREAM)) return false;
    return request.tools().isEmpty() || !quirks.contains(Quirks.NO_STREAMED_TOOLS);
  }

  /** OpenAI's reasoning models refuse the older name, whatever gateway they are behind. */
  String limitName() {
    if (quirks.contains(Quirks.MAX_TOKENS)) return "max_tokens";
    var reasons =
        fact.thinking() == ThinkingStyle.EFFORT
            || fact.thinking() == ThinkingStyle.EFFORT_WITHOUT_TOOLS;
    return reasons || quirks.contains(Quirks.MAX_COMPLETION_TOKENS)
        ? "max_completion_tokens"
        : "max_tokens";
  }

  private int limit() {
    var most = fact.info().maxOutput();
    return most == 0 ? request.maxOutput() : Math.min(most, request.maxOutput());
  }

  private void reasoning(Json.Builder body) {
    var asked = request.effort() != Effort.DEFAULT;
    switch (fact.thinking()) {
      case EFFORT -> {
        if (asked) body.put("reasoning_effort", effort());
      }
      case EFFORT_WITHOUT_TOOLS -> {
        if (!request.tools().isEmpty()) {
          body.put("reasoning_effort", "none");
        } else if (asked) {
          body.put("reasoning_effort", effort());
        }
      }
      case NONE, BUDGET, ADAPTIVE, LEVEL -> {
        if (asked && !fact.info().provider().startsWith("openai")) {
          body.put("reasoning_effort", effort());
        }
      }
    }
  }

  private String effort() {
    return request.effort().name().toLowerCase(Locale.ROOT);
  }

  private Json.Arr tools() {
    var tools = new ArrayList<Json>(request.tools().size());
    for (var tool : request.tools()) tools.add(tool(tool));
    return Json.array(tools);
  }

  private Json.Obj tool(ToolSpec tool) {
    var function =
        Json.object()
            .put("name", toolNames.written(tool.name()))
            .putUnlessEmpty("description", tool.description())
            .put("parameters", tool.inputSchema())
            .build();
    return Json.object().put("type", "function").put("function", function).build();
  }

  private Json.Arr messages() {
    var system = new StringBuilder();
    for (var block : request.system()) append(system, block.text());
    if (!system.isEmpty()) add("system", Json.of(system.toString()));
    for (var message : request.messages()) {
      switch (message) {
        case Message.User user -> given(user.blocks());
        case Message.Assistant assistant -> said(assistant.blocks());
      }
    }
    if (messages.isEmpty()) add("user", Json.of("(nothing)"));
    return Json.array(new ChatMessages(quirks).adapted(messages));
  }

  private void add(String role, Json content) {
    messages.add(Json.object().put("role", role).put("content", content).build());
  }

  private static void append(StringBuilder out, String text) {
    if (text.isBlank()) return;
    if (!out.isEmpty()) out.append("\n\n");
    out.append(text);
  }

  private void given(List<Block.Given> blocks) {
    var content = new ArrayList<Block.Content>();
    for (var block : blocks) {
      if (!(block instanceof Block.Result result)) continue;
      messages.add(result(result));
      for (var part : result.result().content()) {
        if (part instanceof Block.Image image) content.add(image);
      }
    }
    for (var block : blocks) {
      if (block instanceof Block.Content own) content.add(own);
    }
    user(content);
  }

  private Json.Obj result(Block.Result block) {
    var text = new StringBuilder();
    var images = 0;
    for (var part : block.result().content()) {
      switch (part) {
        case Block.Text own -> append(text, own.text());
        case Block.Image _ -> images++;
      }
    }
    if (images > 0)
      append(text, images == 1 ? "(1 image follows)" : "(" + images + " images follow)");
    return Json.object()
        .put("role", "tool")
        .put("tool_call_id", id(block.call().value()))
        .put("content", text.isEmpty() ? "(no output)" : text.toString())
        .build();
  }

  /** Adds to the user message before, if there is one: some servers insist on turns. */
  private void user(List<Block.Content> content) {
    var text = new StringBuilder();
    var parts = new ArrayList<Json>();
    var images = false;
    for (var block : content) {
      switch (block) {
        case Block.Text own -> {
          append(text, own.text());
          if (!own.text().isBlank()) parts.add(textPart(own.text()));
        }
        case Block.Image image -> {
          images = true;
          parts.add(imagePart(image));
        }
      }
    }
    if (parts.isEmpty()) return;
    if (!messages.isEmpty() && messages.getLast().string("role", "").equals("user")) {
      join(parts);
    } else {
      add("user", images ? Json.array(parts) : Json.of(text.toString()));
    }
  }

  private void join(List<Json> parts) {
    var all = new ArrayList<Json>();
    var before = messages.removeLast();
    if (before.get("content").orElseThrow() instanceof Json.Str(var text)) {
      all.add(textPart(text));
    } else {
      all.addAll(before.array("content"));
    }
    all.addAll(parts);
    var text = new StringBuilder();
    for (var part : all) {
      if (!(part instanceof Json.Obj object) || !object.has("text")) {
        add("user", Json.array(all));
        return;
      }
      append(text, object.string("text", ""));
    }
    add("user", Json.of(text.toString()));
  }

  private static Json.Obj textPart(String text) {
    return Json.object().put("type", "text").put("text", text).build();
  }

  private static Json.Obj imagePart(Block.Image image) {
    var url = "data:" + image.mediaType() + ";base64," + image.base64();
    return Json.object()
        .put("type", "image_url")
        .put("image_url", Json.object().put("url", url).build())
        .build();
  }

  private void said(List<Block.Said> blocks) {
    var text = new StringBuilder();
    var reasoning = new StringBuilder();
    var details = new ArrayList<Json>();
    var calls = new ArrayList<Json>();
    for (var block : blocks) {
      switch (block) {
        case Block.Text own -> text.append(own.text());
        case Block.Thinking thinking -> {
          if (thinking.dialect().equals(DIALECT)) {
            reasoning.append(thinking.text());
            details.addAll(thinking.opaque().array("reasoning_details"));
          }
        }
        case Block.Call call -> calls.add(call(call));
      }
    }
    if (text.toString().isBlank() && calls.isEmpty()) return;
    var message =
        Json.object()
            .put("role", "assistant")
            .put(
                "content",
                text.toString().isBlank() ? Json.Null.INSTANCE : Json.of(text.toString()));
    if (quirks.contains(Quirks.REASONING_RETURNED)) {
      message.putUnlessEmpty("reasoning_content", reasoning.toString());
    }
    if (quirks.contains(Quirks.REASONING_DETAILS_RETURNED) && !details.isEmpty()) {
      message.put("reasoning_details", Json.array(details));
    }
    if (!calls.isEmpty()) message.put("tool_calls", Json.array(calls));
    messages.add(message.build());
  }

  /**
   * What was malformed goes back as an empty object: servers parse it, and its result tells all.
   */
  private Json.Obj call(Block.Call call) {
    var function =
        Json.object()
            .put("name", toolNames.written(call.tool()))
            .put("arguments", call.input().compact())
            .build();
    return Json.object()
        .put("id", id(call.id().value()))
        .put("type", "function")
        .put("function", function)
        .build();
  }

  private String id(String id) {
    if (quirks.contains(Quirks.NINE_CHARACTER_CALL_IDS)) return nineCharacters(id);
    return quirks.contains(Quirks.SHORT_CALL_IDS) ? CallIds.within(MAX_CALL_ID, id) : id;
  }

  private static String nineCharacters(String id) {
    var isThat =
        id.length() == 9 && id.chars().allMatch(c -> c < 0x7f && Character.isLetterOrDigit(c));
    if (isThat) return id;
    var hash = 0xcbf29ce484222325L;
    for (var i = 0; i < id.length(); i++) hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    var digits = "00000000" + Long.toUnsignedString(hash, 36);
    return digits.substring(digits.length() - 9);
  }
}

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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request of OpenAI's Responses API. Nothing is kept at the provider ({@code store} is
 * false): the whole conversation goes along each time, and reasoning travels as encrypted content
 * in front of the message or call it led to. A longer conversation begins with the bytes of the
 * shorter one, so that the prompt cache finds it.
 */
final class ResponsesRequest {
  static final String DIALECT = "responses";

  /** Tells a remark on the way from the answer; models want it back on their messages. */
  static final String PHASE = "phase";

  /** The API refuses smaller limits. */
  private static final int MIN_OUTPUT = 16;

  private static final int MAX_CALL_ID = 64;

  /** Whether a readable summary of the reasoning is asked for, which some accounts may not. */
  enum Summary {
    WANTED,
    NOT_ALLOWED
  }

  private final ModelFact fact;
  private final ModelRequest request;
  private final Thoughts thoughts;
  private final Summary summary;
  private final List<Json> input = new ArrayList<>();

  ResponsesRequest(ModelFact fact, ModelRequest request, Thoughts thoughts, Summary summary) {
    this.fact = fact;
    this.request = request;
    this.thoughts = thoughts;
    this.summary = summary;
  }

  Json.Obj json() {
    var body = Json.object().put("model", fact.info().name());
    body.putUnlessEmpty("instructions", instructions());
    if (!request.tools().isEmpty()) body.put("tools", tools());
    body.put("input", input());
    if (request.maxOutput() > 0) body.put("max_output_tokens", limit());
    if (reasons()) {
      body.put("reasoning", reasoning());
      body.put("include", Json.array(List.of(Json.of("reasoning.encrypted_content"))));
    }
    request.form().flatMap(ResponsesRequest::format).ifPresent(format -> body.put("text", format));
    body.putUnlessEmpty("prompt_cache_key", request.cacheKey());
    return body.put("store", false).put("stream", true).build();
  }

  private static Optional<Json.Obj> format(AnswerForm form) {
    return form.strict()
        .map(schema ->
            Json.object()
                .put("type", "json_schema")
                .put("name", form.name())
                .put("schema", schema)
                .put("strict", true)
                .build())
        .map(format -> Json.object().put("format", format).build());
  }

  private String instructions() {
    var system = new StringBuilder();
    for (var block : request.system()) {
      if (block.text().isBlank()) continue;
      if (!system.isEmpty()) system.append("\n\n");
      system.append(block.text());
    }
    return system.toString();
  }

  private int limit() {
    var most = fact.info().maxOutput();
    var wanted = Math.max(MIN_OUTPUT, request.maxOutput());
    return most == 0 ? wanted : Math.min(most, wanted);
  }

  private boolean reasons() {
    return fact.thinking() == ThinkingStyle.EFFORT
        || fact.thinking() == ThinkingStyle.EFFORT_WITHOUT_TOOLS;
  }

  private Json.Obj reasoning() {
    var reasoning = Json.object();
    if (request.effort() != Effort.DEFAULT) {
      reasoning.put("effort", request.effort().name().toLowerCase(Locale.ROOT));
    }
    if (summary == Summary.WANTED) reasoning.put("summary", "auto");
    return reasoning.build();
  }

  private Json.Arr tools() {
    var tools = new ArrayList<Json>(request.tools().size());
    for (var tool : request.tools()) tools.add(tool(tool));
    return Json.array(tools);
  }

  private static Json.Obj tool(ToolSpec tool) {
    return Json.object()
        .put("type", "function")
        .put("name", tool.name())
        .putUnlessEmpty("description", tool.description())
        .put("parameters", tool.inputSchema())
        .put("strict", false)
        .build();
  }

  private Json.Arr input() {
    for (var message : request.messages()) {
      if (message instanceof Message.User user) given(user.blocks());
      if (message instanceof Message.Assistant assistant) said(assistant.blocks());
    }
    if (input.isEmpty()) input.add(message("user", List.of(text("input_text", "(nothing)"))));
    return Json.array(input);
  }

  private void given(List<Block.Given> blocks) {
    var content = new ArrayList<Json>();
    for (var block : blocks) {
      if (block instanceof Block.Result result) input.add(result(result));
      if (block instanceof Block.Content own) content(own, content);
    }
    if (!content.isEmpty()) input.add(message("user", content));
  }

  private static void content(Block.Content content, List<Json> out) {
    if (content instanceof Block.Text text && !text.text().isBlank()) {
      out.add(text("input_text", text.text()));
    }
    if (content instanceof Block.Image image) out.add(image(image));
  }

  /** A result is a plain text where it can be; with an image it is a list of parts. */
  private static Json.Obj result(Block.Result block) {
    var parts = new ArrayList<Json>();
    var pictured = false;
    for (var part : block.result().content()) {
      content(part, parts);
      pictured |= part instanceof Block.Image;
    }
    var output = Json.object();
    output
        .put("type", "function_call_output")
        .put("call_id", CallIds.within(MAX_CALL_ID, block.call().value()));
    if (pictured) return output.put("output", Json.array(parts)).build();
    var text = block.result().text();
    return output.put("output", text.isBlank() ? "(no output)" : text).build();
  }

  private void said(List<Block.Said> blocks) {
    Json.@Nullable Obj reasoning = null;
    var phase = "";
    for (var block : blocks) {
      if (block instanceof Block.Thinking thinking && isPhase(thinking)) {
        phase = thinking.opaque().string(PHASE, "");
        continue;
      }
      if (block instanceof Block.Thinking thinking) {
        if (returns(thinking)) {
          follow(reasoning, null);
          reasoning = returned(thinking.opaque());
        }
        continue;
      }
      var item = block instanceof Block.Call call ? call(call) : words((Block.Text) block, phase);
      phase = "";
      if (item == null) continue;
      follow(reasoning, item);
      reasoning = null;
    }
  }

  /** Reasoning that nothing follows is refused, so it is only sent in front of something. */
  private void follow(Json.@Nullable Obj reasoning, Json.@Nullable Obj item) {
    if (item == null) return;
    if (reasoning != null) input.add(reasoning);
    input.add(item);
  }

  private boolean returns(Block.Thinking thinking) {
    return thoughts == Thoughts.KEPT
        && thinking.dialect().equals(DIALECT)
        && !thinking.opaque().string("encrypted_content", "").isEmpty();
  }

  /** What the service adds about the item's own progress is not part of what it takes back. */
  private static Json.Obj returned(Json.Obj item) {
    var returned = Json.object();
    item.members()
        .forEach((name, value) -> {
          if (!name.equals("status") && !(value instanceof Json.Null)) returned.put(name, value);
        });
    return returned.build();
  }

  private static boolean isPhase(Block.Thinking thinking) {
    return thinking.dialect().equals(DIALECT) && isPhase(thinking.opaque());
  }

  /** Returns whether a thinking block only says the phase of the text behind it. */
  static boolean isPhase(Json.Obj opaque) {
    return opaque.has(PHASE) && !opaque.has("type");
  }

  private static Json.@Nullable Obj words(Block.Text text, String phase) {
    if (text.text().isBlank()) return null;
    var message = message("assistant", List.of(text("output_text", text.text())));
    return phase.isEmpty() ? message : message.with(PHASE, Json.of(phase));
  }

  /**
   * What was malformed goes back as an empty object: servers parse it, and its result tells all.
   */
  private static Json.Obj call(Block.Call call) {
    return Json.object()
        .put("type", "function_call")
        .put("call_id", CallIds.within(MAX_CALL_ID, call.id().value()))
        .put("name", call.tool())
        .put("arguments", call.input().compact())
        .build();
  }

  private static Json.Obj message(String role, List<Json> content) {
    return Json.object()
        .put("type", "message")
        .put("role", role)
        .put("content", Json.array(content))
        .build();
  }

  private static Json.Obj text(String type, String text) {
    return Json.object().put("type", type).put("text", text).build();
  }

  private static Json.Obj image(Block.Image image) {
    return Json.object()
        .put("type", "input_image")
        .put("image_url", "data:" + image.mediaType() + ";base64," + image.base64())
        .put("detail", "auto")
        .build();
  }
}

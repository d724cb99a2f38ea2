package dev.jackdaw.models;

import dev.jackdaw.api.AnswerForm;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CacheMarks;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes a request of Anthropic's Messages API. Equal requests give equal bytes, and a longer
 * conversation begins with the bytes of the shorter one, cache marks aside: the prompt cache
 * depends on it.
 *
 * <p>At most four blocks carry a cache mark: the last one of the system text, those of the
 * conversation that {@link CacheMarks} names, and the last tool where a mark is left for it, which
 * is early in a conversation: agents with other orders find it there.
 */
final class AnthropicRequest {
  static final String DIALECT = "anthropic";

  /** What a model of which nothing is known is allowed to say. Every one accepts this much. */
  static final int DEFAULT_MAX_TOKENS = 8192;

  /** The API refuses smaller budgets. */
  private static final int MIN_BUDGET = 1024;

  private static final Json.Obj SHORT_MARK = Json.object().put("type", "ephemeral").build();

  private static final Json.Obj HOUR_MARK = SHORT_MARK.with("ttl", Json.of("1h"));

  private final ModelFact fact;
  private final ModelRequest request;
  private final Thoughts thoughts;

  /** The mark of what stays as it is for long. One for an hour must not follow one for less. */
  private final Json.Obj stableMark;

  /** The mark of what is written to all the time. */
  private final Json.Obj tailMark;

  AnthropicRequest(ModelFact fact, ModelRequest request, Thoughts thoughts) {
    this.fact = fact;
    this.request = request;
    this.thoughts = thoughts;
    this.tailMark = mark(fact.info().cacheLifetime());
    var keeps = request.keep().compareTo(fact.info().cacheLifetime()) > 0;
    this.stableMark = keeps ? mark(request.keep()) : tailMark;
  }

  private static Json.Obj mark(Duration lifetime) {
    return lifetime.compareTo(Duration.ofHours(1)) >= 0 ? HOUR_MARK : SHORT_MARK;
  }

  Json.Obj json() {
    var turns = turns();
    var body = Json.object().put("model", fact.info().name()).put("max_tokens", maxTokens());
    thinking(body, turns);
    output(body);
    var tools = tools();
    var system = system();
    var messages = written(turns);
    var left = CacheMarks.MOST - mark(messages);
    if (!system.isEmpty()) {
      mark(system, system.size() - 1, stableMark);
      left--;
    }
    if (!tools.isEmpty() && left > 0) mark(tools, tools.size() - 1, stableMark);
    if (!tools.isEmpty()) body.put("tools", Json.array(tools));
    if (!system.isEmpty()) body.put("system", Json.array(system));
    return body.put("messages", json(messages)).put("stream", true).build();
  }

  /** Sets the marks of the conversation and returns how many there are. */
  private int mark(List<Turn> turns) {
    var shapes = new ArrayList<CacheMarks.Turn>(turns.size());
    for (var turn : turns) shapes.add(turn.shape());
    var isForgetful = fact.thinking() == ThinkingStyle.BUDGET;
    var marks = CacheMarks.of(shapes, CacheMarks.MOST - 1, isForgetful, request.stable());
    for (var mark : marks) {
      mark(turns.get(mark.turn()).blocks(), mark.block(), mark.isStable() ? stableMark : tailMark);
    }
    return marks.size();
  }

  private static void mark(List<Json.Obj> blocks, int index, Json.Obj mark) {
    blocks.set(index, blocks.get(index).with("cache_control", mark));
  }

  private int maxTokens() {
    var most = fact.info().maxOutput();
    if (request.maxOutput() == 0) return most == 0 ? DEFAULT_MAX_TOKENS : most;
    return most == 0 ? request.maxOutput() : Math.min(most, request.maxOutput());
  }

  private void thinking(Json.Builder body, List<Turn> turns) {
    switch (fact.thinking()) {
      case ADAPTIVE -> {
        body.put(
            "thinking", Json.object().put("type", "adaptive").put("display", "summarized").build());
      }
      case BUDGET -> {
        var budget =
            Math.min(fact.budgets().getOrDefault(request.effort(), 0), maxTokens() - MIN_BUDGET);
        if (budget < MIN_BUDGET || beganCallsWithoutThinking(turns)) return;
        body.put(
            "thinking", Json.object().put("type", "enabled").put("budget_tokens", budget).build());
      }
      case NONE, LEVEL, EFFORT, EFFORT_WITHOUT_TOOLS -> {}
    }
  }

  private void output(Json.Builder body) {
    var config = Json.object();
    if (fact.thinking() == ThinkingStyle.ADAPTIVE && request.effort() != Effort.DEFAULT) {
      config.put("effort", request.effort().name().toLowerCase(Locale.ROOT));
    }
    request
        .form()
        .flatMap(AnswerForm::narrow)
        .ifPresent(schema ->
            config.put(
                "format", Json.object().put("type", "json_schema").put("schema", schema).build()));
    var built = config.build();
    if (!built.members().isEmpty()) body.put("output_config", built);
  }

  /**
   * Returns whether the conversation is amid calls that began without thinking, as after a change
   * of the model: with a budget the API insists on thinking before them, so none can be asked for.
   */
  private static boolean beganCallsWithoutThinking(List<Turn> turns) {
    var first = turns.size();
    for (var i = turns.size() - 1; i > 0 && turns.get(i).hasResults(); i -= 2) first = i - 1;
    if (first == turns.size()) return false;
    var type = turns.get(first).blocks().getFirst().string("type", "");
    return !type.equals("thinking") && !type.equals("redacted_thinking");
  }

  private boolean returns(Block.Thinking thinking) {
    return thoughts == Thoughts.KEPT && thinking.dialect().equals(DIALECT);
  }

  private List<Json.Obj> tools() {
    var tools = new ArrayList<Json.Obj>(request.tools().size());
    for (var tool : request.tools()) tools.add(tool(tool));
    return tools;
  }

  private static Json.Obj tool(ToolSpec tool) {
    return Json.object()
        .put("name", tool.name())
        .putUnlessEmpty("description", tool.description())
        .put("input_schema", tool.inputSchema())
        .build();
  }

  private List<Json.Obj> system() {
    var blocks = new ArrayList<Json.Obj>();
    for (var block : request.system()) {
      if (!block.text().isBlank()) blocks.add(text(block.text()));
    }
    return blocks;
  }

  /** Groups blocks by role: the API wants turns, and nothing empty among them. */
  private List<Turn> turns() {
    var turns = new ArrayList<Turn>();
    for (var message : request.messages()) {
      var turn =
          switch (message) {
            case Message.User user -> new Turn("user", given(user.blocks()));
            case Message.Assistant assistant -> new Turn("assistant", said(assistant.blocks()));
          };
      if (turn.blocks().isEmpty()) continue;
      if (!turns.isEmpty() && turns.getLast().role().equals(turn.role())) {
        turns.getLast().blocks().addAll(turn.blocks());
      } else {
        turns.add(turn);
      }
    }
    if (turns.isEmpty()) turns.add(new Turn("user", new ArrayList<>(List.of(text("(nothing)")))));
    if (turns.getLast().role().equals("assistant")) trim(turns.getLast().blocks());
    return turns;
  }

  /** A reply that is to be continued must not end in white space. */
  private static void trim(List<Json.Obj> blocks) {
    var last = blocks.getLast();
    if (!last.has("text")) return;
    blocks.set(blocks.size() - 1, text(last.string("text", "").stripTrailing()));
  }

  private record Turn(String role, List<Json.Obj> blocks) {
    /** Results come first: the API refuses them behind anything else. */
    Turn ordered() {
      var ordered = new ArrayList<Json.Obj>(blocks.size());
      for (var block : blocks) if (isResult(block)) ordered.add(block);
      if (ordered.isEmpty()) return this;
      for (var block : blocks) if (!isResult(block)) ordered.add(block);
      return new Turn(role, ordered);
    }

    boolean hasResults() {
      for (var block : blocks) if (isResult(block)) return true;
      return false;
    }

    private static boolean isResult(Json.Obj block) {
      return block.string("type", "").equals("tool_result");
    }

    CacheMarks.Turn shape() {
      var results = 0;
      for (var block : blocks) if (isResult(block)) results++;
      return new CacheMarks.Turn(role.equals("user"), results, blocks.size());
    }

    Json.Obj json() {
      return Json.object().put("role", role).put("content", Json.array(blocks)).build();
    }
  }

  private static List<Turn> written(List<Turn> turns) {
    var written = new ArrayList<Turn>(turns.size());
    for (var turn : turns) written.add(turn.ordered());
    return written;
  }

  private static Json.Arr json(List<Turn> turns) {
    var messages = new ArrayList<Json.Obj>(turns.size());
    for (var turn : turns) messages.add(turn.json());
    return Json.array(messages);
  }

  private static List<Json.Obj> given(List<Block.Given> blocks) {
    var out = new ArrayList<Json.Obj>(blocks.size());
    for (var block : blocks) {
      switch (block) {
        case Block.Content content -> content(content, out);
        case Block.Result result -> result(result, out);
      }
    }
    return out;
  }

  private static void content(Block.Content content, List<Json.Obj> out) {
    switch (content) {
      case Block.Text text -> {
        if (!text.text().isBlank()) out.add(text(text.text()));
      }
      case Block.Image image -> out.add(image(image));
    }
  }

  /** Images of a failed call stand behind its result: the API wants nothing but text in it. */
  private static void result(Block.Result block, List<Json.Obj> out) {
    var failed = !block.result().isOk();
    var content = new ArrayList<Json.Obj>();
    var behind = new ArrayList<Json.Obj>();
    for (var part : block.result().content()) {
      content(part, failed && part instanceof Block.Image ? behind : content);
    }
    if (content.isEmpty()) content.add(text("(no output)"));
    var result =
        Json.object()
            .put("type", "tool_result")
            .put("tool_use_id", id(block.call().value()))
            .put("content", Json.array(content));
    if (failed) result.put("is_error", true);
    out.add(result.build());
    out.addAll(behind);
  }

  private List<Json.Obj> said(List<Block.Said> blocks) {
    var out = new ArrayList<Json.Obj>(blocks.size());
    for (var block : blocks) {
      switch (block) {
        case Block.Text text -> {
          if (!text.text().isBlank()) out.add(text(text.text()));
        }
        case Block.Thinking thinking -> {
          if (returns(thinking)) out.add(thinking.opaque());
        }
        case Block.Call call -> out.add(call(call));
      }
    }
    return out;
  }

  private static Json.Obj call(Block.Call call) {
    return Json.object()
        .put("type", "tool_use")
        .put("id", id(call.id().value()))
        .put("name", call.tool())
        .put("input", call.input())
        .build();
  }

  /** Returns the id in the only characters the API takes; other dialects' ids may have more. */
  private static String id(String id) {
    var out = new StringBuilder(id.length());
    for (var i = 0; i < id.length(); i++) {
      var c = id.charAt(i);
      var plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      out.append(plain || c == '_' || c == '-' ? c : '_');
    }
    if (out.compareTo(new StringBuilder(id)) == 0) return id;
    return out.append('_').append(Integer.toHexString(id.hashCode())).toString();
  }

  private static Json.Obj text(String text) {
    return Json.object().put("type", "text").put("text", text).build();
  }

  private static Json.Obj image(Block.Image image) {
    var source =
        Json.object()
            .put("type", "base64")
            .put("media_type", image.mediaType())
            .put("data", image.base64())
            .build();
    return Json.object().put("type", "image").put("source", source).build();
  }
}

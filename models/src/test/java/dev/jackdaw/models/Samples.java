package dev.jackdaw.models;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Requests, streams and models that several tests share. */
final class Samples {
  static final String KEY = "sk-secret-0123456789";
  static final String PIXEL = "iVBORw0KGgo=";
  static final Label FILE = new Label(Label.Source.WORKSPACE, "src/Ä.java");

  static final Json.Obj SCHEMA =
      Json.parseObject(
          """
          {"type": "object",
           "properties": {"path": {"type": "string"}, "from": {"type": "integer"}},
           "required": ["path"], "additionalProperties": false}
          """);

  static final Json.Obj THINKING =
      Json.parseObject(
          """
          {"type": "thinking", "thinking": "Two files.", "signature": "EqQBCgIYAhIM"}
          """);

  static final Json.Obj REDACTED =
      Json.parseObject(
          """
          {"type": "redacted_thinking", "data": "EmwKAhgBEgy3"}
          """);

  private Samples() {}

  static ModelRequest request(Message... messages) {
    return new ModelRequest(List.of(), List.of(), List.of(messages), 0, Effort.DEFAULT, "");
  }

  /** Everything a conversation can hold. */
  static ModelRequest conversation() {
    var first =
        new Message.User(
            List.of(
                new Block.Text("What do these say?", Label.USER),
                new Block.Image("image/png", PIXEL, Label.USER)));
    var calls =
        new Message.Assistant(
            List.of(
                new Block.Thinking("Two files.", "anthropic", THINKING),
                new Block.Thinking("", "anthropic", REDACTED),
                new Block.Text("I read both.", Label.MODEL),
                new Block.Call(
                    new CallId("toolu_1"),
                    "read_file",
                    Json.parseObject("{\"path\":\"src/Ä.java\",\"from\":1}")),
                new Block.Call(new CallId("toolu_2"), "list", Json.Obj.EMPTY)));
    var results =
        new Message.User(
            List.of(
                new Block.Result(
                    new CallId("toolu_1"),
                    new ToolResult(
                        ToolResult.Status.OK,
                        List.of(
                            new Block.Text("class Ä {}", FILE),
                            new Block.Image("image/png", PIXEL, FILE)),
                        Json.Obj.EMPTY,
                        FILE)),
                new Block.Result(new CallId("toolu_2"), ToolResult.failed("No such folder."))));
    return new ModelRequest(
        List.of(
            new Block.Text("You are Jackdaw.", Label.JACKDAW),
            new Block.Text("Be brief.", Label.JACKDAW)),
        List.of(
            new ToolSpec("read_file", "Reads a file.", SCHEMA),
            new ToolSpec("list", "Lists a folder.", SCHEMA)),
        List.of(first, calls, results),
        4000,
        Effort.DEFAULT,
        "session-1");
  }

  static byte[] stream(String name) {
    try (var in = Samples.class.getResourceAsStream(name + ".sse")) {
      if (in == null) throw new IllegalArgumentException("no stream " + name);
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Providers providers(Map<String, String> environment) {
    var settings = ProviderSettings.of(environment, "test").withRetry(Retry.NEVER);
    return new Providers(settings, InstantSource.system(), new Random(1));
  }

  /** Returns a model that asks the address once. */
  static Model anthropic(URI base, String name) {
    return providers(Map.of("ANTHROPIC_API_KEY", KEY, "ANTHROPIC_BASE_URL", base.toString()))
        .model("anthropic/" + name);
  }

  /** Returns a model that asks the address once. */
  static Model chat(URI base, String name) {
    return providers(Map.of("OPENAI_API_KEY", KEY, "OPENAI_BASE_URL", base.toString()))
        .model("openai-chat/" + name);
  }

  /** Returns a model that asks the address once. */
  static Model responses(URI base, String name) {
    return providers(Map.of("OPENAI_API_KEY", KEY, "OPENAI_BASE_URL", base.toString()))
        .model("openai/" + name);
  }

  /** Returns a model that asks the address once. */
  static Model gemini(URI base, String name) {
    return providers(Map.of("GEMINI_API_KEY", KEY, "GOOGLE_GEMINI_BASE_URL", base.toString()))
        .model("gemini/" + name);
  }

  /** What a screen would show of the deltas: text, thinking and calls joined. */
  static Map<String, String> joined(List<Delta> deltas) {
    var shown = new HashMap<String, String>();
    for (var delta : deltas) {
      switch (delta) {
        case Delta.TextDelta(var text) -> shown.merge("text", text, String::concat);
        case Delta.ThinkingDelta(var text) -> shown.merge("thinking", text, String::concat);
        case Delta.CallBegun(var index, var tool) -> shown.put("tool " + index, tool);
        case Delta.CallInputDelta(var index, var json) ->
            shown.merge("input " + index, json, String::concat);
        case Delta.Retrying _, Delta.Restarted _ -> shown.clear();
      }
    }
    return shown;
  }

  /** Returns the value without cache marks, at any depth. */
  static Json unmarked(Json value) {
    return switch (value) {
      case Json.Obj object -> {
        var out = Json.object();
        for (var member : object.without("cache_control").members().entrySet()) {
          out.put(member.getKey(), unmarked(member.getValue()));
        }
        yield out.build();
      }
      case Json.Arr(var elements) -> {
        var out = new ArrayList<Json>();
        for (var element : elements) out.add(unmarked(element));
        yield Json.array(out);
      }
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }
}

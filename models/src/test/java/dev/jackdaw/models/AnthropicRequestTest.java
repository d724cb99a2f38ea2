package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnthropicRequestTest {
  private static final ModelFacts FACTS = ModelFacts.shipped();

  @Test
  void writesAWholeConversation() {
    assertThat(json("claude-opus-5-5", Samples.conversation()).canonical())
        .isEqualTo(
            Json.parse(
                    """
                    {"model": "claude-opus-5-5", "max_tokens": 4000, "stream": true,
                     "thinking": {"type": "adaptive", "display": "summarized"},
                     "system": [
                       {"type": "text", "text": "You are Jackdaw."},
                       {"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral"}}],
                     "tools": [
                       {"name": "read_file", "description": "Reads a file.", "input_schema": SCHEMA},
                       {"name": "list", "description": "Lists a folder.", "input_schema": SCHEMA,
                        "cache_control": {"type": "ephemeral"}}],
                     "messages": [
                       {"role": "user", "content": [
                         {"type": "text", "text": "What do these say?"},
                         {"type": "image", "source": {"type": "base64", "media_type": "image/png",
                           "data": "iVBORw0KGgo="}, "cache_control": {"type": "ephemeral"}}]},
                       {"role": "assistant", "content": [
                         {"type": "thinking", "thinking": "Two files.", "signature": "EqQBCgIYAhIM"},
                         {"type": "redacted_thinking", "data": "EmwKAhgBEgy3"},
                         {"type": "text", "text": "I read both."},
                         {"type": "tool_use", "id": "toolu_1", "name": "read_file",
                          "input": {"path": "src/Ä.java", "from": 1}},
                         {"type": "tool_use", "id": "toolu_2", "name": "list", "input": {}}]},
                       {"role": "user", "content": [
                         {"type": "tool_result", "tool_use_id": "toolu_1", "content": [
                           {"type": "text", "text": "class Ä {}"},
                           {"type": "image", "source": {"type": "base64",
                            "media_type": "image/png", "data": "iVBORw0KGgo="}}]},
                         {"type": "tool_result", "tool_use_id": "toolu_2", "is_error": true,
                          "content": [{"type": "text", "text": "No such folder."}],
                          "cache_control": {"type": "ephemeral"}}]}]}
                    """
                        .replace("SCHEMA", Samples.SCHEMA.compact()))
                .canonical());
  }

  @Test
  void marksEverythingForAnHourOrNothing() {
    var fact = FACTS.find("anthropic", "anthropic", "claude-opus-5-5");
    var hourly =
        new AnthropicRequest(
                fact.withCacheLifetime(Duration.ofHours(1)), Samples.conversation(), Thoughts.KEPT)
            .json();
    var mark = "{\"type\":\"ephemeral\",\"ttl\":\"1h\"}";
    var usual = json("claude-opus-5-5", Samples.conversation()).compact();
    assertThat(hourly.compact()).isEqualTo(usual.replace("{\"type\":\"ephemeral\"}", mark));
    assertThat(hourly.compact().split("\"1h\"", -1)).hasSize(5);
  }

  /** Marks for an hour stand before those for less, whatever the first turn holds. */
  @Test
  void keepsTheBeginningForAnHourWhereThatIsWanted() {
    var sample = Samples.conversation();
    var messages = new ArrayList<Message>(sample.messages());
    for (var i = 0; i < 3; i++) {
      var request =
          new ModelRequest(
              sample.system(),
              sample.tools(),
              messages,
              0,
              Effort.DEFAULT,
              "",
              Duration.ofHours(1),
              0);
      var json = json("claude-opus-5-5", request);
      var written = json.array("messages");
      assertThat(json.array("system").getLast().compact()).contains("\"ttl\":\"1h\"");
      assertThat(written.getFirst().compact()).contains("\"ttl\":\"1h\"");
      assertThat(written.getLast().compact()).contains("cache_control").doesNotContain("ttl");
      messages.add(new Message.Assistant(List.of(new Block.Text("Done.", Label.MODEL))));
      messages.add(Message.User.text("Go on"));
    }
    var shorter =
        new ModelRequest(
            sample.system(),
            sample.tools(),
            messages,
            0,
            Effort.DEFAULT,
            "",
            Duration.ofMinutes(5),
            0);
    assertThat(json("claude-opus-5-5", shorter).compact()).doesNotContain("ttl");
  }

  @Test
  void growsWithoutChangingWhatWasSent() {
    var conversation = Samples.conversation();
    var grown = new ArrayList<>(conversation.messages());
    grown.add(new Message.Assistant(List.of(new Block.Text("Done.", Label.MODEL))));
    grown.add(Message.User.text("Thanks"));
    var before = Samples.unmarked(json("claude-opus-5-5", conversation));
    var after = Samples.unmarked(json("claude-opus-5-5", with(conversation, grown)));
    var messages = ((Json.Obj) before).array("messages");
    assertThat(((Json.Obj) after).array("messages").subList(0, messages.size()))
        .isEqualTo(messages);
    assertThat(((Json.Obj) after).without("messages"))
        .isEqualTo(((Json.Obj) before).without("messages"));
    assertThat(json("claude-opus-5-5", conversation).compact())
        .isEqualTo(json("claude-opus-5-5", conversation).compact());
  }

  @Test
  void neverSetsMoreThanFourMarks() {
    for (var turns = 1; turns < 8; turns++) {
      var messages = new ArrayList<Message>();
      for (var i = 0; i < turns; i++) {
        messages.add(Message.User.text("Question " + i));
        messages.add(new Message.Assistant(List.of(new Block.Text("Answer", Label.MODEL))));
      }
      messages.add(Message.User.text("Last"));
      var text = json("claude-opus-5-5", with(Samples.conversation(), messages)).compact();
      assertThat(text.split("cache_control", -1)).hasSize(5);
    }
  }

  @Test
  void leavesNothingEmptyAndMergesNeighbours() {
    var messages =
        messages(
            new Message.User(List.of(new Block.Text("  \n", Label.USER))),
            Message.User.text("one"),
            new Message.Assistant(
                List.of(
                    new Block.Thinking("hm", "chat", Json.Obj.EMPTY),
                    new Block.Text("", Label.MODEL))),
            Message.User.text("two"));
    assertThat(messages.compact())
        .isEqualTo(
            "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"one\"},{\"type\":\"text\",\"text\":\"two\"}]}]");
    assertThat(messages().compact()).contains("(nothing)");
  }

  @Test
  void putsResultsFirstAndNeverEmpty() {
    var result =
        new Block.Result(
            new CallId("t1"), ToolResult.of(ToolResult.Status.CANCELLED, " ", Label.JACKDAW));
    var messages =
        messages(new Message.User(List.of(new Block.Text("By the way", Label.USER), result)));
    assertThat(messages.compact())
        .isEqualTo(
            "[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"content\":[{\"type\":\"text\",\"text\":\"(no"
                + " output)\"}],\"is_error\":true},{\"type\":\"text\",\"text\":\"By the way\"}]}]");
  }

  @Test
  void spellsForeignCallIdsInTheApisCharacters() {
    var id = new CallId("functions.shell:0");
    var messages =
        messages(
            new Message.Assistant(List.of(new Block.Call(id, "shell", Json.Obj.EMPTY))),
            new Message.User(List.of(new Block.Result(id, ToolResult.ok("ok", Label.JACKDAW)))));
    var call =
        ((Json.Obj) ((Json.Obj) messages.elements().get(0)).array("content").getFirst())
            .string("id", "");
    var result =
        ((Json.Obj) ((Json.Obj) messages.elements().get(1)).array("content").getFirst())
            .string("tool_use_id", "");
    assertThat(call).matches("functions_shell_0_[0-9a-f]+").isEqualTo(result);
  }

  @Test
  void asksForThinkingAsTheModelTakesIt() {
    var hi = Samples.request(Message.User.text("Hi"));
    assertThat(thinking("claude-opus-5-5", hi, Effort.HIGH, 0))
        .isEqualTo("{\"type\":\"adaptive\",\"display\":\"summarized\"} {\"effort\":\"high\"}");
    assertThat(thinking("claude-sonnet-4-6", hi, Effort.DEFAULT, 0))
        .isEqualTo("{\"type\":\"adaptive\",\"display\":\"summarized\"} {}");
    assertThat(thinking("claude-sonnet-4-5", hi, Effort.MEDIUM, 0))
        .isEqualTo("{\"type\":\"enabled\",\"budget_tokens\":12000} {}");
    assertThat(thinking("claude-sonnet-4-5", hi, Effort.MEDIUM, 8000))
        .isEqualTo("{\"type\":\"enabled\",\"budget_tokens\":6976} {}");
    assertThat(thinking("claude-sonnet-4-5", hi, Effort.MEDIUM, 2000)).isEqualTo("{} {}");
    assertThat(thinking("claude-sonnet-4-5", hi, Effort.DEFAULT, 0)).isEqualTo("{} {}");
    assertThat(thinking("some-other-model", hi, Effort.HIGH, 0)).isEqualTo("{} {}");
  }

  @Test
  void asksForNoBudgetAmidCallsThatBeganWithoutThinking() {
    var call = new Block.Call(new CallId("t1"), "shell", Json.Obj.EMPTY);
    var result =
        new Message.User(
            List.of(new Block.Result(new CallId("t1"), ToolResult.ok("ok", Label.JACKDAW))));
    var thought = new Block.Thinking("Two files.", "anthropic", Samples.THINKING);
    var foreign = new Block.Thinking("hm", "chat", Json.Obj.EMPTY);
    var go = Message.User.text("Go");
    var done = new Message.Assistant(List.of(new Block.Text("Done", Label.MODEL)));
    var silent = new Message.Assistant(List.of(call));
    var with = Samples.request(go, new Message.Assistant(List.of(thought, call)), result);
    var later =
        Samples.request(
            go, new Message.Assistant(List.of(thought, call)), result, silent, result, go);
    var without = Samples.request(go, silent, result);
    var steered = Samples.request(go, silent, result, go);
    var other = Samples.request(go, new Message.Assistant(List.of(foreign, call)), result);
    var over = Samples.request(go, silent, result, done, go);
    assertThat(thinking("claude-opus-4-5", later, Effort.LOW, 0)).contains("4096");
    assertThat(thinking("claude-opus-4-5", steered, Effort.LOW, 0)).isEqualTo("{} {}");
    assertThat(thinking("claude-opus-4-5", with, Effort.LOW, 0)).contains("4096");
    assertThat(thinking("claude-opus-4-5", without, Effort.LOW, 0)).isEqualTo("{} {}");
    assertThat(thinking("claude-opus-4-5", other, Effort.LOW, 0)).isEqualTo("{} {}");
    assertThat(thinking("claude-opus-4-5", over, Effort.LOW, 0)).contains("4096");
    assertThat(thinking("claude-opus-5-5", without, Effort.LOW, 0)).contains("adaptive");
  }

  @Test
  void allowsWhatTheModelCanSay() {
    var hi = Samples.request(Message.User.text("Hi"));
    assertThat(json("claude-opus-5-5", hi).integer("max_tokens", 0)).isEqualTo(128_000);
    assertThat(json("unknown", hi).integer("max_tokens", 0)).isEqualTo(8192);
    var greedy = new ModelRequest(List.of(), List.of(), hi.messages(), 1 << 30, Effort.DEFAULT, "");
    assertThat(json("claude-opus-5-5", greedy).integer("max_tokens", 0)).isEqualTo(128_000);
  }

  private static String thinking(String model, ModelRequest request, Effort effort, int maxOutput) {
    var asked = new ModelRequest(List.of(), List.of(), request.messages(), maxOutput, effort, "");
    var json = json(model, asked);
    return json.object("thinking") + " " + json.object("output_config");
  }

  private static Json.Arr messages(Message... messages) {
    var json = (Json.Obj) Samples.unmarked(json("claude-opus-5-5", Samples.request(messages)));
    return Json.array(json.array("messages"));
  }

  private static ModelRequest with(ModelRequest request, List<Message> messages) {
    return new ModelRequest(
        request.system(), request.tools(), messages, request.maxOutput(), request.effort(), "");
  }

  private static Json.Obj json(String model, ModelRequest request) {
    var fact = FACTS.find("anthropic", "anthropic", model);
    return new AnthropicRequest(fact, request, Thoughts.KEPT).json();
  }
}

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
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChatRequestTest {
  private static final ModelFacts FACTS = ModelFacts.shipped();
  private static final URI OPENAI = URI.create("https://api.openai.com/v1");
  private static final URI LOCAL = URI.create("http://127.0.0.1:11434/v1");

  @Test
  void writesAWholeConversation() {
    var request = Samples.conversation();
    assertThat(new ChatRequest(fact("openai", "gpt-5"), quirks(OPENAI), request).json().canonical())
        .isEqualTo(
            Json.parse(
                    """
                    {"model": "gpt-5", "max_completion_tokens": 4000, "stream": true,
                     "stream_options": {"include_usage": true}, "prompt_cache_key": "session-1",
                     "tools": [
                       {"type": "function", "function": {"name": "read_file",
                        "description": "Reads a file.", "parameters": SCHEMA}},
                       {"type": "function", "function": {"name": "list",
                        "description": "Lists a folder.", "parameters": SCHEMA}}],
                     "messages": [
                       {"role": "system", "content": "You are Jackdaw.\\n\\nBe brief."},
                       {"role": "user", "content": [
                         {"type": "text", "text": "What do these say?"},
                         {"type": "image_url",
                          "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}]},
                       {"role": "assistant", "content": "I read both.", "tool_calls": [
                         {"id": "toolu_1", "type": "function", "function": {"name": "read_file",
                          "arguments": "{\\"path\\":\\"src/Ä.java\\",\\"from\\":1}"}},
                         {"id": "toolu_2", "type": "function",
                          "function": {"name": "list", "arguments": "{}"}}]},
                       {"role": "tool", "tool_call_id": "toolu_1",
                        "content": "class Ä {}\\n\\n(1 image follows)"},
                       {"role": "tool", "tool_call_id": "toolu_2", "content": "No such folder."},
                       {"role": "user", "content": [
                         {"type": "image_url",
                          "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}]}]}
                    """
                        .replace("SCHEMA", Samples.SCHEMA.compact()))
                .canonical());
  }

  @Test
  void saysTheLimitAndTheCacheKeyOnlyWhereTheyAreUnderstood() {
    var local =
        new ChatRequest(fact("ollama", "qwen3"), quirks(LOCAL), Samples.conversation()).json();
    assertThat(local.integer("max_tokens", 0)).isEqualTo(4000);
    assertThat(local.has("max_completion_tokens")).isFalse();
    assertThat(local.has("prompt_cache_key")).isFalse();
    assertThat(quirks(URI.create("https://api.openai.com.evil.example/v1"))).isEmpty();
    assertThat(quirks(URI.create("https://me.openai.azure.com/v1")))
        .contains(Quirks.MAX_COMPLETION_TOKENS);
  }

  @Test
  void saysTheEffortAsTheModelTakesIt() {
    assertThat(effort("openai", "gpt-5", Effort.HIGH, true)).isEqualTo("high");
    assertThat(effort("openai", "gpt-5", Effort.DEFAULT, true)).isEmpty();
    assertThat(effort("openai", "gpt-6-sol", Effort.HIGH, true)).isEqualTo("none");
    assertThat(effort("openai", "gpt-6-sol", Effort.DEFAULT, true)).isEqualTo("none");
    assertThat(effort("openai", "gpt-6-sol", Effort.LOW, false)).isEqualTo("low");
    assertThat(effort("openai", "gpt-4.1", Effort.HIGH, true)).isEmpty();
    assertThat(effort("ollama", "gpt-oss", Effort.LOW, true)).isEqualTo("low");
  }

  @Test
  void returnsReasoningOnlyWhereItIsWanted() {
    var said =
        new Message.Assistant(
            List.of(
                new Block.Thinking("hm", "chat", Json.Obj.EMPTY),
                new Block.Thinking("foreign", "anthropic", Samples.THINKING),
                new Block.Call(new CallId("c1"), "a", Json.Obj.EMPTY, "{broken")));
    var request = Samples.request(said);
    assertThat(messages(Set.of(), request))
        .isEqualTo(
            "[{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"a\",\"arguments\":\"{}\"}}]}]");
    assertThat(messages(quirks(URI.create("https://api.deepseek.com/v1")), request))
        .contains("\"reasoning_content\":\"hm\"")
        .doesNotContain("foreign");
  }

  @Test
  void leavesNothingEmptyAndMergesNeighbours() {
    var request =
        Samples.request(
            Message.User.text("one"),
            new Message.Assistant(List.of(new Block.Text(" ", Label.MODEL))),
            Message.User.text(""),
            Message.User.text("two"));
    assertThat(messages(Set.of(), request))
        .isEqualTo("[{\"role\":\"user\",\"content\":\"one\\n\\ntwo\"}]");
    var image = new Message.User(List.of(new Block.Image("image/png", Samples.PIXEL, Label.USER)));
    assertThat(messages(Set.of(), Samples.request(Message.User.text("one"), image)))
        .startsWith(
            "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"one\"},{\"type\":\"image_url\"");
    assertThat(messages(Set.of(), Samples.request())).contains("(nothing)");
    var result =
        new Message.User(
            List.of(
                new Block.Text("hello", Label.USER),
                new Block.Result(new CallId("c1"), ToolResult.ok("", Label.JACKDAW))));
    assertThat(messages(Set.of(), Samples.request(result)))
        .isEqualTo(
            "[{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"(no output)\"},{\"role\":\"user\",\"content\":\"hello\"}]");
  }

  @Test
  void shortensCallIdsTheSameWayTwice() {
    var id = new CallId("x".repeat(60));
    var request =
        Samples.request(
            new Message.Assistant(List.of(new Block.Call(id, "a", Json.Obj.EMPTY))),
            new Message.User(List.of(new Block.Result(id, ToolResult.ok("ok", Label.JACKDAW)))));
    var json = new ChatRequest(fact("openai", "gpt-5"), quirks(OPENAI), request).json();
    var call =
        ((Json.Obj) ((Json.Obj) json.array("messages").get(0)).array("tool_calls").getFirst())
            .string("id", "");
    assertThat(call)
        .hasSize(40)
        .isEqualTo(((Json.Obj) json.array("messages").get(1)).string("tool_call_id", ""));
  }

  private static String messages(Set<Quirks> quirks, ModelRequest request) {
    var json = new ChatRequest(fact("ollama", "qwen3"), quirks, request).json();
    return Json.array(json.array("messages")).compact();
  }

  private static String effort(String provider, String model, Effort effort, boolean tools) {
    var sample = Samples.conversation();
    var request =
        new ModelRequest(
            List.of(), tools ? sample.tools() : List.of(), sample.messages(), 0, effort, "");
    return new ChatRequest(fact(provider, model), Set.of(), request)
        .json()
        .string("reasoning_effort", "");
  }

  private static ModelFact fact(String provider, String model) {
    return FACTS.find(provider, provider, model);
  }

  private static Set<Quirks> quirks(URI base) {
    return FACTS.quirks("openai-chat", base, "x");
  }
}

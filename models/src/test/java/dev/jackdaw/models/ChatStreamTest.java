package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.models.http.RawServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatStreamTest {
  private final List<Delta> deltas = new ArrayList<>();

  @Test
  void readsText() throws Exception {
    assertThat(reply(Samples.stream("chat-text")))
        .isEqualTo(
            new Reply(
                new Message.Assistant(List.of(new Block.Text("Grüße, 世界 🦜!", Label.MODEL))),
                new Usage(245, 1280, 0, 15, 5),
                StopReason.END));
    assertThat(deltas)
        .containsExactly(new Delta.TextDelta("Grüße, "), new Delta.TextDelta("世界 🦜!"));
  }

  @Test
  void readsParallelCalls() throws Exception {
    assertThat(reply(Samples.stream("chat-calls")))
        .isEqualTo(
            new Reply(
                new Message.Assistant(
                    List.of(
                        new Block.Call(
                            new CallId("call_DdmO9pD3xa9XTPNJ32zg2hcA"),
                            "read_file",
                            Json.parseObject("{\"path\":\"src/Ä.java\",\"from\":1}")),
                        new Block.Call(new CallId("call_2"), "list", Json.Obj.EMPTY))),
                new Usage(352, 100, 20, 89, 0),
                StopReason.CALLS));
    assertThat(Samples.joined(deltas))
        .containsEntry("tool 0", "read_file")
        .containsEntry("input 0", "{\"path\": \"src/Ä.java\", \"from\": 1}")
        .containsEntry("tool 1", "list")
        .containsEntry("input 1", "{}");
  }

  @Test
  void keepsNothingButWholeBlocksOfACutStream() throws Exception {
    for (var name : List.of("chat-text", "chat-calls")) {
      var whole = Samples.stream(name);
      Reply complete;
      try (var server = RawServer.streaming(whole)) {
        complete = ask(server);
      }
      // The last event ends with its empty line; the very last byte is a second one.
      for (var length = 0; length < whole.length - 1; length++) {
        var what = name + " cut at " + length;
        try (var server = RawServer.streaming(Arrays.copyOf(whole, length))) {
          var kept = ask(server);
          assertThat(complete.message().blocks()).as(what).containsAll(kept.message().blocks());
          if (kept.stop() == StopReason.CUT) {
            assertThat(kept.message().calls()).as(what).isNotEmpty();
          } else {
            assertThat(kept.message()).as(what).isEqualTo(complete.message());
          }
        } catch (ModelException e) {
          assertThat(e.failure().isTransient()).as(what).isTrue();
        }
      }
    }
  }

  @Test
  void takesCallsWithoutIndexesAndIds() throws Exception {
    var chunk =
        """
        {"choices":[{"delta":{"tool_calls":[
          {"function":{"name":"a","arguments":"{}"}},
          {"function":{"name":"b","arguments":"{\\"x\\":"}}]}}]}
        """;
    var more =
        "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"arguments\":\"1}\"}}]}}]}";
    assertThat(calls(chunk, more))
        .containsExactly(
            new Block.Call(new CallId("call_0"), "a", Json.Obj.EMPTY),
            new Block.Call(new CallId("call_1"), "b", Json.parseObject("{\"x\":1}")));
  }

  @Test
  void keepsCallsUnderOneIndexApart() throws Exception {
    assertThat(
            calls(
                piece("\"index\":0,\"id\":\"c1\"", "a", "\"{}\""),
                piece("\"index\":0,\"id\":\"c2\"", "b", "\"{\\\"x\\\":1}\"")))
        .containsExactly(
            new Block.Call(new CallId("c1"), "a", Json.Obj.EMPTY),
            new Block.Call(new CallId("c2"), "b", Json.parseObject("{\"x\":1}")));
  }

  @Test
  void joinsPiecesWhoseIdIsRepeatedOrChanges() throws Exception {
    for (var id : List.of("c1", "other", "")) {
      assertThat(
              calls(
                  piece("\"index\":0,\"id\":\"c1\"", "a", "\"{\\\"x\\\":\""),
                  piece("\"index\":0,\"id\":\"" + id + "\"", "", "\"1}\"")))
          .as(id)
          .containsExactly(new Block.Call(new CallId("c1"), "a", Json.parseObject("{\"x\":1}")));
    }
  }

  @Test
  void tellsRepeatedNamesFromFurtherCallsUnderOneIndex() throws Exception {
    assertThat(
            calls(
                piece("\"index\":0", "a", "\"{\\\"x\\\":\""),
                piece("\"index\":0", "a", "\"1}\""),
                piece("\"index\":0", "a", "\"\""),
                piece("\"index\":0", "a", "\"{\\\"x\\\":2}\"")))
        .containsExactly(
            new Block.Call(new CallId("call_0"), "a", Json.parseObject("{\"x\":1}")),
            new Block.Call(new CallId("call_1"), "a", Json.parseObject("{\"x\":2}")));
  }

  @Test
  void takesArgumentsAsAnObjectAndNone() throws Exception {
    assertThat(
            calls(
                piece("\"index\":0,\"id\":\"c1\"", "a", "{\"x\":1}"),
                piece("\"index\":1,\"id\":\"c2\"", "b", "null")))
        .containsExactly(
            new Block.Call(new CallId("c1"), "a", Json.parseObject("{\"x\":1}")),
            new Block.Call(new CallId("c2"), "b", Json.Obj.EMPTY));
  }

  @Test
  void handsMalformedArgumentsToTheEngine() throws Exception {
    assertThat(calls(piece("\"index\":0,\"id\":\"c1\"", "a", "\"{x\"")))
        .containsExactly(new Block.Call(new CallId("c1"), "a", Json.Obj.EMPTY, "{x"));
  }

  @Test
  void showsReasoningUnderEitherName() throws Exception {
    for (var field : List.of("reasoning_content", "reasoning")) {
      deltas.clear();
      var reply =
          chunks(
              "{\"choices\":[{\"delta\":{\"FIELD\":\"Let me \",\"content\":null}}]}"
                  .replace("FIELD", field),
              "{\"choices\":[{\"delta\":{\"FIELD\":\"see.\"}}]}".replace("FIELD", field),
              "{\"choices\":[{\"delta\":{\"content\":\"Yes\"},\"finish_reason\":\"stop\"}]}");
      var opaque = Json.object().put(field, "Let me see.").build();
      assertThat(reply.message().blocks())
          .containsExactly(
              new Block.Thinking("Let me see.", "chat", opaque),
              new Block.Text("Yes", Label.MODEL));
      assertThat(Samples.joined(deltas))
          .containsEntry("thinking", "Let me see.")
          .containsEntry("text", "Yes");
    }
  }

  @Test
  void forgivesWhatCompatibleServersLeaveOut() throws Exception {
    var reply =
        chunks(
            "{}",
            "{\"choices\":null}",
            "{\"choices\":[]}",
            "{\"choices\":[{\"delta\":null}]}",
            "{\"choices\":[{\"index\":0}]}",
            "{\"error\":null,\"choices\":[{\"delta\":{\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}],\"tool_calls\":null}}]}");
    assertThat(reply)
        .isEqualTo(
            new Reply(
                new Message.Assistant(List.of(new Block.Text("Hi", Label.MODEL))),
                Usage.UNKNOWN,
                StopReason.END));
  }

  @Test
  void knowsEveryFinishReason() throws Exception {
    assertThat(finish("stop")).isEqualTo(StopReason.END);
    assertThat(finish("length")).isEqualTo(StopReason.LENGTH);
    assertThat(finish("content_filter")).isEqualTo(StopReason.REFUSED);
    assertThat(finish("tool_calls")).isEqualTo(StopReason.END);
    assertThat(finish("eos")).isEqualTo(StopReason.END);
    var calls =
        chunks(
            piece("\"index\":0,\"id\":\"c1\"", "a", "\"{}\""),
            "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}");
    assertThat(calls.stop()).isEqualTo(StopReason.CALLS);
    var refusal =
        chunks("{\"choices\":[{\"delta\":{\"refusal\":\"No.\"},\"finish_reason\":\"stop\"}]}");
    assertThat(refusal.stop()).isEqualTo(StopReason.REFUSED);
    assertThat(refusal.message().text()).isEqualTo("No.");
  }

  @Test
  void tellsAnErrorAmidTheReply() {
    assertFailure(
        "{\"error\":{\"message\":\"boom\",\"type\":\"server_error\"}}", Failure.OVERLOADED);
    assertFailure(
        "{\"error\":{\"message\":\"boom\",\"code\":429},\"choices\":[]}", Failure.RATE_LIMITED);
    assertFailure(
        "{\"error\":{\"message\":\"Context size has been exceeded.\"}}", Failure.OVERFLOW);
    assertFailure("{\"error\":\"it broke\"}", Failure.OVERLOADED);
    assertFailure("{broken", Failure.MALFORMED);
    assertFailure("[DONE]", Failure.MALFORMED);
  }

  @Test
  void takesAReplyThatIsNoStream() throws Exception {
    var body =
        """
        {"object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant",
         "content":"Hi","tool_calls":[{"id":"c1","type":"function",
         "function":{"name":"a","arguments":"{}"}}]},"finish_reason":"tool_calls"}],
         "usage":{"prompt_tokens":3,"completion_tokens":4}}
        """;
    try (var server = RawServer.answering(200, "", body)) {
      assertThat(ask(server))
          .isEqualTo(
              new Reply(
                  new Message.Assistant(
                      List.of(
                          new Block.Text("Hi", Label.MODEL),
                          new Block.Call(new CallId("c1"), "a", Json.Obj.EMPTY))),
                  new Usage(3, 0, 0, 4, 0),
                  StopReason.CALLS));
    }
  }

  private void assertFailure(String data, Failure failure) {
    assertThatThrownBy(() -> reply(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8)))
        .as(data)
        .isInstanceOfSatisfying(
            ModelException.class, e -> assertThat(e.failure()).isEqualTo(failure));
  }

  private StopReason finish(String reason) throws Exception {
    return chunks(
            "{\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"" + reason + "\"}]}")
        .stop();
  }

  private static String piece(String members, String name, String arguments) {
    return "{\"choices\":[{\"delta\":{\"tool_calls\":[{"
        + members
        + ",\"function\":{\"name\":\""
        + name
        + "\",\"arguments\":"
        + arguments
        + "}}]}}]}";
  }

  private List<Block.Call> calls(String... chunks) throws Exception {
    return chunks(chunks).message().calls();
  }

  private Reply chunks(String... chunks) throws Exception {
    var stream = new StringBuilder();
    for (var chunk : chunks) stream.append("data: ").append(chunk.replace("\n", "")).append("\n\n");
    return reply(stream.append("data: [DONE]\n\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  private Reply reply(byte[] stream) throws Exception {
    try (var server = RawServer.streaming(stream)) {
      return ask(server);
    }
  }

  private Reply ask(RawServer server) throws InterruptedException {
    return Samples.chat(server.uri(), "gpt-6-sol")
        .reply(Samples.request(Message.User.text("Hi")), deltas::add)
        .by("");
  }
}

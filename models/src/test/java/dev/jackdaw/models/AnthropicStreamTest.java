package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelException;
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

class AnthropicStreamTest {
  private final List<Delta> deltas = new ArrayList<>();

  @Test
  void readsText() throws Exception {
    assertThat(reply(Samples.stream("anthropic-text")))
        .isEqualTo(
            new Reply(
                new Message.Assistant(List.of(new Block.Text("Grüße, 世界 🦜!", Label.MODEL))),
                new Usage(25, 300, 1200, 15, 0),
                StopReason.END));
    assertThat(deltas)
        .containsExactly(new Delta.TextDelta("Grüße, "), new Delta.TextDelta("世界 🦜!"));
  }

  @Test
  void readsThinkingToTheLetterAndParallelCalls() throws Exception {
    var reply = reply(Samples.stream("anthropic-thinking-and-calls"));
    var thinking =
        Json.parseObject(
            """
            {"type": "thinking", "thinking": "Two files, read both.",
             "signature": "EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pkiMOYds"}
            """);
    var redacted = (Block.Thinking) reply.message().blocks().get(1);
    assertThat(redacted.opaque().string("type", "")).isEqualTo("redacted_thinking");
    assertThat(redacted.opaque().string("data", "")).startsWith("EmwKAhgBEgy3").endsWith("==");
    assertThat(reply)
        .isEqualTo(
            new Reply(
                new Message.Assistant(
                    List.of(
                        new Block.Thinking("Two files, read both.", "anthropic", thinking),
                        redacted,
                        new Block.Text("I'll read both.", Label.MODEL),
                        new Block.Call(
                            new CallId("toolu_01T1x1fJ34qAmk2tNTrN7Up6"),
                            "read_file",
                            Json.parseObject("{\"path\":\"src/Ä.java\",\"from\":1}")),
                        new Block.Call(new CallId("toolu_02"), "list", Json.Obj.EMPTY))),
                new Usage(472, 100, 0, 89, 31),
                StopReason.CALLS));
    assertThat(Samples.joined(deltas))
        .containsEntry("thinking", "Two files, read both.")
        .containsEntry("text", "I'll read both.")
        .containsEntry("tool 0", "read_file")
        .containsEntry("input 0", "{\"path\": \"src/Ä.java\", \"from\": 1}")
        .containsEntry("tool 1", "list");
  }

  @Test
  void keepsNothingButWholeBlocksOfACutStream() throws Exception {
    for (var name : List.of("anthropic-text", "anthropic-thinking-and-calls")) {
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
  void handsMalformedInputToTheEngine() throws Exception {
    for (var input :
        List.of("{\\\"path\\\": ", "[1]", "3", "{\\\"a\\\":1,\\\"a\\\":2}", "nonsense")) {
      var reply = reply(call("\"input\":{}", input));
      var expected = input.replace("\\\"", "\"");
      assertThat(reply.message().calls())
          .containsExactly(
              new Block.Call(new CallId("toolu_1"), "shell", Json.Obj.EMPTY, expected));
    }
  }

  @Test
  void takesInputThatCameWithTheBeginning() throws Exception {
    var reply = reply(call("\"input\":{\"a\":1}", ""));
    assertThat(reply.message().calls())
        .containsExactly(
            new Block.Call(new CallId("toolu_1"), "shell", Json.parseObject("{\"a\":1}")));
    assertThat(Samples.joined(deltas)).containsEntry("input 0", "{\"a\":1}");
  }

  @Test
  void knowsEveryStopReason() throws Exception {
    assertThat(stop("end_turn")).isEqualTo(StopReason.END);
    assertThat(stop("stop_sequence")).isEqualTo(StopReason.END);
    assertThat(stop("max_tokens")).isEqualTo(StopReason.LENGTH);
    assertThat(stop("model_context_window_exceeded")).isEqualTo(StopReason.LENGTH);
    assertThat(stop("refusal")).isEqualTo(StopReason.REFUSED);
    assertThat(stop("pause_turn")).isEqualTo(StopReason.PAUSED);
    assertThat(stop("something_new")).isEqualTo(StopReason.END);
  }

  @Test
  void tellsAnErrorAmidTheReply() throws Exception {
    for (var error :
        List.of(
            "overloaded_error:OVERLOADED",
            "api_error:OVERLOADED",
            "rate_limit_error:RATE_LIMITED",
            "invalid_request_error:INVALID_REQUEST",
            "authentication_error:UNAUTHORIZED")) {
      var type = error.substring(0, error.indexOf(':'));
      var failure = ModelException.Failure.valueOf(error.substring(error.indexOf(':') + 1));
      var stream =
          events("text", "")
              .replace(
                  "event: message_delta",
                  "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\""
                      + type
                      + "\",\"message\":\"No\"}}\n\nevent: message_delta");
      assertThatThrownBy(() -> reply(stream.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOfSatisfying(
              ModelException.class, e -> assertThat(e.failure()).isEqualTo(failure))
          .hasMessageContaining("No");
    }
  }

  @Test
  void skipsWhatItDoesNotKnow() throws Exception {
    var stream =
        """
        data: {"type":"message_start","message":{"usage":{"input_tokens":1,"output_tokens":null}}}

        data: {"type":"galaxy_brain","index":7}

        data: {"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"x"}}

        data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{}"}}

        data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":"Hi"}}

        data: {"type":"content_block_delta","index":1,"delta":{"type":"citations_delta","citation":{}}}

        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":3}}

        data: {"type":"message_stop"}

        """;
    assertThat(reply(stream.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            new Reply(
                new Message.Assistant(List.of(new Block.Text("Hi", Label.MODEL))),
                new Usage(1, 0, 0, 3, 0),
                StopReason.END));
  }

  @Test
  void callsWhatMakesNoSenseMalformed() {
    for (var stream :
        List.of(
            "data: {\"type\":\"message_stop\"}\n\n",
            "data: {not json\n\n",
            "data: [1]\n\n",
            """
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text"}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta"}}

            """)) {
      assertThatThrownBy(() -> reply(stream.getBytes(StandardCharsets.UTF_8)))
          .as(stream)
          .isInstanceOfSatisfying(
              ModelException.class,
              e -> assertThat(e.failure()).isEqualTo(ModelException.Failure.MALFORMED));
    }
  }

  private StopReason stop(String reason) throws Exception {
    return reply(events("text", "").replace("end_turn", reason).getBytes(StandardCharsets.UTF_8))
        .stop();
  }

  private static byte[] call(String begun, String input) {
    return events("tool_use\",\"id\":\"toolu_1\",\"name\":\"shell\"," + begun + ",\"x\":\"", input)
        .replace("text_delta\",\"text\"", "input_json_delta\",\"partial_json\"")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String events(String block, String delta) {
    return """
    event: message_start
    data: {"type":"message_start","message":{"usage":{"input_tokens":1,"output_tokens":1}}}

    event: content_block_start
    data: {"type":"content_block_start","index":0,"content_block":{"type":"%s"}}

    event: content_block_delta
    data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"%s"}}

    event: content_block_stop
    data: {"type":"content_block_stop","index":0}

    event: message_delta
    data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":3}}

    event: message_stop
    data: {"type":"message_stop"}

    """
        .formatted(block, delta);
  }

  private Reply reply(byte[] stream) throws Exception {
    try (var server = RawServer.streaming(stream)) {
      return ask(server);
    }
  }

  private Reply ask(RawServer server) throws InterruptedException {
    return Samples.anthropic(server.uri(), "claude-opus-5-5")
        .reply(Samples.request(Message.User.text("Hi")), deltas::add)
        .by("");
  }
}

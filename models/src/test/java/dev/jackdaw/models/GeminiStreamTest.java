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
import dev.jackdaw.testkit.Golden;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeminiStreamTest {
  private static final String READ = "{\"path\":\"src/Ä.java\",\"from\":1}";

  private final List<Delta> deltas = new ArrayList<>();

  @Test
  void readsThoughtsTextAndParallelCallsWithTheSignatureInFrontOfItsPart() throws Exception {
    assertThat(reply(Samples.stream("gemini-calls")))
        .isEqualTo(
            new Reply(
                new Message.Assistant(
                    List.of(
                        thought("**Looking**\n\nTwo files."),
                        new Block.Text("Grüße, 世界 🦜!", Label.MODEL),
                        signature("functionCall", "EqoBCqcBAdHtim9ä"),
                        new Block.Call(new CallId("fc_a"), "read_file", Json.parseObject(READ)),
                        new Block.Call(new CallId("call_1"), "list", Json.Obj.EMPTY))),
                new Usage(224, 128, 0, 89, 64),
                StopReason.CALLS));
    assertThat(Samples.joined(deltas))
        .containsEntry("thinking", "**Looking**\n\nTwo files.")
        .containsEntry("text", "Grüße, 世界 🦜!")
        .containsEntry("tool 0", "read_file")
        .containsEntry("input 0", READ)
        .containsEntry("input 1", "{}");
  }

  /** Google's own client is held against the same file: {@code GeminiSdkTest} of vertex. */
  @Test
  void readsWhatTheVendorsClientIsComparedWith() throws Exception {
    var reply = reply(Samples.stream("gemini-calls"));
    var thoughts = new StringBuilder();
    for (var block : reply.message().blocks()) {
      if (block instanceof Block.Thinking thinking) thoughts.append(thinking.text());
    }
    var calls = new ArrayList<Json>();
    for (var call : reply.message().calls()) {
      calls.add(Json.object().put("name", call.tool()).put("args", call.input()).build());
    }
    var read =
        Json.object()
            .put("text", reply.message().text())
            .put("thoughts", thoughts.toString())
            .put("calls", Json.array(calls))
            .put("prompt", reply.usage().input() + reply.usage().cacheRead())
            .put("output", reply.usage().output())
            .build();
    Golden.check("gemini-calls.json", read.pretty() + "\n");
  }

  private static Block.Thinking thought(String text) {
    return new Block.Thinking(text, "gemini", Json.Obj.EMPTY);
  }

  private static Block.Thinking signature(String cameOn, String signature) {
    var opaque = Json.object().put("cameOn", cameOn).put("thoughtSignature", signature).build();
    return new Block.Thinking("", "gemini", opaque);
  }

  @Test
  void keepsNothingButWholeBlocksOfACutStream() throws Exception {
    var whole = Samples.stream("gemini-calls");
    var complete = reply(whole).message().blocks();
    for (var length = 0; length < whole.length - 3; length += 7) {
      try {
        var kept = reply(Arrays.copyOf(whole, length));
        assertThat(kept.stop()).as("cut at " + length).isEqualTo(StopReason.CUT);
        assertThat(kept.message().calls()).as("cut at " + length).isNotEmpty();
        assertThat(complete)
            .as("cut at " + length)
            .startsWith(kept.message().blocks().toArray(Block.Said[]::new));
      } catch (ModelException e) {
        assertThat(e.failure().isTransient()).as("cut at " + length).isTrue();
      }
    }
  }

  @Test
  void keepsPartsWithAndWithoutASignatureApart() throws Exception {
    var reply =
        chunks(
            parts(
                "{\"text\":\"a\"},{\"text\":\"b\"},{\"text\":\"c\",\"thoughtSignature\":\"s1\"}",
                ""),
            parts("{\"text\":\"d\"},{\"text\":\"\",\"thoughtSignature\":\"s2\"}", "STOP"));
    assertThat(reply.message().blocks())
        .isEqualTo(
            List.of(
                new Block.Text("ab", Label.MODEL),
                signature("text", "s1"),
                new Block.Text("c", Label.MODEL),
                new Block.Text("d", Label.MODEL),
                signature("text", "s2")));
    try (var server = RawServer.streaming(Samples.stream("gemini-calls"))) {
      Samples.gemini(server.uri(), "gemini-3.1-pro-preview")
          .reply(Samples.request(Message.User.text("Hi"), reply.message()), _ -> {});
      var body = Json.parseObject(server.requests().getFirst().text());
      assertThat(Json.array(((Json.Obj) body.array("contents").getLast()).array("parts")))
          .isEqualTo(
              Json.parse(
                  """
                  [{"text":"ab"},{"text":"c","thoughtSignature":"s1"},{"text":"d"},
                   {"text":"","thoughtSignature":"s2"}]
                  """));
      assertThat(server.requests().getFirst().line())
          .isEqualTo(
              "POST /v1beta/models/gemini-3.1-pro-preview:streamGenerateContent?alt=sse HTTP/1.1");
    }
  }

  @Test
  void returnsTheSignatureOfAThoughtWithTheThought() throws Exception {
    var reply =
        chunks(
            parts(
                "{\"text\":\"Hm.\",\"thought\":true,\"thoughtSignature\":\"s1\"},"
                    + "{\"functionCall\":{\"id\":\"a\",\"name\":\"list\",\"args\":{}}}",
                "STOP"));
    try (var server = RawServer.streaming(Samples.stream("gemini-calls"))) {
      Samples.gemini(server.uri(), "gemini-2.5-pro")
          .reply(Samples.request(Message.User.text("Hi"), reply.message()), _ -> {});
      var body = Json.parseObject(server.requests().getFirst().text());
      assertThat(Json.array(((Json.Obj) body.array("contents").getLast()).array("parts")))
          .isEqualTo(
              Json.parse(
                  """
                  [{"text":"Hm.","thought":true,"thoughtSignature":"s1"},
                   {"functionCall":{"id":"a","name":"list","args":{}}}]
                  """));
    }
  }

  @Test
  void forgetsTheSignatureOfACallThatWasTakenBack() throws Exception {
    var said =
        new Message.Assistant(
            List.of(new Block.Text("x", Label.MODEL), signature("functionCall", "gone")));
    try (var server = RawServer.streaming(Samples.stream("gemini-calls"))) {
      Samples.gemini(server.uri(), "gemini-3.1-pro-preview")
          .reply(Samples.request(Message.User.text("Hi"), said), _ -> {});
      assertThat(server.requests().getFirst().text()).doesNotContain("thoughtSignature");
    }
  }

  @Test
  void marksTheFirstCallOfAnotherModel() throws Exception {
    var call = new Block.Call(new CallId("a"), "list", Json.Obj.EMPTY);
    var said = new Message.Assistant(List.of(call, call.withId(new CallId("b"))));
    try (var server = RawServer.streaming(Samples.stream("gemini-calls"))) {
      for (var name : List.of("gemini-3.1-pro-preview", "gemini-2.5-pro")) {
        Samples.gemini(server.uri(), name)
            .reply(Samples.request(Message.User.text("Hi"), said), _ -> {});
      }
      assertThat(server.requests().get(0).text())
          .containsOnlyOnce("\"thoughtSignature\":\"skip_thought_signature_validator\"");
      assertThat(server.requests().get(1).text()).doesNotContain("thoughtSignature");
    }
  }

  @Test
  void tellsWhyItStopped() throws Exception {
    assertThat(chunks(parts("{\"text\":\"x\"}", "MAX_TOKENS")).stop()).isEqualTo(StopReason.LENGTH);
    for (var reason : List.of("SAFETY", "RECITATION", "PROHIBITED_CONTENT", "SPII", "BLOCKLIST")) {
      assertThat(chunks(parts("{\"text\":\"x\"}", reason)).stop()).isEqualTo(StopReason.REFUSED);
    }
    assertThat(chunks("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}").stop())
        .isEqualTo(StopReason.REFUSED);
  }

  @Test
  void saysWhyAReplyWasDeclined() throws Exception {
    var ratings =
        ",\"safetyRatings\":[{\"category\":\"HARM_CATEGORY_DANGEROUS_CONTENT\",\"probability\":\"HIGH\"},"
            + "{\"category\":\"HARM_CATEGORY_HARASSMENT\",\"probability\":\"NEGLIGIBLE\"}]";
    assertThat(chunks("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"" + ratings + "}}").reason())
        .isEqualTo("the prompt was blocked: SAFETY; dangerous content: high");
    assertThat(
            chunks(
                    "{\"candidates\":[{\"finishReason\":\"RECITATION\",\"finishMessage\":\"Too\\nclose.\""
                        + ratings
                        + "}]}")
                .reason())
        .isEqualTo("RECITATION; Too close.; dangerous content: high");
    assertThat(chunks(parts("{\"text\":\"x\"}", "STOP")).reason()).isEmpty();
  }

  @Test
  void skipsWhatItDoesNotKnow() throws Exception {
    var reply =
        chunks(
            "{\"candidates\":[]}",
            parts("{\"executableCode\":{\"code\":\"x\"}},{\"text\":\"Hi\"}", "STOP"));
    assertThat(reply.message().text()).isEqualTo("Hi");
    assertThat(reply.usage()).isEqualTo(Usage.UNKNOWN);
  }

  @Test
  void aFailureAmidTheReplyIsNoReply() {
    assertFails(
        Failure.OVERLOADED,
        "{\"error\":{\"code\":503,\"message\":\"overloaded\",\"status\":\"UNAVAILABLE\"}}");
    assertFails(
        Failure.RATE_LIMITED,
        "{\"error\":{\"code\":429,\"message\":\"You exceeded your current quota\",\"status\":\"RESOURCE_EXHAUSTED\"}}");
    for (var reason :
        List.of(
            "MALFORMED_FUNCTION_CALL",
            "TOO_MANY_TOOL_CALLS",
            "MISSING_THOUGHT_SIGNATURE",
            "OTHER")) {
      assertFails(Failure.MALFORMED, parts("{\"text\":\"x\"}", reason));
    }
  }

  private void assertFails(Failure failure, String chunk) {
    assertThatThrownBy(() -> chunks(chunk))
        .as(chunk)
        .isInstanceOfSatisfying(
            ModelException.class, e -> assertThat(e.failure()).isEqualTo(failure));
  }

  private static String parts(String parts, String finish) {
    return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":["
        + parts
        + "]}"
        + (finish.isEmpty() ? "" : ",\"finishReason\":\"" + finish + "\"")
        + "}]}";
  }

  private Reply chunks(String... chunks) throws Exception {
    var stream = new StringBuilder();
    for (var chunk : chunks) stream.append("data: ").append(chunk).append("\r\n\r\n");
    return reply(stream.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Reply reply(byte[] stream) throws Exception {
    try (var server = RawServer.streaming(stream)) {
      return Samples.gemini(server.uri(), "gemini-3.1-pro-preview")
          .reply(Samples.request(Message.User.text("Hi")), deltas::add)
          .by("");
    }
  }
}

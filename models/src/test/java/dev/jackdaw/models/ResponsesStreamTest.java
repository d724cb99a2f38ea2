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

class ResponsesStreamTest {
  private static final String READ = "{\"path\": \"src/Ä.java\", \"from\": 1}";

  private final List<Delta> deltas = new ArrayList<>();

  @Test
  void readsReasoningTextAndParallelCalls() throws Exception {
    assertThat(reply(Samples.stream("responses-calls"))).isEqualTo(recorded());
    assertThat(Samples.joined(deltas))
        .containsEntry("thinking", "**Looking**\n\nTwo files.\n\nThen the list.")
        .containsEntry("text", "Grüße, 世界 🦜!")
        .containsEntry("tool 0", "read_file")
        .containsEntry("input 0", READ)
        .containsEntry("tool 1", "list")
        .containsEntry("input 1", "{}");
  }

  private static Reply recorded() {
    var reasoning =
        Json.parseObject(
            """
            {"id":"rs_68af4030baa48193b0b43b4c2a176a1a0543","type":"reasoning",
             "encrypted_content":"gAAAAABor0Aw_ä",
             "summary":[{"type":"summary_text","text":"**Looking**\\n\\nTwo files."},
                        {"type":"summary_text","text":"Then the list."}]}
            """);
    return new Reply(
        new Message.Assistant(
            List.of(
                new Block.Thinking(
                    "**Looking**\n\nTwo files.\n\nThen the list.", "responses", reasoning),
                new Block.Text("Grüße, 世界 🦜!", Label.MODEL),
                new Block.Call(new CallId("call_UIMl0"), "read_file", Json.parseObject(READ)),
                new Block.Call(new CallId("call_UIMl1"), "list", Json.Obj.EMPTY))),
        new Usage(224, 128, 0, 89, 64),
        StopReason.CALLS);
  }

  @Test
  void keepsNothingButWholeBlocksOfACutStream() throws Exception {
    var whole = Samples.stream("responses-calls");
    var complete = reply(whole).message().blocks();
    for (var length = 0; length < whole.length - 1; length += 13) {
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
  void takesFromTheEndWhatNoEventTold() throws Exception {
    var events = new String(Samples.stream("responses-calls"), StandardCharsets.UTF_8);
    var last = events.substring(events.indexOf("event: response.completed"));
    assertThat(reply(last.getBytes(StandardCharsets.UTF_8))).isEqualTo(recorded());
    var whole = Json.parseObject(last.substring(last.indexOf("data: ") + 6).strip());
    try (var server = RawServer.answering(200, "", whole.object("response").compact())) {
      assertThat(ask(server)).isEqualTo(recorded());
    }
  }

  @Test
  void skipsWhatItDoesNotKnow() throws Exception {
    var reply =
        events(
            "{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":{\"type\":\"web_search_call\",\"id\":\"ws_1\"}}",
            "{\"type\":\"response.web_search_call.searching\",\"output_index\":0}",
            "{\"type\":\"response.output_text.delta\",\"output_index\":9,\"delta\":\"lost\"}",
            "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[{\"type\":\"web_search_call\"},"
                + "{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]}]}}");
    assertThat(reply.message().text()).isEqualTo("Hi");
    assertThat(reply.usage()).isEqualTo(Usage.UNKNOWN);
  }

  @Test
  void tellsWhyItStopped() throws Exception {
    assertThat(incomplete("max_output_tokens").stop()).isEqualTo(StopReason.LENGTH);
    assertThat(incomplete("content_filter").stop()).isEqualTo(StopReason.REFUSED);
    var refusal =
        events(
            "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":["
                + "{\"type\":\"message\",\"content\":[{\"type\":\"refusal\",\"refusal\":\"No.\"}]}]}}");
    assertThat(refusal.stop()).isEqualTo(StopReason.REFUSED);
    assertThat(refusal.message().text()).isEqualTo("No.");
  }

  @Test
  void aFailureAmidTheReplyIsNoReply() {
    assertFails(
        Failure.RATE_LIMITED,
        "{\"type\":\"error\",\"code\":\"rate_limit_exceeded\",\"message\":\"slower\",\"param\":null}");
    assertFails(
        Failure.OVERLOADED,
        "{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"x\"}}}");
    assertFails(
        Failure.OVERFLOW,
        "{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"Your input exceeds the context window of this model.\"}}}");
    assertFails(
        Failure.QUOTA,
        "{\"type\":\"error\",\"error\":{\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\",\"message\":\"You exceeded your current quota\"}}");
  }

  @Test
  void aServerWithoutTheDialectIsToldApart() throws Exception {
    try (var server =
        RawServer.answering(404, "", "{\"error\":{\"code\":404,\"message\":\"File Not Found\"}}")) {
      assertThatThrownBy(() -> ask(server))
          .hasMessageContaining("OPENAI_BASE_URL")
          .hasMessageContaining("--model openai-chat/gpt-6-sol");
    }
  }

  private void assertFails(Failure failure, String event) {
    assertThatThrownBy(() -> events(event))
        .as(event)
        .isInstanceOfSatisfying(
            ModelException.class, e -> assertThat(e.failure()).isEqualTo(failure));
  }

  private Reply incomplete(String reason) throws Exception {
    return events(
        "{\"type\":\"response.incomplete\",\"response\":{\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\""
            + reason
            + "\"},\"output\":[]}}");
  }

  private Reply events(String... events) throws Exception {
    var stream = new StringBuilder();
    for (var event : events) stream.append("data: ").append(event).append("\n\n");
    return reply(stream.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Reply reply(byte[] stream) throws Exception {
    try (var server = RawServer.streaming(stream)) {
      return ask(server);
    }
  }

  private Reply ask(RawServer server) throws InterruptedException {
    return Samples.responses(server.uri(), "gpt-6-sol")
        .reply(Samples.request(Message.User.text("Hi")), deltas::add)
        .by("");
  }
}

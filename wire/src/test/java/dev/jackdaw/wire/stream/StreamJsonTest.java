package dev.jackdaw.wire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Golden;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class StreamJsonTest {
  private static final TurnId TURN = new TurnId(1);
  private static final CallId CALL = new CallId("call_1");
  private static final AgentId CHILD = AgentId.MAIN.child(1);

  private final List<Json.Obj> lines = new ArrayList<>();
  private StreamJson stream = stream(StreamJson.Partials.OMIT);

  private static StreamJson stream(StreamJson.Partials partials) {
    return new StreamJson(new SessionId("s1"), partials);
  }

  private void feed(AgentId agent, Event... events) {
    for (var event : events) {
      lines.addAll(stream.lines(new Occurrence(0, Instant.EPOCH, agent, event)));
    }
  }

  private static Event.ReplyReceived reply(Optional<Double> dollars, Block.Said... blocks) {
    var stop = blocks[blocks.length - 1] instanceof Block.Call ? StopReason.CALLS : StopReason.END;
    return new Event.ReplyReceived(
        TURN,
        new Message.Assistant(List.of(blocks)),
        new Usage(10, 20, 30, 40, 5),
        stop,
        "scripted/demo",
        dollars,
        Duration.ofMillis(100));
  }

  private static Block.Text said(String text) {
    return new Block.Text(text, Label.MODEL);
  }

  private static Block.Call call(CallId id, String tool) {
    return new Block.Call(id, tool, Json.parseObject("{\"command\":\"rm -rf build\"}"));
  }

  private static Event finished(CallId id, ToolResult result) {
    return new Event.CallFinished(TURN, id, result, Duration.ZERO);
  }

  private static String printed(List<Json.Obj> lines) {
    return lines.stream().map(line -> line.compact() + "\n").collect(Collectors.joining());
  }

  @Test
  void aSessionWithASubAgentAndARefusal() {
    lines.add(
        stream.init(
            new Opening(
                "/home/ada/project",
                List.of("bash", "task"),
                List.of(new Opening.Server("github", "connected")),
                "scripted/demo",
                Mode.DEFAULT,
                List.of("compact"),
                "0.1.0")));
    feed(
        AgentId.MAIN,
        new Event.PromptSubmitted(List.of(new Block.Text("go", Label.USER)), false),
        reply(
            Optional.of(0.5),
            new Block.Thinking(
                "Hm.",
                "anthropic",
                Json.parseObject("{\"type\":\"thinking\",\"signature\":\"c2ln\"}")),
            new Block.Thinking(
                "",
                "anthropic",
                Json.parseObject("{\"type\":\"redacted_thinking\",\"data\":\"eA==\"}")),
            said("I will ask a helper."),
            call(CALL, "task")),
        new Event.AgentStarted(CHILD, CALL, "helper"));
    feed(
        CHILD,
        reply(Optional.of(0.25), call(new CallId("call_2"), "bash")),
        finished(
            new CallId("call_2"),
            ToolResult.of(ToolResult.Status.REFUSED, "denied by rule", Label.JACKDAW)),
        reply(Optional.of(0.25), said("I may not.")));
    feed(
        AgentId.MAIN,
        finished(
            CALL,
            new ToolResult(
                ToolResult.Status.OK,
                List.of(
                    new Block.Text("I may not.", new Label(Label.Source.SUBAGENT, "1")),
                    new Block.Image("image/png", "eA==", Label.USER)),
                Json.Obj.EMPTY,
                Label.JACKDAW)),
        reply(Optional.of(0.0), said("It was refused.")));
    lines.add(stream.result(new Outcome.Finished("It was refused."), Duration.ofSeconds(3)));
    Golden.check("stream-session.jsonl", printed(lines));
  }

  @Test
  void tellsTheCallsOfAWorkflowBelowIt() {
    var step = call(new CallId(CALL + "/a"), "bash");
    feed(
        AgentId.MAIN,
        reply(Optional.of(0.5), call(CALL, "workflow")),
        new Event.CallNested(TURN, CALL, step),
        finished(step.id(), ToolResult.ok("ok", Label.JACKDAW)),
        finished(CALL, ToolResult.ok("{}", Label.JACKDAW)));

    assertThat(lines)
        .extracting(line -> line.members().get("parent_tool_use_id"))
        .containsExactly(
            Json.Null.INSTANCE, Json.of(CALL.value()), Json.of(CALL.value()), Json.Null.INSTANCE);
    assertThat(lines.get(1).object("message").array("content").getFirst())
        .isEqualTo(
            Json.parse(
                "{\"type\":\"tool_use\",\"id\":\""
                    + CALL
                    + "/a\",\"name\":\"bash\",\"input\":{\"command\":\"rm -rf build\"}}"));
  }

  @Test
  void partialMessages() {
    stream = stream(StreamJson.Partials.INCLUDE);
    feed(
        AgentId.MAIN,
        new Event.AgentConfigured("scripted/demo", List.of(), List.of()),
        new Event.TurnStarted(TURN));
    for (var delta :
        List.of(
            new Delta.TextDelta("I wi"),
            new Delta.Retrying("overloaded", Duration.ofSeconds(1), 2),
            new Delta.Restarted(),
            new Delta.ThinkingDelta("Hm"),
            new Delta.ThinkingDelta("."),
            new Delta.TextDelta("Run"),
            new Delta.TextDelta("ning"),
            new Delta.CallBegun(0, "bash"),
            new Delta.CallInputDelta(0, "{\"command\":"),
            new Delta.CallInputDelta(0, "\"ls\"}"),
            new Delta.CallBegun(1, "read"),
            new Delta.CallInputDelta(1, "{}"))) {
      feed(AgentId.MAIN, new Event.ReplyStreamed(TURN, delta));
    }
    feed(AgentId.MAIN, reply(Optional.empty(), said("Running"), call(CALL, "bash")));
    Golden.check("stream-partials.jsonl", printed(lines));
  }

  @Test
  void theIdOfTheWholeMessageIsThatOfItsParts() {
    stream = stream(StreamJson.Partials.INCLUDE);
    feed(
        AgentId.MAIN,
        new Event.ReplyStreamed(TURN, new Delta.Restarted()),
        new Event.ReplyStreamed(TURN, new Delta.TextDelta("x")),
        reply(Optional.empty(), said("x")));
    assertThat(lines.getFirst().object("event").object("message").string("id"))
        .isEqualTo(lines.getLast().object("message").string("id"))
        .contains("msg_1_2");
  }

  @Test
  void aReplyThatFailedEndsItsMessage() {
    stream = stream(StreamJson.Partials.INCLUDE);
    feed(
        AgentId.MAIN,
        new Event.ReplyStreamed(TURN, new Delta.TextDelta("x")),
        new Event.ModelFailed(TURN, "model-unreachable", "gone"));
    assertThat(lines.stream().map(line -> line.object("event").string("type", "")))
        .containsExactly(
            "message_start",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_stop");
  }

  @Test
  void withoutPartialsNothingIsShownBeforeTheReplyIsWhole() {
    feed(AgentId.MAIN, new Event.ReplyStreamed(TURN, new Delta.TextDelta("x")));
    assertThat(lines).isEmpty();
  }

  @Test
  void anUnknownCostIsNullAndNeverZero() {
    feed(AgentId.MAIN, reply(Optional.of(1.0), said("a")), reply(Optional.empty(), said("b")));
    var result = stream.result(new Outcome.Finished("b"), Duration.ZERO);
    assertThat(result.members().get("total_cost_usd")).isEqualTo(Json.Null.INSTANCE);
    assertThat(result.integer("num_turns")).contains(2L);
  }

  @Test
  void everyOutcomeHasItsSubtype() {
    var outcomes =
        Map.of(
            new Outcome.Finished("done"), "success",
            new Outcome.Interrupted(), "interrupted",
            new Outcome.LimitReached(Outcome.Limit.TURNS, "m"), "error_max_turns",
            new Outcome.LimitReached(Outcome.Limit.COST, "m"), "error_max_cost",
            new Outcome.LimitReached(Outcome.Limit.TIME, "m"), "error_max_time",
            new Outcome.Blocked("last word", "m"), "error_permission",
            new Outcome.Failed(JackdawException.Kind.PROVIDER, "c", "m"), "error_during_execution");
    outcomes.forEach((outcome, subtype) -> {
      var line = stream.result(outcome, Duration.ZERO);
      assertThat(line.string("subtype")).contains(subtype);
      assertThat(line.bool("is_error", false)).isEqualTo(!subtype.equals("success"));
    });
  }

  @Test
  void structuredOutputStandsInTheResult() {
    var answer = Json.parseObject("{\"answer\":42}");
    assertThat(
            stream
                .result(new Outcome.Finished(""), Duration.ZERO, answer)
                .object("structured_output"))
        .isEqualTo(answer);
  }

  @Test
  void everyLineHasAnIdOfItsOwnThatIsTheSameNextTime() {
    feed(AgentId.MAIN, reply(Optional.empty(), said("a")), reply(Optional.empty(), said("b")));
    var ids = lines.stream().map(line -> line.string("uuid", "")).toList();
    assertThat(ids).doesNotHaveDuplicates().hasSize(2);
    assertThat(ids.getFirst())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    lines.clear();
    stream = stream(StreamJson.Partials.OMIT);
    feed(AgentId.MAIN, reply(Optional.empty(), said("a")), reply(Optional.empty(), said("b")));
    assertThat(lines.stream().map(line -> line.string("uuid", ""))).isEqualTo(ids);
  }
}

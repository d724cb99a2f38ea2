package dev.jackdaw.acp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NarratorTest {
  private static final TurnId TURN = new TurnId(1);
  private static final CallId CALL = new CallId("c1");

  private final List<Json.Obj> told = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  private Narrator narrator(Narrator.Tense tense) {
    return new Narrator(Path.of("/code"), Abilities.NONE, tense, told::add);
  }

  private void hear(Narrator narrator, AgentId agent, Event... events) {
    for (var event : events) narrator.hear(new Occurrence(1, now, agent, event));
  }

  private static Event reply(Block.Said... blocks) {
    return new Event.ReplyReceived(
        TURN,
        new Message.Assistant(List.of(blocks)),
        Usage.NONE,
        StopReason.END,
        "m",
        Optional.empty(),
        Duration.ZERO);
  }

  private static Block.Call bash(String command) {
    return new Block.Call(CALL, "bash", Json.object().put("command", command).build());
  }

  private List<String> texts() {
    return told.stream()
        .filter(update -> update.string("sessionUpdate", "").equals("agent_message_chunk"))
        .map(update -> update.object("content").string("text", ""))
        .toList();
  }

  @Test
  void whatWasStreamedIsNotToldAgain() {
    var narrator = narrator(Narrator.Tense.PRESENT);
    hear(
        narrator,
        AgentId.MAIN,
        new Event.TurnStarted(TURN),
        new Event.ReplyStreamed(TURN, new Delta.TextDelta("He")),
        new Event.ReplyStreamed(TURN, new Delta.TextDelta("llo")),
        reply(new Block.Text("Hello", Label.MODEL)),
        new Event.TurnStarted(new TurnId(2)),
        reply(new Block.Text("Whole", Label.MODEL)));
    assertThat(texts()).containsExactly("He", "llo", "Whole");
  }

  @Test
  void theTextOfASubAgentIsItsOwnAndItsCallsCarryItsName() {
    var narrator = narrator(Narrator.Tense.PRESENT);
    var child = AgentId.MAIN.child(1);
    hear(narrator, AgentId.MAIN, new Event.AgentStarted(child, CALL, "look around"));
    hear(narrator, child, reply(new Block.Text("secret", Label.MODEL), bash("ls")));

    assertThat(texts()).isEmpty();
    assertThat(told.getLast().string("title")).contains("[look around] ls");
    assertThat(told.getLast().string("toolCallId", "")).isNotEqualTo("c1").endsWith("/c1");
  }

  @Test
  void outputIsToldNowAndThenAndItsEndInAnyCase() {
    var narrator = narrator(Narrator.Tense.PRESENT);
    hear(
        narrator,
        AgentId.MAIN,
        reply(bash("make")),
        new Event.CallStarted(TURN, CALL, Idempotency.UNSAFE));
    told.clear();
    for (var i = 0; i < 100; i++) {
      hear(narrator, AgentId.MAIN, new Event.CallProgressed(TURN, CALL, "line " + i + "\n"));
      now = now.plusMillis(10);
    }
    assertThat(told).hasSize(5);

    hear(
        narrator,
        AgentId.MAIN,
        new Event.CallFinished(TURN, CALL, ToolResult.ok("line 99", Label.JACKDAW), Duration.ZERO));

    assertThat(told.getLast().string("status")).contains("completed");
    assertThat(told.getLast().toString()).contains("line 99");
  }

  @Test
  void thePastIsToldWithItsPromptsAndWithoutWhatJackdawSaid() {
    hear(
        narrator(Narrator.Tense.PAST),
        AgentId.MAIN,
        new Event.PromptSubmitted(
            List.of(new Block.Text("mine", Label.USER), new Block.Text("not mine", Label.JACKDAW)),
            false));
    hear(
        narrator(Narrator.Tense.PRESENT),
        AgentId.MAIN,
        new Event.PromptSubmitted(List.of(new Block.Text("again", Label.USER)), false));
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().toString()).contains("user_message_chunk", "mine");
  }

  @Test
  void hiddenCharactersOfACommandAreShown() {
    hear(narrator(Narrator.Tense.PRESENT), AgentId.MAIN, reply(bash("rm \u202e x\nls")));
    assertThat(told.getFirst().string("title", "")).doesNotContain("\u202e").doesNotContain("\n");
  }
}

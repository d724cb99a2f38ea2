package dev.jackdaw.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is shown of a session that goes on. */
@Timeout(60)
class RecapTest extends ShellFixture {
  private static final TurnId TURN = new TurnId(1);
  private final FakeSession session = new FakeSession("s", FakeSession::finish);

  private void happened(Event event) {
    session.kept.add(new Occurrence(session.kept.size() + 1, Instant.EPOCH, AgentId.MAIN, event));
  }

  private void prompted(String text) {
    happened(new Event.PromptSubmitted(List.of(new Block.Text(text, Label.USER)), false));
  }

  private void replied(String text, Block.Call... calls) {
    var blocks = new ArrayList<Block.Said>(List.of(calls));
    blocks.addFirst(new Block.Text(text, Label.MODEL));
    happened(
        new Event.ReplyReceived(
            TURN,
            new Message.Assistant(blocks),
            Usage.NONE,
            StopReason.END,
            "m",
            Optional.empty(),
            Duration.ZERO));
  }

  private void called(String id) {
    happened(new Event.CallStarted(TURN, new CallId(id), Idempotency.UNSAFE));
    happened(
        new Event.CallFinished(
            TURN, new CallId(id), ToolResult.ok("", COMMAND), Duration.ofSeconds(1)));
  }

  private void twoTasks() {
    prompted("the first");
    replied("Long ago.");
    happened(new Event.TaskFinished(new Outcome.Finished("")));
    prompted("the last\nof all");
    replied("I look.", bash("a", "make test"));
    called("a");
    replied("It was **fine**.");
    happened(new Event.TaskFinished(new Outcome.Finished("")));
  }

  @Test
  void showsTheLastPromptAndWhatCameOfIt() throws Exception {
    twoTasks();
    try (var desk = Desk.lively(session, folder)) {
      desk.sees("Resumed, after 2 prompts. ctrl+o shows all of it.")
          .sees("› the last\n  of all\n")
          .sees("I look.")
          .sees("● bash  make test")
          .sees("It was fine.");
      assertThat(desk.shown()).doesNotContain("Long ago", "running");
      desk.type("more\r");
      desk.sees("1 turn");
    }
  }

  @Test
  void showsItAsLines() throws Exception {
    twoTasks();
    try (var desk = Desk.linear(session, folder)) {
      desk.sees("Resumed, after 2 prompts. /transcript shows all of it.\n> the last\nof all\n")
          .sees("It was **fine**.");
    }
  }

  @Test
  void leavesOutWhatIsTooMuch() throws Exception {
    prompted("count");
    for (var i = 0; i < 100; i++) {
      replied("Number " + i + ".", bash("c" + i, "echo " + i));
      called("c" + i);
    }
    try (var desk = Desk.lively(session, folder)) {
      desk.sees("… 260 events before").sees("Number 99.");
      assertThat(desk.shown()).doesNotContain("Number 80.");
    }
  }

  @Test
  void knowsWhatWasTakenBack() throws Exception {
    twoTasks();
    happened(new Event.ConversationRewound(1));
    try (var desk = Desk.lively(session, folder)) {
      desk.sees("Resumed, after 1 prompt.").sees("› the first").sees("Long ago.");
      assertThat(desk.shown()).doesNotContain("the last");
    }
  }

  @Test
  void saysNothingOfAFreshSession() throws Exception {
    try (var desk = Desk.lively(session, folder)) {
      desk.type("go\r");
      desk.sees("1 turn");
      assertThat(desk.shown()).doesNotContain("Resumed");
    }
  }
}

package dev.jackdaw.tui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.testkit.Golden;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be typed about the context, on a terminal and without one. */
@Timeout(60)
class ContextCommandsTest extends ShellFixture {
  private final FakeSession session = new FakeSession("s", FakeSession::finish);
  private final ContextCommands commands = ContextCommands.plain(80);

  private String run(String line) throws InterruptedException {
    return String.join("\n", commands.run(line, session));
  }

  @Test
  void foldsWithAFocusAndShowsWhatStandsForIt() throws Exception {
    session.foldable = Optional.of(Reports.fold(1));

    Golden.check("compact.txt", run("/compact  keep the port numbers ") + "\n");
    assertThat(session.focuses).containsExactly("keep the port numbers");
  }

  @Test
  void saysWhatAFoldWouldDo() throws Exception {
    session.foldable = Optional.of(Reports.fold(1));

    Golden.check("compact-dry-run.txt", run("/compact --dry-run") + "\n");
    assertThat(session.focuses).isEmpty();
  }

  @Test
  void saysWhyThereIsNothingToFold() throws Exception {
    var nothing =
        "Nothing to fold yet: the newest turns stay as they are. A fold pays for itself in about 21"
            + " requests, at some 101k tokens. /context shows what takes the space.";

    assertThat(run("/compact")).isEqualTo(nothing);
    assertThat(run("/compact --dry-run")).isEqualTo(nothing);
    assertThat(run("/uncompact")).isEqualTo("No fold is in force, so there is none to take back.");
  }

  @Test
  void takesAFoldBack() throws Exception {
    session.foldable = Optional.of(Reports.fold(1));
    run("/compact");

    assertThat(run("/uncompact"))
        .isEqualTo(
            "Fold 1 was taken back: the model is shown about 63.9k tokens more, read afresh with"
                + " the next request.");
  }

  @Test
  void pinsAndUnpins() throws Exception {
    assertThat(run("/pin")).startsWith("Nothing is pinned. /pin #N keeps");
    assertThat(run("/pin #214")).isEqualTo("pinned: #214");
    assertThat(run("/pin the API stays")).isEqualTo("pinned: the API stays");
    assertThat(run("/pin")).contains("pinned: #214\npinned: the API stays\n/unpin");
    assertThat(run("/unpin the")).isEqualTo("no longer pinned: the API stays");
    assertThat(session.pins).containsExactly("#214");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/context all | /context takes nothing behind it.",
        "/compact --now | /compact knows no --now; write /compact [--dry-run] [FOCUS].",
        "/uncompact 3 | /uncompact takes nothing behind it.",
        "/pin #99 | There is no #99; the journal ends at #42.",
        "/unpin #1 | #1 is not pinned"
      })
  void saysWhatIsWrong(String line, String message) {
    assertThatThrownBy(() -> run(line)).isInstanceOf(JackdawException.class).hasMessage(message);
  }

  @Test
  void areKnownByTheirWholeWord() {
    assertThat(List.of("/context", "/compact x", "/uncompact", "/pin #1", "/unpin"))
        .allMatch(ContextCommands::isOne);
    assertThat(List.of("/help", "/contexts", "/compact/x", "compact", ""))
        .noneMatch(ContextCommands::isOne);
  }

  @Test
  void areShownOnTheTerminal() throws Exception {
    session.foldable = Optional.of(Reports.fold(1));
    try (var desk = Desk.linear(session, folder)) {
      desk.type("/context\n");
      desk.sees("[STTMDDDDDUACCCC").sees("\nR tool results                46.3k  25 %");
      desk.type("/compact\n");
      desk.sees("\n≡ folded up to turn 31: 98.0k → 34.1k tokens (-65 %)")
          .sees("/uncompact takes it back.\n  | Your messages so far:\n");
      desk.type("/uncompact\n");
      desk.sees("\nfold 1 was taken back\nThe model is shown about 63.9k tokens more");
      desk.type("/pin #99\n");
      desk.sees("There is no #99; the journal ends at #42.\n");
      desk.type("/pin #3\n");
      desk.sees("\npinned: #3\n");
      desk.type("/quit\n");
      desk.left();
    }
  }

  @Test
  void neverFoldUnderARunningTask() throws Exception {
    var busy =
        new FakeSession(
            "s",
            s -> {
              s.emit(new Event.NoticeGiven("at work"));
              s.awaitInterrupt();
              s.finish();
            });
    busy.foldable = Optional.of(Reports.fold(1));
    try (var desk = Desk.linear(busy, folder)) {
      desk.type("hi\n");
      desk.sees("at work");
      desk.type("/compact\n");
      desk.sees("A task is running. Wait for its end, or interrupt it with Esc; then");
      desk.type("/context\n");
      desk.sees("context of fake/small: 88.2k of 182.4k tokens, 48 %");
      busy.interrupt();
      desk.type("/quit\n");
      desk.left();
      assertThat(busy.focuses).isEmpty();
    }
  }

  @Test
  void endWhenAPersonNoLongerWantsToWait() throws Exception {
    var waiting = new CountDownLatch(1);
    session.foldable = Optional.of(Reports.fold(1));
    session.whenCompacting =
        _ -> {
          waiting.countDown();
          new CountDownLatch(1).await();
        };
    try (var desk = Desk.lively(session, folder)) {
      desk.type("/compact\r");
      waiting.await();
      desk.interrupt();
      desk.sees("Stopped. Nothing was folded.");
      desk.type("/quit\r");
      desk.left();
    }
  }

  @Test
  void tellOfFoldsInShortForSubAgents() throws Exception {
    var child = AgentId.MAIN.child(1);
    var play =
        new FakeSession(
            "s",
            s -> {
              s.emit(child, new Event.ContextFolded(Reports.fold(1)));
              s.finish();
            });
    try (var desk = Desk.linear(play, folder)) {
      desk.type("hi\n");
      desk.sees("agent1 folded its context: 98.0k → 34.1k tokens (-65 %)\n");
      desk.type("/quit\n");
      desk.left();
    }
  }

  @Test
  void completeWhatCanBeGivenUp() throws Exception {
    session.pins.addAll(List.of("#214", "a\u001bb"));
    try (var desk = Desk.lively(session, folder)) {
      desk.type("/unpin #\t\r");
      desk.sees("no longer pinned: #214");
      desk.type("/quit\r");
      desk.left();
    }
  }
}

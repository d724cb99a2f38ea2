package dev.jackdaw.tui.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Plan;
import dev.jackdaw.testkit.FakeClock;
import dev.jackdaw.tui.Signs;
import dev.jackdaw.tui.theme.Theme;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
  @Test
  void saysNothingOfWhatIsReadAsItComesAndBeginsAnewWithEveryTurn() {
    var clock = FakeClock.create();
    var activity =
        new Activity(Theme.plain(), Signs.in(StandardCharsets.US_ASCII), clock, Plan.NONE);
    var story = new Story(clock, activity::heard);
    var announcer = new Announcer(activity, clock);
    story.prompt("go").turn(AgentId.MAIN).streams(new Delta.TextDelta("so")).later(60);
    assertThat(announcer.due()).isEmpty();
    story.streams(new Delta.CallBegun(0, "edit")).streams(new Delta.CallInputDelta(0, "x"));
    story.later(6);
    assertThat(announcer.due()).isEmpty();
    story.streams(new Delta.CallInputDelta(0, "x".repeat(2_000))).later(6);
    assertThat(announcer.due()).contains("Still: the model prepares edit (2.0k characters), 12 s");
    for (var turn = 0; turn < 5; turn++) {
      story.replies(AgentId.MAIN, "edit:a").starts(AgentId.MAIN, "edit:a");
      story.finishes("edit:a").turn(AgentId.MAIN).later(6);
      assertThat(announcer.due()).isEmpty();
    }
  }

  @Test
  void saysWhatGoesOnForLongAndLessAndLessOften() {
    var clock = FakeClock.create();
    var activity =
        new Activity(Theme.plain(), Signs.in(StandardCharsets.US_ASCII), clock, Plan.NONE);
    var story = new Story(clock, activity::heard);
    var announcer = new Announcer(activity, clock);
    var said = new ArrayList<String>();
    assertThat(announcer.patience(clock.instant())).isEmpty();
    story.prompt("go").turn(AgentId.MAIN);
    for (var i = 0; i < 40; i++) {
      announcer.due().ifPresent(said::add);
      story.later(1);
    }
    story.replies(AgentId.MAIN, "bash:mvn").starts(AgentId.MAIN, "bash:mvn");
    story.prints("bash:mvn", "building\u001b[1m now\u001b[0m\n");
    for (var i = 0; i < 200; i++) {
      announcer.due().ifPresent(said::add);
      story.later(1);
    }
    story.ends(new Outcome.Finished("x")).later(600);
    announcer.due().ifPresent(said::add);
    assertThat(said)
        .containsExactly(
            "Still waiting for the model, 10 s",
            "Still waiting for the model, 30 s",
            "Still running bash, 10 s: building now",
            "Still running bash, 30 s: building now",
            "Still running bash, 1 m 30 s: building now",
            "Still running bash, 2 m 30 s: building now");
  }
}

package dev.jackdaw.tui.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Plan;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.FakeClock;
import dev.jackdaw.testkit.Generators;
import dev.jackdaw.testkit.Golden;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.tui.Signs;
import dev.jackdaw.tui.layout.Frames;
import dev.jackdaw.tui.theme.Theme;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityTest {
  private static final AgentId ONE = AgentId.MAIN.child(1);
  private final FakeClock clock = FakeClock.create();
  private final Activity activity =
      new Activity(Theme.plain(), Signs.in(StandardCharsets.UTF_8), clock, Plan.NONE);
  private final Story story = new Story(clock, activity::heard);

  private String head() {
    return Frames.of(activity, 120, 1).strip().substring(2);
  }

  private static Event plan(String... steps) {
    var items = new java.util.ArrayList<Json>();
    for (var step : steps) {
      var parts = step.split(" ", 2);
      items.add(Json.object().put("text", parts[1]).put("state", parts[0]).build());
    }
    return new Event.CallFinished(
        Story.TURN,
        new CallId("todo"),
        ToolResult.ok("noted", Label.JACKDAW)
            .withDetails(Json.object().put("items", Json.array(items)).build()),
        Duration.ZERO);
  }

  private static Question question() {
    return new Question.Choice("Which?", List.of(), false);
  }

  private void muchIsGoingOn() {
    story.prompt("go").later(5);
    story.happens(plan("done read it", "active change \u001b[2Jit", "pending test it"));
    story.turn(AgentId.MAIN).replies(AgentId.MAIN, "bash:mvn test", "grep:TODO", "task:x");
    story.starts(AgentId.MAIN, "bash:mvn test", "task:x");
    story.agent(1, "reviewer", "look for bugs").turn(ONE).replies(ONE, "bash:git log");
    story.starts(ONE, "bash:git log");
    story.agent(2, "", "write the docs").turn(AgentId.MAIN.child(2));
    story.prints("bash:mvn test", "Building\n[INFO] \u001b[32mRunning FooTest").later(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 220})
  void showsWhatRunsAndForHowLong(int width) {
    muchIsGoingOn();
    Golden.check("activity-" + width + ".txt", Frames.of(activity, width, 14));
  }

  @Test
  void aSmallWindowShowsWhatFits() {
    muchIsGoingOn();
    assertThat(Frames.of(activity, 60, 4)).contains("running 2 calls").contains("and 4 more");
    assertThat(Frames.of(activity, 60, 1).lines()).hasSize(1);
  }

  @Test
  void saysWhatTheModelIsAt() {
    story.prompt("go").turn(AgentId.MAIN).later(3);
    assertThat(head()).isEqualTo("waiting for the model · 3 s · Esc interrupts");
    story.streams(new Delta.ThinkingDelta("hm")).later(1);
    assertThat(head()).startsWith("the model thinks · 1 s · 4 s in all");
    story.streams(new Delta.TextDelta("so")).later(61);
    assertThat(head()).startsWith("the model writes · 1 m 01 s");
    story.streams(new Delta.CallBegun(0, "write"));
    story.streams(new Delta.CallInputDelta(0, "x".repeat(12_345)));
    assertThat(head()).startsWith("the model prepares write (12.3k characters) · 0 s");
  }

  @Test
  void countsDownToTheNextAttempt() {
    story.prompt("go").turn(AgentId.MAIN);
    story.streams(new Delta.Retrying("rate limit reached", Duration.ofSeconds(30), 1)).later(12);
    assertThat(head()).startsWith("rate limit reached; attempt 2 in 18 s");
    story.later(40);
    assertThat(head()).startsWith("rate limit reached; attempt 2 in 0 s");
    story.streams(new Delta.Restarted());
    assertThat(head()).startsWith("waiting for the model");
  }

  @Test
  void saysWhatACallWaitsForBeforeItStarts() {
    story.prompt("go").turn(AgentId.MAIN).replies(AgentId.MAIN, "edit:a");
    assertThat(head()).startsWith("deciding what may run");
    story.prints("edit:a", "waits for src/A.java, held by agent1\n");
    assertThat(head()).startsWith("edit waits for src/A.java, held by agent1");
    story.starts(AgentId.MAIN, "edit:a");
    assertThat(head()).startsWith("running edit").contains("11.0k in, 500 out · $0.0123");
    story.finishes("edit:a");
    assertThat(head()).startsWith("deciding what may run");
  }

  @Test
  void doesNotTurnWhileAPersonIsAsked() {
    story.prompt("go").turn(AgentId.MAIN).replies(AgentId.MAIN, "bash:x");
    story.happens(new Event.QuestionAsked(1, question())).later(2);
    assertThat(Frames.of(activity, 80, 1)).startsWith("? waiting for your answer · 2 s");
    assertThat(activity.state()).isEqualTo(Activity.State.ASKING);
    assertThat(activity.nextRedraw()).contains(Duration.ofSeconds(1));
    story.later(600);
    assertThat(activity.nextRedraw()).contains(Duration.ofMinutes(1));
    story.happens(new Event.QuestionAnswered(question(), new Answer.Dismissed()));
    assertThat(activity.state()).isEqualTo(Activity.State.WORKING);
    assertThat(activity.nextRedraw()).contains(Activity.FRAME);
  }

  @Test
  void restsWithoutATimer() {
    assertThat(activity.nextRedraw()).isEmpty();
    assertThat(Frames.of(activity, 80, 10)).isBlank();
    muchIsGoingOn();
    activity.interrupting();
    assertThat(head()).startsWith("stopping");
    story.ends(new Outcome.Interrupted());
    assertThat(head()).startsWith("2 agents work in the background");
    story.happens(ONE, new Event.TaskFinished(new Outcome.Finished("x")));
    assertThat(head()).startsWith("agent2 works in the background");
    story.happens(AgentId.MAIN.child(2), new Event.TaskFinished(new Outcome.Finished("x")));
    story.prints("bash:mvn test", "late").streams(new Delta.TextDelta("late"));
    assertThat(activity.state()).isEqualTo(Activity.State.RESTING);
    assertThat(activity.nextRedraw()).isEmpty();
    story.prompt("again").ends(new Outcome.Failed(JackdawException.Kind.PROVIDER, "x", "y"));
    assertThat(activity.state()).isEqualTo(Activity.State.FAILED);
  }

  @Test
  void showsTheLastOfAProgressBar() {
    story.prompt("go").turn(AgentId.MAIN).replies(AgentId.MAIN, "bash:x");
    story.starts(AgentId.MAIN, "bash:x").prints("bash:x", "10 %\r20 %").prints("bash:x", "\r30 %");
    assertThat(Frames.of(activity, 80, 5)).contains("    30 %\n").doesNotContain("20 %");
  }

  @Test
  void drawsAnythingAtAnySize() {
    Properties.forAll(
        100,
        (random, size) -> {
          var other =
              new Activity(Theme.plain(), Signs.in(StandardCharsets.UTF_8), clock, Plan.NONE);
          var told = new Story(clock, other::heard);
          var text = Generators.text(random, size * 10);
          told.prompt("go").turn(AgentId.MAIN).agent(1, text, text).turn(ONE);
          told.replies(AgentId.MAIN, "bash:" + text).starts(AgentId.MAIN, "bash:" + text);
          told.prints("bash:" + text, text).happens(plan("active " + text + "x"));
          return Frames.of(other, 1 + random.nextInt(120), 1 + random.nextInt(20));
        },
        frame -> assertThat(frame).isNotEmpty());
  }
}

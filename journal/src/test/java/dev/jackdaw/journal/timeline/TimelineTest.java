package dev.jackdaw.journal.timeline;

import static dev.jackdaw.journal.timeline.Story.call;
import static dev.jackdaw.journal.timeline.Story.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TimelineTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static Entry.Call find(Timeline timeline, String id) {
    return timeline.bars().stream()
        .filter(Entry.Call.class::isInstance)
        .map(Entry.Call.class::cast)
        .filter(call -> call.call().equals(new CallId(id)))
        .findFirst()
        .orElseThrow();
  }

  private static Span span(long from, long to) {
    return new Span(START.plusMillis(from), START.plusMillis(to));
  }

  @Test
  void tellsWhichCallsRanAtTheSameTime() {
    var timeline = Story.eventful().timeline();
    assertThat(find(timeline, "c1").beside()).containsExactly(find(timeline, "c2").number());
    assertThat(find(timeline, "c2").beside()).containsExactly(find(timeline, "c1").number());
    assertThat(find(timeline, "c3").beside()).isEmpty();
    assertThat(find(timeline, "d1").beside()).containsExactly(find(timeline, "d2").number());
  }

  @Test
  void aCallThatStartedASubAgentIsNotBesideItsCalls() {
    var timeline = Story.eventful().timeline();
    assertThat(find(timeline, "c5").isWhole()).isTrue();
    assertThat(find(timeline, "c5").beside()).isEmpty();
    assertThat(timeline.lanes().get(1).startedBy()).isEqualTo(find(timeline, "c5").number());
  }

  @Test
  void waitingForAPersonIsNeitherWorkNorTheModel() {
    var timeline = Story.eventful().timeline();
    assertThat(find(timeline, "c4").waits()).containsExactly(span(8_000, 11_000));
    assertThat(find(timeline, "c4").runs()).containsExactly(span(11_000, 15_000));
    assertThat(timeline.totals().person()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void addsUp() {
    assertThat(Story.eventful().timeline().totals())
        .isEqualTo(
            new Totals(
                Duration.ofMillis(23_700 + 9 * 3_600_000),
                Duration.ofMillis(4_000 + 9 * 3_600_000 + 2_000),
                Duration.ofMillis(2_000 + 1_500 + 900 + 1_000 + 700 + 600 + 800 + 700),
                Duration.ofMillis(40 + 500 + 12 + 4_000 + 300 + 500 + 1_000),
                Duration.ofSeconds(3),
                Duration.ofMillis(8_200 + 500 + 12 + 4_000 + 500 + 1_000),
                Duration.ofMillis(40 + 300),
                new Usage(7_000, 77_000, 3_500, 560, 0),
                0.0123 + 0.0045 + 0.002 + 0.003 + 0.001 + 0.001 + 0.001,
                true,
                7,
                9,
                3,
                1,
                0,
                1,
                1));
  }

  @Test
  void whatACrashCutEndsWithTheLastThingThatWasHeard() {
    var call = find(Story.eventful().timeline(), "c6");
    assertThat(call.runs()).hasSize(1);
    assertThat(call.runs().getFirst().length()).isEqualTo(Duration.ofSeconds(1));
    assertThat(call.ending().orElseThrow().status()).isEqualTo(Status.IN_DOUBT);
  }

  @Test
  void aCallThatIsStartedAgainHasTwoBars() {
    var timeline =
        new Story()
            .opened()
            .prompt("x")
            .reply(0, 0, call("c1", "read", "{}"))
            .decided("c1")
            .started("c1")
            .after(10)
            .add(new Event.ModeChanged(Mode.PLAN))
            .after(1_000)
            .add(new Event.SessionResumed("2"))
            .started("c1")
            .after(20)
            .finished("c1", Status.OK, "", 20)
            .timeline();
    assertThat(find(timeline, "c1").runs()).containsExactly(span(0, 10), span(1_010, 1_030));
    assertThat(timeline.totals().reruns()).isEqualTo(1);
    assertThat(timeline.totals().crashes()).isEqualTo(1);
  }

  @Test
  void stepsOfACallBelongUnderIt() {
    var timeline =
        new Story()
            .opened()
            .prompt("x")
            .reply(0, 0, call("w", "workflow", "{}"), call("z", "read", "{}"))
            .started("w")
            .started("z")
            .started("w/a")
            .started("w/f/1")
            .after(10)
            .finished("z", Status.OK, "", 10)
            .finished("w/f/1", Status.OK, "", 10)
            .after(10)
            .finished("w/a", Status.OK, "", 20)
            .finished("w", Status.OK, "", 20)
            .timeline();
    assertThat(
            timeline.lanes().getFirst().entries().stream()
                .filter(Entry.Call.class::isInstance)
                .map(entry -> ((Entry.Call) entry).call().value()))
        .containsExactly("w", "w/a", "w/f/1", "z");
    assertThat(find(timeline, "w/f/1").within()).contains(new CallId("w"));
    assertThat(find(timeline, "w/a").beside())
        .containsExactlyInAnyOrder(find(timeline, "z").number(), find(timeline, "w/f/1").number());
    assertThat(find(timeline, "w").beside()).isEmpty();
    assertThat(timeline.totals().tools()).isEqualTo(Duration.ofMillis(40));
  }

  @Test
  void namesFilesAsSeenFromTheDirectory() {
    var path = "{\"path\":\"" + Story.PROJECT + "/src/A.java\"}";
    var timeline = new Story().opened().reply(0, 0, call("c1", "read", path)).timeline();
    assertThat(find(timeline, "c1").subject()).isEqualTo("src/A.java");
  }

  @Test
  void drawsALongTimeOfNothingShortAndAShortOneAsItWas() {
    var story = new Story().opened().started("c1").after(10_000).finished("c1", Status.OK, "", 0);
    var small = Axis.of(story.after(900).started("c2").finished("c2", Status.OK, "", 0).timeline());
    assertThat(small.breaks()).isEmpty();
    assertThat(small.length()).isEqualTo(Duration.ofMillis(10_900));
    var night = Axis.of(story.after(36_000_000).prompt("x").timeline());
    assertThat(night.breaks()).hasSize(1);
    assertThat(night.length()).isLessThan(Duration.ofSeconds(12));
  }

  @Test
  void aTornJournalGivesATimelineThatEndsThere() {
    var story = Story.eventful();
    var events = story.journal.occurrences().size();
    for (var length = 0; length <= events; length++) {
      var timeline = Timeline.of(story.journal.afterCrashAt(length));
      assertThat(timeline.totals().wall()).isEqualTo(timeline.span().length());
    }
    var open = find(Timeline.of(story.journal.afterCrashAt(8)), "c2");
    assertThat(open.ending()).isEmpty();
    assertThat(Words.status(open)).isEqualTo("no end recorded");
  }

  @Test
  void aClockThatGoesBackDoesNotTurnTimeAround() {
    var story = new Story().opened().prompt("x").after(5_000);
    story.started("c1");
    story.clock.set(START.minusSeconds(60));
    var timeline =
        story.finished("c1", Status.OK, "", 4_000).reply(9_000, 0, said("ok")).timeline();
    assertThat(timeline.span()).isEqualTo(span(0, 5_000));
    assertThat(find(timeline, "c1").runs()).containsExactly(span(5_000, 5_000));
  }

  @Test
  void aResultThatIsRecordedLateEndedWhenItSaysSo() {
    var timeline =
        new Story().opened().started("c1").after(900).finished("c1", Status.OK, "", 100).timeline();
    assertThat(find(timeline, "c1").runs()).containsExactly(span(0, 100));
  }

  @Test
  void timesNobodyCanHaveMeantAreNoDanger() {
    var story = new Story().opened().started("c1").after(10);
    story.add(
        new Event.CallFinished(
            new TurnId(1),
            new CallId("c1"),
            ToolResult.failed("x"),
            Duration.ofSeconds(Long.MAX_VALUE)));
    story.add(
        new Event.SideJobEnded(
            "title",
            "m",
            Usage.NONE,
            Optional.empty(),
            Duration.ofSeconds(Long.MIN_VALUE),
            "no answer"));
    story.clock.set(Instant.MAX);
    story.as(new AgentId("9")).agentStarted(new AgentId("9"), "c1", "itself").started("c2");
    var timeline = story.finished("c2", Status.OK, "", 1).timeline();
    assertThat(timeline.bars()).hasSize(3);
    assertThat(Axis.of(timeline).at(Instant.MAX)).isEqualTo(1);
  }

  @Test
  void anEmptyJournalHasATimeline() {
    var timeline = new Story().timeline();
    assertThat(timeline.lanes()).isEmpty();
    assertThat(timeline.totals().parallelShare()).isZero();
    assertThat(List.of(Axis.of(timeline).at(START))).doesNotContain(Double.NaN);
  }
}

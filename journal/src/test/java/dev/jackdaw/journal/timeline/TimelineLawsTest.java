package dev.jackdaw.journal.timeline;

import static dev.jackdaw.testkit.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.journal.timeline.TimelineText.Paint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What holds of the timeline of any journal, in whatever order its events stand. */
final class TimelineLawsTest {
  private static final List<Status> STATUSES = List.of(Status.values());

  /** Events of three agents in an order that no engine would produce. */
  static Timeline any(RandomGenerator random, int size) {
    var story = new Story().opened();
    for (var i = 0; i < size; i++) {
      story.after(random.nextInt(4) == 0 ? 0 : random.nextInt(2_000));
      story.as(random.nextBoolean() ? AgentId.MAIN : AgentId.MAIN.child(1 + random.nextInt(2)));
      var id = "c" + random.nextInt(8) + (random.nextInt(5) == 0 ? "/" + random.nextInt(3) : "");
      var call = Story.call(id, "read", "{}");
      switch (random.nextInt(10)) {
        case 0 -> story.prompt("x");
        case 1 -> story.reply(random.nextInt(3_000), random.nextInt(9), Story.said("x"), call);
        case 2 -> story.decided(id);
        case 3, 4, 5 -> story.started(id);
        case 6, 7 -> story.finished(id, status(random), "", random.nextInt(3_000));
        case 8 -> story.allowed(call);
        default -> story.add(rare(random, id));
      }
    }
    return story.timeline();
  }

  private static Status status(RandomGenerator random) {
    return STATUSES.get(random.nextInt(STATUSES.size()));
  }

  private static Event.Durable rare(RandomGenerator random, String id) {
    return switch (random.nextInt(4)) {
      case 0 -> new Event.SessionResumed("2");
      case 1 -> new Event.ModeChanged(Mode.PLAN);
      case 2 -> new Event.ModelFailed(new TurnId(1), "code", "text");
      default ->
          new Event.AgentStarted(AgentId.MAIN.child(1 + random.nextInt(2)), new CallId(id), "x");
    };
  }

  private static List<Entry.Call> calls(Timeline timeline) {
    return timeline.bars().stream()
        .filter(Entry.Call.class::isInstance)
        .map(Entry.Call.class::cast)
        .toList();
  }

  @Test
  void everyBarLiesWithinTheSession() {
    forAll(
        TimelineLawsTest::any,
        timeline -> {
          var all = timeline.span();
          for (var bar : timeline.bars()) {
            assertThat(bar.span().from()).isBetween(all.from(), all.to());
            assertThat(bar.span().to()).isBetween(all.from(), all.to());
          }
        });
  }

  @Test
  void repliesOfOneAgentAreNeverUnderWayAtOnce() {
    forAll(
        TimelineLawsTest::any,
        timeline -> {
          for (var lane : timeline.lanes()) {
            var replies = lane.entries().stream().filter(Entry.Reply.class::isInstance).toList();
            for (var i = 1; i < replies.size(); i++) {
              assertThat(replies.get(i - 1).span().overlaps(replies.get(i).span())).isFalse();
            }
          }
        });
  }

  @Test
  void runsOfOneCallDoNotOverlap() {
    forAll(
        TimelineLawsTest::any,
        timeline -> {
          for (var call : calls(timeline)) {
            assertThat(Span.shared(call.runs())).isEqualTo(Duration.ZERO);
          }
        });
  }

  @Test
  void besideIsMutualAndMeansThatTheBarsOverlap() {
    forAll(
        TimelineLawsTest::any,
        timeline -> {
          var byNumber = new HashMap<Integer, Entry.Call>();
          for (var call : calls(timeline)) byNumber.put(call.number(), call);
          for (var call : calls(timeline)) {
            for (var number : call.beside()) {
              var other = Objects.requireNonNull(byNumber.get(number));
              assertThat(other.beside().contains(call.number()) || other.besideMore()).isTrue();
              assertThat(call.runs())
                  .anyMatch(run -> other.runs().stream().anyMatch(run::overlaps));
            }
          }
        });
  }

  @Test
  void numbersCountFromOneInTheOrderOfTheBeginnings() {
    forAll(
        TimelineLawsTest::any,
        timeline -> {
          var bars = timeline.bars();
          for (var i = 0; i < bars.size(); i++) {
            assertThat(bars.get(i).number()).isEqualTo(i + 1);
            if (i == 0) continue;
            assertThat(bars.get(i).span().from()).isAfterOrEqualTo(bars.get(i - 1).span().from());
          }
        });
  }

  @Test
  void theSumsAgree() {
    forAll(
        TimelineLawsTest::any,
        timeline -> {
          var totals = timeline.totals();
          assertThat(totals.working()).isLessThanOrEqualTo(totals.wall());
          assertThat(totals.away()).isLessThanOrEqualTo(totals.wall());
          assertThat(totals.person()).isLessThanOrEqualTo(totals.wall());
          assertThat(totals.parallel()).isLessThanOrEqualTo(totals.working());
          assertThat(totals.model().plus(totals.tools()))
              .isGreaterThanOrEqualTo(totals.working().plus(totals.parallel()));
          var dollars = 0.0;
          for (var bar : timeline.bars()) {
            if (bar instanceof Entry.Reply reply) dollars += reply.dollars().orElse(0.0);
          }
          assertThat(totals.dollars()).isCloseTo(dollars, within(1e-9));
          assertThat(totals.calls()).isEqualTo(calls(timeline).size());
        });
  }

  @Test
  void theAxisNeverTurnsAround() {
    forAll(
        TimelineLawsTest::any,
        timeline -> {
          var axis = Axis.of(timeline);
          var moments = new ArrayList<>(timeline.bars().stream().map(Entry::span).toList());
          moments.sort(Comparator.comparing(Span::from));
          var last = 0.0;
          for (var span : moments) {
            var place = axis.at(span.from());
            assertThat(place).isBetween(last, 1.0);
            assertThat(axis.at(span.to())).isBetween(place, 1.0);
            last = place;
          }
          assertThat(axis.at(timeline.span().from())).isEqualTo(0);
        });
  }

  @Test
  void everyTimelineHasEveryForm() {
    forAll(
        50,
        TimelineLawsTest::any,
        timeline -> {
          assertThat(LookTest.text(timeline, 60, Signs.ASCII, Paint.PLAIN)).isNotEmpty();
          assertThat(LookTest.page(timeline)).endsWith("</html>\n");
          assertThat(TimelineJson.of(timeline).pretty()).startsWith("{");
        });
  }

  /** The bound is on what is kept and written; that it ends shows that nothing is quadratic. */
  @Test
  void aSessionOfTenThousandEventsStaysSmall() throws IOException {
    var story = new Story().opened().prompt("x");
    var large = "a line that says nothing\n".repeat(4_000);
    for (var i = 0; i < 2_500; i++) {
      var id = "c" + i;
      story
          .after(10)
          .reply(10, 0.01, Story.call(id, "bash", "{\"command\":\"make\"}"))
          .decided(id, Story.runs("make"))
          .started(id)
          .after(10)
          .finished(id, Status.OK, large, 10);
    }
    var page = LookTest.page(story.timeline());
    assertThat(page.length()).isLessThan(Excerpts.MAX_CHARS * 2);
    assertThat(page).contains("<div class=\"body\" id=\"s5000\">");
    assertThat(LookTest.text(story.timeline(), 80, Signs.BLOCKS, Paint.PLAIN).lines().count())
        .isBetween(10_000L, 10_020L);
  }
}

package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Outcome.Limit;
import dev.jackdaw.api.Prices;
import dev.jackdaw.api.Usage;
import dev.jackdaw.testkit.FakeClock;
import dev.jackdaw.testkit.Script;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run may use up: a notice first, then the end, between turns and with everything kept. */
@Timeout(60)
class AgentSessionBudgetTest extends SessionFixture {
  private static final Usage THOUSAND = new Usage(600, 200, 100, 100, 0);

  private final AtomicInteger looks = new AtomicInteger();
  private final LambdaTool look =
      LambdaTool.pure("look", (_, _) -> ok("view " + looks.incrementAndGet()));
  private final LambdaTool task =
      LambdaTool.pure("task", (_, context) -> context.delegate("side work", "do it there"));

  private Outcome run(Limits limits, Script script) throws InterruptedException {
    try (var session =
        builder(ScriptedModel.of(script, folder), look, task).limits(limits).open()) {
      return session.run("do it");
    }
  }

  private List<String> notices() {
    return journal.events(Event.NoticeGiven.class).stream().map(Event.NoticeGiven::text).toList();
  }

  private static Turn looking() {
    return Turn.call("look", "{}").using(THOUSAND);
  }

  @Test
  void stopsBetweenTurnsWhenTheTokensAreUsedUp() throws InterruptedException {
    var script = Script.of(looking().times(20), Turn.text("Done."));

    assertThat(run(Limits.NONE.withTokens(4_500), script))
        .isEqualTo(
            new Outcome.LimitReached(
                Limit.TOKENS,
                "Stopped at 5000 tokens (--max-tokens-total 4500). Everything so far is kept;"
                    + " continue with -c."));
    assertThat(looks).hasValue(5);
    assertThat(notices())
        .containsExactly(
            "Budget: 4000 tokens of 4500 tokens (--max-tokens-total) is used up. Come to an end: do"
                + " what matters most, leave the rest so that it can be gone on with, and say what"
                + " is missing.");
  }

  @Test
  void makesSoManyCallsAndNoMore() throws InterruptedException {
    var turn = looking().and(call("look", "{\"n\":2}"));
    var script = Script.of(turn.times(20), Turn.text("Done."));

    assertThat(run(Limits.NONE.withCalls(5), script))
        .isEqualTo(
            new Outcome.LimitReached(
                Limit.CALLS,
                "Stopped at 5 calls (--max-calls 5). Everything so far is kept; continue with"
                    + " -c."));
    assertThat(looks).hasValue(5);
    assertThat(journal.events(Event.CallFinished.class))
        .extracting(finished -> finished.result().text())
        .containsOnlyOnce("Not run: the limit of 5 calls is reached (--max-calls).");
    assertThat(notices()).singleElement().asString().startsWith("Budget: 4 calls of 5 calls");
  }

  @Test
  void tellsOfTurnsBeforeTheyAreUsedUp() throws InterruptedException {
    var script = Script.of(looking().times(20), Turn.text("Done."));

    assertThat(run(new Limits(5, Optional.empty(), Optional.empty()), script))
        .isInstanceOfSatisfying(
            Outcome.LimitReached.class, end -> assertThat(end.limit()).isEqualTo(Limit.TURNS));
    assertThat(looks).hasValue(5);
    assertThat(notices())
        .singleElement()
        .asString()
        .startsWith("Budget: 4 of 5 turns (--max-turns) is used up. Come to an end:");
  }

  @Test
  void aTaskThatNeedsNoMoreCallsEnds() throws InterruptedException {
    assertThat(run(Limits.NONE.withCalls(2), Script.of(looking().times(2), Turn.text("Done."))))
        .isEqualTo(new Outcome.Finished("Done."));
  }

  @Test
  void oneToolIsUsedUpAndTheTaskGoesOn() throws InterruptedException {
    assertThat(
            run(
                Limits.NONE.withCallsOf(Map.of("look", 2)),
                Script.of(looking().times(3), Turn.text("Done."))))
        .isEqualTo(new Outcome.Finished("Done."));
    assertThat(looks).hasValue(2);
    assertThat(onlyLast())
        .isEqualTo(
            "Not run: look may be called 2 times in a run (setting maxCallsPerTool), and was. Go on"
                + " without it.");
  }

  private String onlyLast() {
    return journal.events(Event.CallFinished.class).getLast().result().text();
  }

  @Test
  void aSubAgentUsesUpItsShareAndItsParentGoesOn() throws InterruptedException {
    // The parent has used 1000 of 10000 when it starts the sub-agent, which gets half of the rest.
    var script =
        Script.of(Turn.call("task", "{}").using(THOUSAND), Turn.text("Done.").using(THOUSAND))
            .agent("do it there", looking().times(9));

    assertThat(run(Limits.NONE.withTokens(10_000), script))
        .isEqualTo(new Outcome.Finished("Done."));
    assertThat(looks).hasValue(5);
    assertThat(onlyLast())
        .isEqualTo(
            "The sub-agent was stopped. Its share of the budget is used up: 5000 tokens of 4500"
                + " tokens.");
  }

  @Test
  void aShareCanBeSmall() throws InterruptedException {
    var script =
        Script.of(Turn.call("task", "{}"), Turn.text("Done."))
            .agent("do it there", looking().times(9));

    assertThat(run(Limits.NONE.withCalls(11).withSubagentShare(0.1), script))
        .isEqualTo(new Outcome.Finished("Done."));
    assertThat(looks).hasValue(1);
  }

  @Test
  void warnsOfMoney() throws InterruptedException {
    var script =
        Script.of(looking().times(9), Turn.text("Done."))
            .priced(new Prices(1000, 1000, 1000, 1000));

    assertThat(run(new Limits(0, Optional.of(5.0), Optional.empty()), script))
        .isEqualTo(
            new Outcome.LimitReached(
                Limit.COST,
                "Stopped at $5.0 (--max-cost 5.0). Everything so far is kept; continue with -c."));
    assertThat(notices())
        .singleElement()
        .asString()
        .startsWith("Budget: $4.0 of $5.0 (--max-cost)");
  }

  @Test
  void sharesLeaveSomethingForTheNext() {
    var clock = FakeClock.create();
    var first = new Budget(Limits.NONE.withCalls(8), new Tally(), clock);
    var one = first.share();
    var other = first.share();

    assertThat(callsOf(one)).isEqualTo(4);
    assertThat(callsOf(other)).isEqualTo(2);
    one.end();
    other.end();
    assertThat(callsOf(first)).isEqualTo(2);
  }

  private static int callsOf(Budget budget) {
    var calls = 0;
    while (budget.take("look").isEmpty()) calls++;
    return calls;
  }
}

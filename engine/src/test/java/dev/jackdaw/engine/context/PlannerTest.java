package dev.jackdaw.engine.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jackdaw.api.Fold;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {
  /** Keeps what it keeps as it is. */
  private static final Profile PLAIN = new Profile("plain", 1, 9_000, 0);

  private static final Terms CLAUDE = new Terms(200_000, 10_000, 0.1, 1.25, 5);

  @Test
  void aShortConversationIsLeftAlone() {
    var advice = new Planner(PLAIN).advise(load(5, 1_000), CLAUDE, false, 0);

    assertThat(advice).isInstanceOf(Advice.Stay.class);
  }

  @Test
  void aFoldIsDueOnceReadingHasCostItsPrice() {
    var planner = new Planner(PLAIN);
    var load = load(40, 1_000);

    // 31 of 40 turns are worth 27,900 tokens; 8,000 + 3,100 would be written again, each for 1.15.
    var requests = 0;
    while (planner.advise(load, CLAUDE, false, 0) instanceof Advice.Stay) {
      planner.requested(load, CLAUDE);
      requests++;
    }

    assertThat(requests).isEqualTo(6);
    assertThat(planner.advise(load, CLAUDE, false, 0))
        .isEqualTo(
            new Advice.Go(
                31,
                31,
                Fold.Reason.PRICE,
                18_100,
                (1.25 - 0.1) * 11_100,
                "reading it again and again has cost as much as 16740 tokens",
                false));
  }

  private static Advice.Go forced(Notes.When when, int task, long unnoted) {
    var planner = new Planner(PLAIN, Thresholds.USUAL.withNotes(Notes.of(when)));
    var plain = load(40, 1_000);
    var load = new Load(plain.fixed(), 0, 0, 0, plain.turns(), plain.open(), task, unnoted);
    return planner.force(load, CLAUDE, Fold.Reason.ASKED).orElseThrow();
  }

  @Test
  void aNoteIsAskedForWhereNoAnswerTellsOfWhatIsFolded() {
    var finished = forced(Notes.When.WORTHWHILE, 41, 0);
    var unfinished = forced(Notes.When.WORTHWHILE, finished.through(), 0);
    var much = forced(Notes.When.WORTHWHILE, 41, 490_000);

    assertThat(finished.asksForNote()).isFalse();
    assertThat(unfinished.asksForNote()).isTrue();
    assertThat(unfinished.cost()).isGreaterThan(finished.cost() + 3_000);
    assertThat(much.asksForNote()).isTrue();
    assertThat(forced(Notes.When.ALWAYS, 41, 0).asksForNote()).isTrue();
    assertThat(forced(Notes.When.NEVER, 0, 900_000).asksForNote()).isFalse();
  }

  @Test
  void patienceIsPaidForInRequests() {
    var frugal = requestsUntilFold(new Planner(new Profile("a", 1, 10_000, 0)), load(40, 1_000));
    var patient = requestsUntilFold(new Planner(new Profile("b", 3, 10_000, 0)), load(40, 1_000));

    assertThat(patient).isBetween(2 * frugal, 4 * frugal);
  }

  @Test
  void aFoldThatIsNearTakesTheNextBoundary() {
    var planner = new Planner(PLAIN);
    var load = load(40, 1_000);
    for (var i = 0; i < 4; i++) planner.requested(load, CLAUDE);

    assertThat(planner.advise(load, CLAUDE, false, 0)).isInstanceOf(Advice.Stay.class);
    assertThat(planner.advise(atBoundary(load), CLAUDE, false, 0)).isInstanceOf(Advice.Go.class);
  }

  @Test
  void aLostCacheIsAnOpportunity() {
    var advice = new Planner(Profile.BALANCED).advise(load(60, 1_000), CLAUDE, true, 0);

    assertThat(advice)
        .isInstanceOfSatisfying(
            Advice.Go.class,
            go -> {
              assertThat(go.reason()).isEqualTo(Fold.Reason.COLD);
              assertThat(go.cost()).isNegative();
            });
  }

  @Test
  void verbatimFoldsOnlyWhenTheWindowIsNearlyFull() {
    var planner = new Planner(Profile.VERBATIM);
    for (var i = 0; i < 1_000; i++) planner.requested(load(150, 1_000), CLAUDE);

    assertThat(planner.advise(load(150, 1_000), CLAUDE, true, 0)).isInstanceOf(Advice.Stay.class);
    assertThat(planner.advise(load(170, 1_000), CLAUDE, false, 0))
        .isInstanceOfSatisfying(
            Advice.Go.class, go -> assertThat(go.reason()).isEqualTo(Fold.Reason.PRESSURE));
  }

  @Test
  void theNewestTurnStaysWhateverItsSize() {
    var turns = new ArrayList<>(load(3, 1_000).turns());
    turns.add(new Load.Turn(4, 400_000, 100, false));

    var advice = new Planner(PLAIN).advise(new Load(6_000, 0, 0, 0, turns, 0), CLAUDE, false, 0);

    assertThat(advice).isEqualTo(new Advice.Stuck(409_000, CLAUDE.usable()));
  }

  @Test
  void anUrgentFoldGivesUpTailRatherThanProgress() {
    // The tail of 25,000 behind a digest of 40,000 would leave more than 0.6 of the room.
    var terms = new Terms(100_000, 0, 0.1, 1.25, 5);
    var load = new Load(4_000, 40_000, 40_000, 0, load(50, 1_000).turns(), 0);

    var advice = new Planner(Profile.VERBATIM).advise(load, terms, false, 0);

    assertThat(advice)
        .isInstanceOfSatisfying(Advice.Go.class, go -> assertThat(go.through()).isGreaterThan(40));
  }

  @Test
  void aFoldWithoutProgressWaitsUntilTheWindowIsFull() {
    var terms = new Terms(100_000, 0, 0.1, 1.25, 5);
    var nearly = new Load(4_000, 80_000, 80_000, 0, load(5, 1_000).turns(), 0);
    var full = new Load(4_000, 80_000, 80_000, 0, load(12, 1_000).turns(), 0);

    assertThat(new Planner(Profile.BALANCED).advise(nearly, terms, false, 0))
        .isInstanceOf(Advice.Stay.class);
    assertThat(new Planner(Profile.BALANCED).advise(full, terms, false, 0))
        .isInstanceOfSatisfying(Advice.Go.class, go -> assertThat(go.through()).isEqualTo(11));
  }

  @Test
  void whoAsksForAFoldGetsTheDeepest() {
    var go = new Planner(Profile.VERBATIM).force(load(40, 1_000), CLAUDE, Fold.Reason.ASKED);

    assertThat(go)
        .hasValueSatisfying(fold -> {
          assertThat(fold.through()).isEqualTo(39);
          assertThat(fold.reason()).isEqualTo(Fold.Reason.ASKED);
          assertThat(fold.after()).isEqualTo(6_000 + 39 * 100 + 1_000);
        });
  }

  @Test
  void thereIsNothingToFoldInOneTurn() {
    assertThat(new Planner(PLAIN).force(load(1, 9_000), CLAUDE, Fold.Reason.ASKED)).isEmpty();
  }

  /** What the next digest repeats is read, not written. */
  @Test
  void aDigestThatStaysMakesTheNextFoldCheaper() {
    var turns = load(40, 1_000).turns();
    var anew = new Load(6_000, 20_000, 20_000, 0, turns, 0);
    var repeated = new Load(6_000, 20_000, 20_000, 16_000, turns, 0);

    assertThat(price(anew) - price(repeated)).isCloseTo((1.25 - 0.1) * 16_000, within(1e-6));
    assertThat(requestsUntilFold(new Planner(PLAIN), repeated))
        .isLessThan(requestsUntilFold(new Planner(PLAIN), anew));
  }

  private static double price(Load load) {
    return new Planner(PLAIN).force(load, CLAUDE, Fold.Reason.ASKED).orElseThrow().cost();
  }

  @Test
  void aFoldStartsTheAccountAnew() {
    var planner = new Planner(PLAIN);
    requestsUntilFold(planner, load(40, 1_000));
    var folded = new Load(6_000, 3_000, 3_000, 0, load(60, 1_000).turns().subList(30, 60), 0);

    assertThat(planner.advise(folded, CLAUDE, false, 0)).isInstanceOf(Advice.Stay.class);
  }

  @Test
  void forecastsInRequestsOnceGrowthIsKnown() {
    var planner = new Planner(PLAIN);
    assertThat(planner.advise(load(5, 1_000), CLAUDE, false, 0))
        .isEqualTo(new Advice.Stay("no fold is expected before 19k tokens"));
    planner.requested(load(20, 1_000), CLAUDE);
    planner.requested(load(21, 1_000), CLAUDE);

    assertThat(planner.forecast(load(22, 1_000), CLAUDE))
        .isEqualTo("a fold is expected in about 6 requests");
  }

  @Test
  void anUnknownWindowIsNeverFull() {
    var terms = new Terms(0, 0, 0, 1, 5);

    assertThat(new Planner(Profile.BALANCED).advise(load(5_000, 1_000), terms, false, 0))
        .isInstanceOf(Advice.Stay.class);
  }

  private static int requestsUntilFold(Planner planner, Load load) {
    var requests = 0;
    while (planner.advise(load, CLAUDE, false, 0) instanceof Advice.Stay) {
      planner.requested(load, CLAUDE);
      requests++;
    }
    return requests;
  }

  private static Load load(int turns, int tokens) {
    var all = new ArrayList<Load.Turn>();
    for (var i = 1; i <= turns; i++) all.add(new Load.Turn(i, tokens, 100, false));
    return new Load(6_000, 0, 0, 0, all, 0);
  }

  private static Load atBoundary(Load load) {
    var turns = new ArrayList<>(load.turns());
    var last = turns.removeLast();
    turns.add(new Load.Turn(last.number(), last.tokens(), last.kept(), true));
    return new Load(
        load.fixed(), load.digest(), load.digestKept(), 0, List.copyOf(turns), load.open());
  }
}

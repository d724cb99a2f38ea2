package dev.jackdaw.engine.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Fold;
import dev.jackdaw.testkit.Generators;
import dev.jackdaw.testkit.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Conversations that grow and are folded as advised. */
class PlannerPropertiesTest {
  private static final int CASES = 400;

  /** Of halving the tail until none is left. */
  private static final int MOST_FOLDS_PER_REQUEST = 3;

  private static final List<Profile> PROFILES =
      List.of(Profile.FRUGAL, Profile.BALANCED, Profile.VERBATIM);
  private static final List<Integer> WINDOWS =
      List.of(0, 8_000, 32_000, 64_000, 200_000, 1_000_000);

  /** Something a conversation is made of: the turns, and what is special about each request. */
  private record Conversation(
      Profile profile, Terms terms, int fixed, List<Load.Turn> turns, List<Boolean> cold) {}

  /** A fold that was advised. */
  private record Folded(Load before, Advice.Go go, Load after) {}

  @Test
  void foldingAsAdvisedEnds() {
    Properties.forAll(
        CASES, PlannerPropertiesTest::conversation, conversation -> grow(conversation));
  }

  @Test
  void theOpenTurnIsNeverFolded() {
    forEachFold((_, folded) -> {
      var turns = folded.before().turns();
      assertThat(folded.go().through())
          .isBetween(turns.getFirst().number(), turns.getLast().number() - 1);
    });
  }

  @Test
  void aFoldLeavesWhatItSaid() {
    forEachFold((_, folded) -> {
      assertThat(folded.after().total()).isEqualTo(folded.go().after());
      assertThat(folded.go().after()).isLessThan(folded.before().total());
    });
  }

  @Test
  void aFoldMakesRoomOrTheRequestCouldNotBeSent() {
    forEachFold((conversation, folded) -> {
      var usable = conversation.terms().usable();
      var fixed = conversation.fixed();
      var room = Math.max(0, 0.92 * usable - fixed);
      var hasRoom = folded.go().after() <= fixed + 0.6 * room;
      assertThat(hasRoom || folded.before().total() > usable).isTrue();
    });
  }

  @Test
  void whatIsNotUrgentIsWorthIt() {
    forEachFold((_, folded) -> {
      var gain = folded.before().total() - folded.go().after();
      if (folded.go().reason() != Fold.Reason.PRESSURE) {
        assertThat(gain).isGreaterThanOrEqualTo(Thresholds.USUAL.gain());
      }
    });
  }

  @Test
  void aHigherRungNeverKeepsMore() {
    Properties.forAll(
        CASES,
        PlannerPropertiesTest::conversation,
        conversation -> {
          var load = new Load(conversation.fixed(), 0, 0, 0, conversation.turns(), 0);
          var planner = new Planner(conversation.profile());
          var last = 0;
          for (var rung = 0; rung < 20; rung++) {
            if (planner.advise(load, conversation.terms(), true, rung) instanceof Advice.Go go) {
              assertThat(go.through()).isGreaterThanOrEqualTo(last);
              last = go.through();
            }
          }
        });
  }

  @Test
  void theDeepestFoldIsOfferedWheneverThereIsOne() {
    Properties.forAll(
        CASES,
        PlannerPropertiesTest::conversation,
        conversation -> {
          var load = new Load(conversation.fixed(), 0, 0, 0, conversation.turns(), 0);
          var gain = 0;
          for (var turn : load.turns()) gain += turn.tokens() - turn.kept();
          gain -= load.turns().getLast().tokens() - load.turns().getLast().kept();
          var forced =
              new Planner(conversation.profile())
                  .force(load, conversation.terms(), Fold.Reason.ASKED);
          assertThat(forced.isPresent()).isEqualTo(gain > 0);
        });
  }

  private interface Law {
    void check(Conversation conversation, Folded folded);
  }

  private static void forEachFold(Law law) {
    Properties.forAll(
        CASES,
        PlannerPropertiesTest::conversation,
        conversation -> {
          for (var folded : grow(conversation)) law.check(conversation, folded);
        });
  }

  /** Grows a conversation turn by turn; returns the folds that were advised and done. */
  private static List<Folded> grow(Conversation conversation) {
    var planner = new Planner(conversation.profile());
    var folds = new ArrayList<Folded>();
    var load = new Load(conversation.fixed(), 0, 0, 0, List.of(), 0);
    for (var i = 0; i < conversation.turns().size(); i++) {
      load = with(load, conversation.turns().get(i));
      var rung = 0;
      while (planner.advise(
              load, conversation.terms(), conversation.cold().get(i) && rung == 0, rung)
          instanceof Advice.Go go) {
        var after = folded(load, go.through());
        folds.add(new Folded(load, go, after));
        load = after;
        assertThat(++rung)
            .as("folds before one request")
            .isLessThanOrEqualTo(MOST_FOLDS_PER_REQUEST);
      }
      planner.requested(load, conversation.terms());
    }
    return folds;
  }

  private static Load with(Load load, Load.Turn turn) {
    var turns = new ArrayList<>(load.turns());
    turns.add(turn);
    return new Load(load.fixed(), load.digest(), load.digestKept(), 0, turns, load.open());
  }

  private static Load folded(Load load, int through) {
    var digest = load.digestKept();
    var left = new ArrayList<Load.Turn>();
    for (var turn : load.turns()) {
      if (turn.number() <= through) digest += turn.kept();
      else left.add(turn);
    }
    return new Load(load.fixed(), digest, digest, 0, left, load.open());
  }

  private static Conversation conversation(RandomGenerator random, int size) {
    var turns = new ArrayList<Load.Turn>();
    var cold = new ArrayList<Boolean>();
    for (var i = 0; i <= 2 * size; i++) {
      var tokens = (int) Math.min(60_000, 20 * Math.exp(4 + 1.5 * random.nextGaussian()));
      var kept = random.nextInt(Math.min(tokens, 120) + 1);
      turns.add(new Load.Turn(i + 1, tokens, kept, random.nextInt(8) == 0));
      cold.add(random.nextInt(20) == 0);
    }
    var window = Generators.of(WINDOWS, random);
    var read = random.nextInt(4) == 0 ? 1.0 : 0.1;
    var terms = new Terms(window, window / 10, read, read == 1 ? 1 : 1.25, 5);
    var profile = Generators.of(PROFILES, random);
    return new Conversation(profile, terms, random.nextInt(12_000), turns, cold);
  }
}

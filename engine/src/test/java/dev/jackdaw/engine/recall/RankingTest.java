package dev.jackdaw.engine.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final List<String> TEXTS =
      List.of("the cat sat", "the dog sat on the mat", "the heron the heron");

  private static Counter counted(Counter counter, String text) {
    counter.clear();
    counter.add(text, 0, text.length());
    return counter;
  }

  private static double score(String query, String text) {
    var terms = Words.of(query);
    var counter = new Counter(terms);
    var ranking = new Ranking(terms.size());
    for (var each : TEXTS) ranking.learn(counted(counter, each));
    return ranking.score(counted(counter, text));
  }

  /** ln(1 + (3 - 1 + 0.5) / (1 + 0.5)) * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 4 / (13 / 3))). */
  @Test
  void isTheFormula() {
    assertThat(score("heron", TEXTS.get(2)))
        .isCloseTo(
            Math.log(1 + 2.5 / 1.5) * 4.4 / (2 + 1.2 * (0.25 + 0.75 * 12 / 13)), within(1e-9));
  }

  @Test
  void aRareWordCountsMoreThanOneThatIsEverywhere() {
    assertThat(score("cat", TEXTS.get(0))).isGreaterThan(score("the", TEXTS.get(0)));
    assertThat(score("the", TEXTS.get(0))).isPositive();
  }

  @Test
  void aShorterPassageIsBetter() {
    assertThat(score("sat", TEXTS.get(0))).isGreaterThan(score("sat", TEXTS.get(1)));
  }
}

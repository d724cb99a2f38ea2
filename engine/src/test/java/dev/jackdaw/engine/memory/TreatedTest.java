package dev.jackdaw.engine.memory;

import static dev.jackdaw.testkit.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.engine.memory.Treated.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreatedTest {
  private static final String TEXT =
      """
      # Must
      <!-- keep: pinned -->
      %1$s
      # One
      %1$s
      # Two
      <!-- keep: summarise -->
      first

      %1$s
      # Three
      <!-- keep: elide -->
      %1$s
      # Four
      <!-- keep: drop -->
      %1$s
      # Five
      %1$s
      """
          .formatted("word word\n".repeat(32)); // 100 tokens each

  private static List<Treatment> treatments(long cap, Stage stage) {
    return Treated.of(Sections.of(TEXT).list(), cap, stage).stream()
        .map(Treated::treatment)
        .toList();
  }

  @Test
  void showsEverythingBeforeTheFirstFoldWhileThereIsRoom() {
    assertThat(treatments(1_000, Stage.BEGINNING)).containsOnly(Treatment.PINNED);
  }

  @Test
  void followsTheMarksAtAFold() {
    assertThat(treatments(1_000, Stage.FOLDED))
        .containsExactly(
            Treatment.PINNED,
            Treatment.PINNED,
            Treatment.SUMMARISE,
            Treatment.ELIDE,
            Treatment.DROP,
            Treatment.PINNED);
  }

  @Test
  void letsGoWhatIsMarkedBeforeWhatIsNotAndFromTheEnd() {
    assertThat(treatments(450, Stage.BEGINNING))
        .containsExactly(
            Treatment.PINNED,
            Treatment.PINNED,
            Treatment.PINNED,
            Treatment.PINNED,
            Treatment.ELIDE,
            Treatment.PINNED);
    assertThat(treatments(150, Stage.BEGINNING))
        .containsExactly(
            Treatment.PINNED,
            Treatment.PINNED,
            Treatment.SUMMARISE,
            Treatment.ELIDE,
            Treatment.ELIDE,
            Treatment.DEMOTED);
    assertThat(treatments(0, Stage.FOLDED))
        .containsExactly(
            Treatment.PINNED,
            Treatment.DEMOTED,
            Treatment.DEMOTED,
            Treatment.ELIDE,
            Treatment.DROP,
            Treatment.DEMOTED);
  }

  @Test
  void whatIsNotPinnedNeverPassesTheCap() {
    forAll(
        (random, _) -> random.nextInt(700),
        cap -> {
          for (var stage : Stage.values()) {
            var shown = 0L;
            for (var one : Treated.of(Sections.of(TEXT).list(), cap, stage)) {
              if (!one.section().heading().equals("Must")) shown += one.tokens();
              else assertThat(one.isWhole()).isTrue();
            }
            assertThat(shown).isLessThanOrEqualTo(cap);
          }
        });
  }

  @Test
  void cutsTheSectionThatWouldPassTheCapOutsideOfCode() {
    var text = "intro intro\n```\n" + "code\n".repeat(100) + "```\nend\n";
    var one = Treated.of(Sections.of(text).list(), 60, Stage.BEGINNING).getFirst();

    assertThat(one).isEqualTo(new Treated(one.section(), Treatment.DEMOTED, "intro intro\n"));
  }
}

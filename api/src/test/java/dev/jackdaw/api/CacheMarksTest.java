package dev.jackdaw.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.CacheMarks.Mark;
import dev.jackdaw.api.CacheMarks.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CacheMarksTest {
  private static final int MOST_BEHIND = 18;

  @Test
  void marksWhereTheRequestBeforeEnded() {
    var turns = List.of(prompt(2), said(31), results(30, 30), said(2), results(1, 3));
    assertThat(CacheMarks.of(turns, 3, false))
        .containsExactly(new Mark(4, 2, false), new Mark(2, 29, false), new Mark(0, 1, true));
  }

  @Test
  void marksALongTurnInSteps() {
    assertThat(CacheMarks.of(List.of(prompt(40)), 3, false))
        .containsExactly(new Mark(0, 39, true), new Mark(0, 21, true), new Mark(0, 3, true));
    var behindResults = List.of(prompt(1), said(3), results(3, 23));
    assertThat(CacheMarks.of(behindResults, 3, false))
        .containsExactly(new Mark(2, 22, false), new Mark(0, 0, true), new Mark(2, 4, false));
  }

  @Test
  void marksWhereThePersonSpokeBefore() {
    var turns =
        List.of(
            prompt(1),
            said(1),
            prompt(1),
            said(9),
            results(8, 8),
            said(9),
            results(8, 8),
            said(1),
            prompt(1));
    assertThat(CacheMarks.of(turns, 3, true))
        .containsExactly(new Mark(8, 0, false), new Mark(2, 0, false), new Mark(6, 7, false));
    assertThat(CacheMarks.of(turns.subList(0, 7), 3, true))
        .isEqualTo(CacheMarks.of(turns.subList(0, 7), 3, false));
  }

  @Test
  void marksNothingWhereNobodySpoke() {
    assertThat(CacheMarks.of(List.of(), 3, false)).isEmpty();
    assertThat(CacheMarks.of(List.of(said(1)), 3, false)).isEmpty();
  }

  /** Whatever a conversation holds, the next request finds the newest mark of this one. */
  @Test
  void staysWithinWhatIsLookedBack() {
    var random = new Random(11);
    for (var session = 0; session < 500; session++) {
      var turns = new ArrayList<Turn>(List.of(prompt(1 + random.nextInt(5))));
      for (var step = 0; step < 12; step++) {
        var newest = newest(turns);
        grow(turns, random);
        var marks = CacheMarks.of(turns, 3, false);
        assertThat(marks).hasSizeLessThanOrEqualTo(3).doesNotHaveDuplicates();
        assertThat(marks.stream().map(mark -> place(turns, mark) - newest))
            .as("%s after %d", turns, newest)
            .anyMatch(behind -> behind >= 0 && behind <= MOST_BEHIND);
        assertThat(marks).allMatch(mark -> turns.get(mark.turn()).isFromUser());
      }
    }
  }

  /** Answers with calls or without, or leaves a request unanswered and goes on in its turn. */
  private static void grow(List<Turn> turns, Random random) {
    var last = turns.getLast();
    if (random.nextInt(4) == 0) {
      var more = last.blocks() + random.nextInt(35);
      turns.set(turns.size() - 1, new Turn(true, last.results(), more));
      return;
    }
    var calls = random.nextInt(40);
    turns.add(said(1 + calls));
    turns.add(results(calls, Math.max(1, calls + random.nextInt(3))));
  }

  private static int newest(List<Turn> turns) {
    var marks = CacheMarks.of(turns, 3, false);
    return marks.stream().mapToInt(mark -> place(turns, mark)).max().orElseThrow();
  }

  private static int place(List<Turn> turns, Mark mark) {
    var before = turns.subList(0, mark.turn()).stream().mapToInt(Turn::blocks).sum();
    return before + mark.block();
  }

  private static Turn prompt(int blocks) {
    return new Turn(true, 0, blocks);
  }

  private static Turn said(int blocks) {
    return new Turn(false, 0, blocks);
  }

  private static Turn results(int results, int blocks) {
    return new Turn(true, results, blocks);
  }
}

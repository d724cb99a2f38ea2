package dev.jackdaw.tui.compose;

import static dev.jackdaw.testkit.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static final Cells CELLS = Cells.BY_CLUSTER;

  private record Case(String text, int width) {}

  private static Layout layout(String text, int width) {
    return new Layout(text, new Chips(), CELLS, width);
  }

  private static List<String> rows(String text, int width) {
    var rows = new ArrayList<String>();
    for (var row : layout(text, width).rows()) rows.add(text.substring(row.start(), row.end()));
    return rows;
  }

  @Test
  void breaksBehindBlanksAndElsewhereOnlyWhenItMust() {
    assertThat(rows("one two three", 8)).containsExactly("one two ", "three");
    assertThat(rows("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
    assertThat(rows("a\n\nb", 4)).containsExactly("a", "", "b");
    assertThat(rows("漢字漢字", 5)).containsExactly("漢字", "漢字");
  }

  @Test
  void leavesACellForTheCursorBehindAFullRow() {
    var layout = layout("abcd", 4);
    assertThat(layout.row(4)).isEqualTo(1);
    assertThat(layout.column(1, 4)).isZero();
    assertThat(layout.row(3)).isZero();
  }

  @Test
  void holdsTheWholeTextInRowsThatFit() {
    forAll(
        (random, size) -> new Case(Texts.text(random, size), 1 + random.nextInt(1, 40)),
        one -> {
          var layout = layout(one.text(), one.width());
          var text = new StringBuilder();
          var at = 0;
          for (var row : layout.rows()) {
            if (row.start() > at) text.append('\n');
            text.append(one.text(), row.start(), row.end());
            at = row.end();
            var shown = new StringBuilder();
            var column = 0;
            for (var piece : layout.pieces(row)) {
              assertThat(piece.column()).isEqualTo(column);
              column += piece.width();
              shown.append(piece.shown());
            }
            assertThat(column).isLessThanOrEqualTo(one.width());
            assertThat(shown.chars().noneMatch(Character::isISOControl)).isTrue();
            assertThat(shown.codePoints().noneMatch(c -> c >= 0xD800 && c < 0xE000)).isTrue();
          }
          assertThat(text.toString()).isEqualTo(one.text());
        });
  }

  @Test
  void findsTheWayBackFromTheCellToTheCharacter() {
    forAll(
        (random, size) -> new Case(Texts.text(random, size), 2 + random.nextInt(1, 40)),
        one -> {
          var layout = layout(one.text(), one.width());
          for (var at = 0; ; at = Clusters.next(one.text(), at)) {
            var row = layout.row(at);
            var column = layout.column(row, at);
            assertThat(column).isLessThan(one.width());
            assertThat(layout.position(row, column)).isEqualTo(at);
            if (at == one.text().length()) break;
          }
        });
  }
}

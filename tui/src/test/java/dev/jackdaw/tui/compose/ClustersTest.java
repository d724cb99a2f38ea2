package dev.jackdaw.tui.compose;

import static dev.jackdaw.testkit.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ClustersTest {
  private static List<Integer> ends(String text) {
    var ends = new ArrayList<Integer>();
    for (var i = 0; i < text.length(); ends.add(i)) i = Clusters.next(text, i);
    return ends;
  }

  @Test
  void endsWhereUnicodeSays() {
    forAll(
        Texts::text,
        text -> {
          var expected = new ArrayList<Integer>();
          var matcher = Pattern.compile("\\X").matcher(text);
          while (matcher.find()) expected.add(matcher.end());
          assertThat(ends(text)).isEqualTo(expected);
        });
  }

  @Test
  void goesBackAsItWentForward() {
    forAll(
        Texts::text,
        text -> {
          var ends = ends(text);
          for (var i = 0; i < ends.size(); i++) {
            assertThat(Clusters.previous(text, ends.get(i)))
                .isEqualTo(i == 0 ? 0 : ends.get(i - 1));
          }
        });
  }

  @Test
  void snapsToTheEndOfAClusterAndLeavesBoundariesAlone() {
    forAll(
        Texts::text,
        text -> {
          var ends = ends(text);
          for (var i = 0; i <= text.length(); i++) {
            var at = i;
            var expected = at == 0 ? 0 : ends.stream().filter(end -> end >= at).findFirst().get();
            assertThat(Clusters.snap(text, at)).isEqualTo(expected);
          }
        });
  }

  @Test
  void takesAPlaceholderForACharacterOfItsOwn() {
    var chip = Character.toString(0x10F000);
    assertThat(ends("a" + chip + "\u0301" + chip)).containsExactly(1, 3, 4, 6);
  }

  @Test
  void costsNoMoreInALongTextThanInAShortOne() {
    var text = "漢".repeat(500_000) + "\u0301".repeat(200_000);
    var at = text.length();
    for (var i = 0; i < 1_000; i++) at = Clusters.previous(text, at);
    assertThat(at).isPositive();
    var from = 0;
    for (var i = 0; i < 1_000; i++) from = Clusters.next(text, from);
    assertThat(from).isEqualTo(1_000);
  }
}

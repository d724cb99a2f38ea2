package dev.jackdaw.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.text.LineMerge.Overlap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineMergeTest {
  private static final int CASES = 2_000;

  private static String text(Random random) {
    var text = new StringBuilder();
    for (var i = random.nextInt(12); i > 0; i--) {
      text.append((char) ('a' + random.nextInt(5))).append(random.nextInt(3) == 0 ? "\r\n" : "\n");
    }
    if (random.nextInt(4) == 0) text.append("end");
    return text.toString();
  }

  /** Returns the text with some of its lines changed, deleted or doubled. */
  private static String changed(String text, Random random) {
    var changed = new StringBuilder();
    for (var line : LineDiff.lines(text)) {
      switch (random.nextInt(8)) {
        case 0 -> changed.append("new").append(random.nextInt(3)).append('\n');
        case 1 -> {}
        case 2 -> changed.append(line).append("more\n");
        default -> changed.append(line);
      }
    }
    return changed.toString();
  }

  @Test
  void takesWhatEachSideChanged() {
    var merged = LineMerge.of("1\n2\n3\n4\n5\n", "1\ntwo\n3\n4\n5\n", "1\n2\n3\n4\nfive\nsix\n");
    assertThat(merged).isEqualTo(new LineMerge.Merged("1\ntwo\n3\n4\nfive\nsix\n", List.of()));
  }

  @Test
  void tellsWhereBothChangedTheSameLines() {
    var merged = LineMerge.of("1\n2\n3\n", "0\n1\nmine\n3\n", "1\nyours\n3\n");
    assertThat(merged.overlaps())
        .containsExactly(new Overlap(3, List.of("2\n"), List.of("mine\n"), List.of("yours\n")));
    assertThat(merged.text()).isEqualTo("0\n1\nmine\n3\n");
  }

  @Test
  void linesNextToEachOtherOverlap() {
    assertThat(LineMerge.of("1\n2\n", "one\n2\n", "1\ntwo\n").isClean()).isFalse();
    assertThat(LineMerge.of("1\n", "1\nmine\n", "1\nyours\n").isClean()).isFalse();
  }

  @Test
  void aMissingLastLineEndIsAChange() {
    assertThat(LineMerge.of("1\n2\n3", "one\n2\n3", "1\n2\n3\n").text()).isEqualTo("one\n2\n3\n");
  }

  /** What only one side changed is that side's. */
  @Test
  void oneSideAloneHasItsWay() {
    for (var seed = 0; seed < CASES; seed++) {
      var random = new Random(seed);
      var base = text(random);
      var other = changed(base, random);
      var expected = new LineMerge.Merged(other, List.of());
      assertThat(LineMerge.of(base, base, other)).as("seed %d", seed).isEqualTo(expected);
      assertThat(LineMerge.of(base, other, base)).as("seed %d", seed).isEqualTo(expected);
      assertThat(LineMerge.of(base, other, other)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void theSidesMayBeSwapped() {
    for (var seed = 0; seed < CASES; seed++) {
      var random = new Random(seed);
      var base = text(random);
      var one = changed(base, random);
      var two = changed(base, random);
      var merged = LineMerge.of(base, one, two);
      var swapped = LineMerge.of(base, two, one);
      assertThat(merged.isClean()).as("seed %d", seed).isEqualTo(swapped.isClean());
      if (merged.isClean()) assertThat(merged.text()).isEqualTo(swapped.text());
    }
  }

  /** Changes with an unchanged line of its own kind between them are both made. */
  @Test
  void changesApartAreBothMade() {
    for (var seed = 0; seed < CASES; seed++) {
      var random = new Random(seed);
      var base = new ArrayList<String>();
      for (var i = 0; i < 2 + random.nextInt(20); i++) base.add("line " + i + "\n");
      var ours = new ArrayList<>(base);
      var theirs = new ArrayList<>(base);
      var both = new ArrayList<>(base);
      for (var i = 0; i < base.size(); i += 2) {
        var side = random.nextInt(3);
        if (side == 0) continue;
        var line = random.nextBoolean() ? "" : "side " + side + " " + i + "\n";
        (side == 1 ? ours : theirs).set(i, line);
        both.set(i, line);
      }
      assertThat(LineMerge.of(joined(base), joined(ours), joined(theirs)))
          .as("seed %d", seed)
          .isEqualTo(new LineMerge.Merged(joined(both), List.of()));
    }
  }

  /** No line that one side made is lost, unless it is told. */
  @Test
  void nothingNewIsLost() {
    for (var seed = 0; seed < CASES; seed++) {
      var random = new Random(seed);
      var base = text(random);
      var ours = changed(base, random).replace("new", "ours");
      var theirs = changed(base, random);
      var merged = LineMerge.of(base, ours, theirs);
      for (var line : LineDiff.lines(ours)) {
        if (line.startsWith("ours")) assertThat(merged.text()).as("seed %d", seed).contains(line);
      }
    }
  }

  private static String joined(List<String> lines) {
    return String.join("", lines);
  }
}

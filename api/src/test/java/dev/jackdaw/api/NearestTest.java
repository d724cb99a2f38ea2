package dev.jackdaw.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {
  private static final List<String> TOOLS =
      List.of("read", "write", "edit", "bash", "apply_patch", "web_fetch", "ls");

  @ParameterizedTest
  @CsvSource({
    "raed, read",
    "Read, read",
    "read_file, read",
    "webfetch, web_fetch",
    "applypatch, apply_patch",
    "apply-patch, apply_patch",
    "bsh, bash",
    "LS, ls",
    "lss, ls"
  })
  void findsWhatWasMeant(String given, String meant) {
    assertThat(Nearest.of(given, TOOLS)).contains(meant);
    assertThat(Nearest.hint(given, TOOLS)).isEqualTo(", did you mean \"" + meant + "\"?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "zz", "deploy", "\uD83D\uDC26"})
  void saysNothingRatherThanNonsense(String given) {
    assertThat(Nearest.of(given, TOOLS)).isEmpty();
    assertThat(Nearest.hint(given, TOOLS)).isEmpty();
  }

  @Test
  void swappedLettersAreTheLikeliestSlip() {
    assertThat(Nearest.of("/cots", List.of("/copy", "/cost"))).contains("/cost");
  }

  @Test
  void measuresAsALawfulDistance() {
    for (var seed = 0; seed < 500; seed++) {
      var random = new SplittableRandom(seed);
      var a = word(random);
      var b = word(random);
      var c = word(random);
      assertThat(Nearest.distance(a, a)).isZero();
      assertThat(Nearest.distance(a, b)).isEqualTo(Nearest.distance(b, a));
      assertThat(Nearest.distance(a, c))
          .isLessThanOrEqualTo(Nearest.distance(a, b) + Nearest.distance(b, c));
      assertThat(Nearest.distance(a, b))
          .isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
    }
  }

  private static String word(SplittableRandom random) {
    var out = new StringBuilder();
    for (var left = random.nextInt(8); left > 0; left--) {
      out.append((char) ('a' + random.nextInt(3)));
    }
    return out.toString();
  }
}

package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Effect;
import dev.jackdaw.testkit.Properties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class WavesTest {
  private static Effect reads(String path) {
    return new Effect.Reads(Path.of(path));
  }

  private static Effect writes(String path) {
    return new Effect.Writes(Path.of(path));
  }

  private static final Effect RUNS = new Effect.Executes("make", Path.of("/w"));
  private static final Effect CONNECTS = new Effect.Connects("example.org", 443);

  private static boolean conflict(Effect a, Effect b) {
    return Waves.conflict(List.of(a), List.of(b));
  }

  @Test
  void letsReadsRunSideBySide() {
    assertThat(conflict(reads("/w/a"), reads("/w/a"))).isFalse();
    assertThat(conflict(reads("/w"), CONNECTS)).isFalse();
  }

  @Test
  void keepsAWriteApartFromWhatTouchesTheSamePath() {
    assertThat(conflict(writes("/w/a"), writes("/w/a"))).isTrue();
    assertThat(conflict(reads("/w/a"), writes("/w/a"))).isTrue();
    assertThat(conflict(reads("/w"), writes("/w/a/b"))).isTrue();
    assertThat(conflict(writes("/w"), reads("/w/a/b"))).isTrue();
    assertThat(conflict(writes("/w/a"), writes("/w/ab"))).isFalse();
  }

  @Test
  void keepsACommandApartFromEverythingOnThisMachine() {
    assertThat(conflict(RUNS, RUNS)).isTrue();
    assertThat(conflict(RUNS, reads("/w/a"))).isTrue();
    assertThat(conflict(writes("/w/a"), RUNS)).isTrue();
    assertThat(conflict(RUNS, CONNECTS)).isFalse();
  }

  @Test
  void isSymmetric() {
    Properties.forAll(
        WavesTest::pair,
        pair ->
            assertThat(Waves.conflict(pair.get(0), pair.get(1)))
                .isEqualTo(Waves.conflict(pair.get(1), pair.get(0))));
  }

  private static List<List<Effect>> pair(RandomGenerator random, int size) {
    return List.of(effects(random, size), effects(random, size));
  }

  private static List<Effect> effects(RandomGenerator random, int size) {
    var effects = new ArrayList<Effect>();
    for (var i = random.nextInt(1 + Math.min(size, 3)); i >= 0; i--) {
      var path =
          Path.of("/w/" + "abc".charAt(random.nextInt(3)) + (random.nextBoolean() ? "/d" : ""));
      effects.add(
          switch (random.nextInt(5)) {
            case 0 -> new Effect.Writes(path);
            case 1 -> RUNS;
            case 2 -> CONNECTS;
            case 3 -> new Effect.Persists(path, "hook");
            default -> new Effect.Reads(path);
          });
    }
    return effects;
  }
}

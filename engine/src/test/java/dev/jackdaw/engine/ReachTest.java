package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.testkit.Properties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ReachTest {
  private static final Effect RUNS = new Effect.Executes("make", Path.of("/w"));
  private static final Effect CONNECTS = new Effect.Connects("example.org", 443);

  /** Every path that a call could touch in these tests. */
  private static final List<Path> ALL =
      List.of("/w", "/w/a", "/w/b", "/w/ab", "/w/a/d", "/w/b/d", "/w/a/d/e").stream()
          .map(Path::of)
          .toList();

  private static Effect reads(String path) {
    return new Effect.Reads(Path.of(path));
  }

  private static Effect writes(String path) {
    return new Effect.Writes(Path.of(path));
  }

  private static Reach reach(Idempotency idempotency, Effect... effects) {
    return Reach.of(List.of(effects), idempotency);
  }

  private static boolean conflict(Effect a, Effect b) {
    return reach(Idempotency.PURE, a).conflicts(reach(Idempotency.PURE, b));
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
  void takesNamesForEqualThatSomeFileSystemTakesForEqual() {
    assertThat(conflict(writes("/w/Read.me"), reads("/w/README"))).isFalse();
    assertThat(conflict(writes("/w/readme"), reads("/w/README"))).isTrue();
    assertThat(conflict(writes("/w/cafe\u0301"), reads("/w/CAF\u00c9/menu"))).isTrue();
    assertThat(conflict(writes("/w/stra\u00dfe"), reads("/w/STRASSE"))).isTrue();
  }

  @Test
  void keepsACommandApartFromEverythingOnThisMachine() {
    assertThat(conflict(RUNS, RUNS)).isTrue();
    assertThat(conflict(RUNS, reads("/w/a"))).isTrue();
    assertThat(conflict(writes("/w/a"), RUNS)).isTrue();
    assertThat(conflict(RUNS, CONNECTS)).isFalse();
    assertThat(reach(Idempotency.UNSAFE, RUNS).conflicts(Reach.NOTHING)).isFalse();
  }

  @Test
  void keepsTheOrderOfCallsThatChangeSomethingElsewhere() {
    var sends = reach(Idempotency.UNSAFE, CONNECTS);
    var keyed = reach(Idempotency.KEYED, CONNECTS);
    var fetches = reach(Idempotency.PURE, CONNECTS);

    assertThat(sends.conflicts(keyed)).isTrue();
    assertThat(sends.conflicts(fetches)).isFalse();
    assertThat(fetches.conflicts(fetches)).isFalse();
  }

  @Test
  void isSymmetricAndMissesNoOverlap() {
    Properties.forAll(
        2_000,
        ReachTest::pair,
        pair -> {
          var one = reach(Idempotency.PURE, pair.getFirst());
          var other = reach(Idempotency.PURE, pair.getLast());

          assertThat(one.conflicts(other)).isEqualTo(other.conflicts(one));
          assertThat(one.conflicts(other)).isEqualTo(meet(pair.getFirst(), pair.getLast()));
        });
  }

  /** By brute force: whether there is a file that both touch and one of them changes. */
  private static boolean meet(Effect[] some, Effect[] others) {
    return ALL.stream()
        .anyMatch(file ->
            touches(some, file, true) && touches(others, file, false)
                || touches(some, file, false) && touches(others, file, true));
  }

  private static boolean touches(Effect[] effects, Path file, boolean changing) {
    for (var effect : effects) {
      var touches =
          switch (effect) {
            case Effect.Reads(var path) -> !changing && isWithin(file, path);
            case Effect.Writes(var path) -> isWithin(file, path);
            case Effect.Persists(var path, _) -> isWithin(file, path);
            case Effect.Executes _ -> true;
            case Effect.Connects _ -> false;
          };
      if (touches) return true;
    }
    return false;
  }

  /** A path stands for itself and everything below. */
  private static boolean isWithin(Path file, Path path) {
    for (var at = file; at != null; at = at.getParent()) if (at.equals(path)) return true;
    return false;
  }

  private static List<Effect[]> pair(RandomGenerator random, int size) {
    return List.of(effects(random, size), effects(random, size));
  }

  private static Effect[] effects(RandomGenerator random, int size) {
    var effects = new ArrayList<Effect>();
    for (var i = random.nextInt(1 + Math.min(size, 3)); i >= 0; i--) {
      var path = ALL.get(random.nextInt(ALL.size()));
      effects.add(
          switch (random.nextInt(8)) {
            case 0, 1, 2 -> new Effect.Writes(path);
            case 3 -> RUNS;
            case 4 -> CONNECTS;
            case 5 -> new Effect.Persists(path, "hook");
            default -> new Effect.Reads(path);
          });
    }
    return effects.toArray(Effect[]::new);
  }
}

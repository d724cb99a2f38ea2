package dev.jackdaw.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModeTest {
  @Test
  void theStricterIsTheSameFromBothSides() {
    for (var a : Mode.values()) {
      for (var b : Mode.values()) {
        assertThat(a.and(b)).isEqualTo(b.and(a)).isIn(a, b);
        for (var c : Mode.values()) assertThat(a.and(b).and(c)).isEqualTo(a.and(b.and(c)));
      }
    }
  }

  @Test
  void everyModeIsStricterThanBypassing() {
    for (var mode : Mode.values()) {
      assertThat(mode.and(Mode.BYPASS)).isEqualTo(mode);
      assertThat(mode.and(Mode.PLAN)).isEqualTo(Mode.PLAN);
    }
  }
}

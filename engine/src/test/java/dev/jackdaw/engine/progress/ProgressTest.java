package dev.jackdaw.engine.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {
  private final Progress progress = new Progress();

  @Test
  void takesFoldsWithNothingNewBetweenThemForACircle() {
    progress.folded(5);
    assertThat(progress.verdict()).isInstanceOf(Verdict.GetsOn.class);
    progress.folded(9);
    assertThat(progress.verdict())
        .isInstanceOfSatisfying(
            Verdict.Reflect.class,
            reflect -> assertThat(reflect.notice()).contains("folded twice"));
    progress.folded(12);
    assertThat(progress.verdict()).isInstanceOf(Verdict.Stuck.class);
  }

  @Test
  void forgetsFoldsWhenAPersonSpeaks() {
    progress.folded(5);
    progress.begin();
    progress.folded(9);
    assertThat(progress.verdict()).isInstanceOf(Verdict.GetsOn.class);
  }
}

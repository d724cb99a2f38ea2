package dev.jackdaw.engine.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The signs of a circle are set by these sessions: some get on, some do not. */
class RecordingsTest {
  /** A model waits at least this long for what does not come: looks of seconds each. */
  private static final int LOOKS = 181;

  private static final int STEPS = 30;

  static List<Recording> legitimate() {
    return Recording.all("legitimate");
  }

  static List<Recording> loops() {
    return Recording.all("loops");
  }

  @Test
  void areEnough() {
    assertThat(legitimate()).hasSizeGreaterThanOrEqualTo(12);
    assertThat(loops()).hasSizeGreaterThanOrEqualTo(8);
  }

  @ParameterizedTest
  @MethodSource("legitimate")
  void workThatGetsOnIsLeftAlone(Recording recording) {
    assertThat(signs(recording)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("loops")
  void aCircleIsStopped(Recording recording) {
    var signs = signs(recording);
    assertThat(signs).extracting(Sign::what).containsSequence("hint", "notice", "stuck");
    var last = signs.get(2).step();
    var waits = recording.steps().stream().allMatch(Step::polls);
    assertThat(last).as(signs.toString()).isLessThanOrEqualTo(waits ? LOOKS : STEPS);
  }

  @ParameterizedTest
  @MethodSource("loops")
  void theSameStepsGiveTheSameSigns(Recording recording) {
    assertThat(signs(recording)).isEqualTo(signs(recording));
  }

  @ParameterizedTest
  @MethodSource("loops")
  void aWordOfThePersonBeginsAnew(Recording recording) {
    var progress = new Progress();
    var turn = 0;
    for (var step : recording.steps()) {
      turn++;
      progress.begin();
      assertThat(progress.observe(turn, step)).isEmpty();
    }
  }

  private record Sign(int step, String what, String text) {}

  private static List<Sign> signs(Recording recording) {
    var signs = new ArrayList<Sign>();
    var progress = new Progress();
    var number = 0;
    for (var step : recording.steps()) {
      var at = ++number;
      progress.observe(at, step).ifPresent(hint -> signs.add(new Sign(at, "hint", hint)));
      switch (progress.verdict()) {
        case Verdict.GetsOn _ -> {}
        case Verdict.Reflect(var notice) -> signs.add(new Sign(at, "notice", notice));
        case Verdict.Stuck(var evidence) -> signs.add(new Sign(at, "stuck", evidence));
      }
    }
    return signs;
  }
}

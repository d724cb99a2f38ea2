package dev.jackdaw.engine.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jackdaw.testkit.Properties;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final Chars PROSE = new Chars(10_000, 0, 0);
  private static final Chars CODE = new Chars(0, 10_000, 0);

  @Test
  void beginsWithWhatRecordedSessionsHad() {
    var calibration = new Calibration();

    assertThat(calibration.estimate("claude-opus-4-6", PROSE)).isEqualTo(3_571);
    assertThat(calibration.estimate("us.anthropic.Claude-x", PROSE)).isEqualTo(3_571);
    assertThat(calibration.estimate("gpt-5", PROSE)).isEqualTo(3_125);
  }

  @Test
  void learnsFromWhatWasCounted() {
    var calibration = new Calibration();
    for (var i = 0; i < 40; i++) calibration.observe("m", PROSE, 2_500);

    assertThat(calibration.estimate("m", PROSE)).isCloseTo(2_500, within(5L));
    assertThat(calibration.estimate("other", PROSE)).isEqualTo(3_125);
  }

  @Test
  void tellsKindsApart() {
    var calibration = new Calibration();
    for (var i = 0; i < 60; i++) {
      calibration.observe("m", new Chars(9_000, 1_000, 0), 2_000 + 400);
      calibration.observe("m", new Chars(1_000, 9_000, 0), 222 + 3_600);
    }

    assertThat(calibration.estimate("m", PROSE)).isCloseTo(2_222, within(120L));
    assertThat(calibration.estimate("m", CODE)).isCloseTo(4_000, within(120L));
  }

  @Test
  void isMoreCarefulTheMoreItErred() {
    var sure = new Calibration();
    for (var i = 0; i < 40; i++) sure.observe("m", PROSE, 3_125);
    var unsure = new Calibration();
    for (var i = 0; i < 40; i++) unsure.observe("m", PROSE, i % 2 == 0 ? 2_500 : 4_000);

    assertThat(sure.atMost("m", PROSE)).isBetween(3_125L, 3_200L);
    assertThat(unsure.atMost("m", PROSE)).isGreaterThan(4_000);
  }

  @Test
  void theProviderIsRightAboutWhatItCounted() {
    var calibration = new Calibration();

    assertThat(calibration.atMost("m", 50_000, Chars.NONE)).isEqualTo(50_000);
    assertThat(calibration.atMost("m", 50_000, CODE))
        .isEqualTo(50_000 + calibration.atMost("m", CODE));
  }

  @Test
  void whatProvesNothingIsNotLearned() {
    var calibration = new Calibration();
    calibration.observe("m", new Chars(50, 0, 0), 500);
    calibration.observe("m", PROSE, 0);
    calibration.observe("m", PROSE, 60_000);

    assertThat(calibration.estimate("m", PROSE)).isEqualTo(3_125);
  }

  @Test
  void countsCharactersOutsideAsciiApart() {
    assertThat(Chars.ofProse("Grüße").plus(Chars.ofCode("ab\u4e2d"))).isEqualTo(new Chars(3, 2, 3));
    assertThat(new Chars(5, 2, 0).beyond(new Chars(3, 4, 0))).isEqualTo(new Chars(2, 0, 0));
  }

  @Test
  void ninetyFiveOfAHundredCountsAreNotAboveTheLimit() {
    Properties.forAll(
        20,
        (random, _) -> random,
        random -> {
          var calibration = new Calibration();
          var above = 0;
          for (var i = 0; i < 500; i++) {
            var chars =
                new Chars(random.nextInt(4_000) + 400, random.nextInt(9_000), random.nextInt(200));
            var truth = chars.prose() / 4.1 + chars.code() / 2.9 + chars.wide() / 0.9;
            var tokens = Math.round(truth * Math.exp(0.1 * random.nextGaussian()));
            if (i >= 50 && calibration.atMost("m", chars) < tokens) above++;
            calibration.observe("m", chars, tokens);
          }
          assertThat(above).isLessThan(450 * 9 / 100);
        });
  }
}

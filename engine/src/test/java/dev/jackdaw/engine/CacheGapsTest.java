package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Prices;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CacheGapsTest {
  private static final ModelInfo PRICED = model(Optional.of(10.0));

  private final CacheGaps gaps = new CacheGaps();
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");

  private static ModelInfo model(Optional<Double> hourly) {
    var prices = new Prices(5, 6.25, 0.5, 25, 0, Optional.empty(), hourly);
    return new ModelInfo("p", "a", 0, 0, Set.of(), Optional.of(prices));
  }

  /** Asks once after each of these minutes. */
  private Duration after(int... minutes) {
    for (var gap : minutes) {
      now = now.plus(Duration.ofMinutes(gap));
      gaps.asked(now);
    }
    return gaps.wanted(PRICED);
  }

  @Test
  void keepsForFiveMinutesWhatIsUsedAllTheTime() {
    assertThat(after(0, 1, 2, 5, 3, 4)).isEqualTo(CacheGaps.SHORT);
  }

  @Test
  void keepsForAnHourWhatIsOftenLeftAlone() {
    assertThat(after(0, 1, 12)).isEqualTo(CacheGaps.LONG);
    assertThat(after(50, 50, 50)).isEqualTo(CacheGaps.LONG);
  }

  /** 2 gaps in 3 hours cost 2 / 3 * 1.15 = 0.77; in 4 hours 0.58. The hour costs 0.75 more. */
  @Test
  void comparesWhatBothCost() {
    after(0, 10, 10);
    for (var hour = 0; hour < 2; hour++) for (var i = 0; i < 16; i++) after(5);
    assertThat(gaps.wanted(PRICED)).as("3 hours").isEqualTo(CacheGaps.LONG);
    for (var i = 0; i < 12; i++) after(5);
    assertThat(gaps.wanted(PRICED)).as("4 hours").isEqualTo(CacheGaps.SHORT);
  }

  @Test
  void learnsNothingFromWhatIsLostEitherWay() {
    assertThat(after(0, 61, 24 * 60, -5)).isEqualTo(CacheGaps.SHORT);
  }

  @Test
  void keepsNothingForAnHourWhosePriceIsNotKnown() {
    after(0, 10, 10);
    assertThat(gaps.wanted(PRICED)).isEqualTo(CacheGaps.LONG);
    assertThat(gaps.wanted(model(Optional.empty()))).isEqualTo(CacheGaps.SHORT);
    var unpriced = new ModelInfo("p", "a", 0, 0, Set.of(), Optional.empty());
    assertThat(gaps.wanted(unpriced)).isEqualTo(CacheGaps.SHORT);
  }
}

package dev.jackdaw.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PricesTest {
  private static final Prices PLAIN = new Prices(2, 2.5, 0.2, 10);

  @Test
  void addsUpWhatEachKindOfTokenCosts() {
    assertThat(PLAIN.of(new Usage(1_000_000, 2_000_000, 400_000, 100_000, 50_000)))
        .contains(2 + 0.4 + 1.0 + 1.0);
  }

  @Test
  void aLongPromptCostsMoreAltogether() {
    var tiered = new Prices(2, 2.5, 0.2, 10, 200_000, Optional.of(new Prices(4, 5, 0.4, 15)));

    assertThat(tiered.of(new Usage(100_000, 100_000, 0, 10_000, 0)))
        .contains((100_000 * 2 + 100_000 * 0.2 + 10_000 * 10) / 1e6);
    assertThat(tiered.of(new Usage(100_001, 100_000, 0, 10_000, 0)))
        .contains((100_001 * 4.0 + 100_000 * 0.4 + 10_000 * 15) / 1e6);
  }

  @Test
  void aWriteForAnHourHasItsOwnPriceOrNone() {
    var hourly = new Prices(2, 2.5, 0.2, 10, 0, Optional.empty(), Optional.of(4.0));
    var usage = new Usage(0, 0, 1_000_000, 0, 0, true, 400_000);
    assertThat(hourly.of(usage)).contains(0.6 * 2.5 + 0.4 * 4);
    assertThat(PLAIN.of(usage)).isEmpty();
    assertThat(PLAIN.of(usage.plus(Usage.NONE))).isEmpty();
  }

  @Test
  void isNotKnownWhereTheVendorsPriceIsNot() {
    var capped = new Prices(2, 2.5, 0.2, 10, 200_000, Optional.empty());

    assertThat(capped.of(new Usage(200_001, 0, 0, 1, 0))).isEmpty();
    assertThat(PLAIN.of(Usage.UNKNOWN)).isEmpty();
    assertThat(PLAIN.of(new Usage(1, 0, 0, 1, 0).plus(Usage.UNKNOWN))).isEmpty();
  }
}

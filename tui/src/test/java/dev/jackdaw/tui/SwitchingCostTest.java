package dev.jackdaw.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Prices;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SwitchingCostTest {
  private static ModelInfo model(Optional<Prices> prices) {
    return new ModelInfo("a", "b", 0, 0, Set.of(), prices);
  }

  @Test
  void isThatOfReadingEverythingAfreshIntoTheCache() {
    assertThat(SwitchingCost.of(model(Optional.of(new Prices(2, 2.5, 0.2, 10))), 400_000))
        .isEqualTo("a/b reads the conversation afresh: 400.0k tokens, about $1.00");
  }

  @Test
  void isNotGuessed() {
    assertThat(SwitchingCost.of(model(Optional.empty()), 2_000)).endsWith(", price not known");
  }

  @Test
  void isNoWordWorthAtTheBeginning() {
    assertThat(SwitchingCost.of(model(Optional.empty()), 0)).isEmpty();
  }
}

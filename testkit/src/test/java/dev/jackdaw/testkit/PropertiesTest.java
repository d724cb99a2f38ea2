package dev.jackdaw.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class PropertiesTest {
  @Test
  void growsInputsFromSmallToLarge() {
    var sizes = new ArrayList<Integer>();
    Properties.forAll(5, (random, size) -> size, sizes::add);
    assertThat(sizes).containsExactly(0, 25, 50, 75, 100);
  }

  @Test
  void givesTheSameInputsEveryTime() {
    var first = new ArrayList<Long>();
    var second = new ArrayList<Long>();
    Properties.forAll((random, size) -> random.nextLong(), first::add);
    Properties.forAll((random, size) -> random.nextLong(), second::add);
    assertThat(first).isEqualTo(second).doesNotHaveDuplicates().hasSize(Properties.INPUTS);
  }

  @Test
  void namesTheSeedAndTheInputOfAFailure() {
    assertThatThrownBy(() ->
            Properties.forAll(
                (random, size) -> "input" + size, text -> assertThat(text).isEqualTo("input0")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("-Djackdaw.seed=")
        .hasMessageContaining("input: input1");
  }

  @Test
  void takesTheSeedOfTheProperty() {
    assertThat(Properties.seed("42")).isEqualTo(42);
    assertThat(Properties.seed("")).isEqualTo(Properties.seed(null));
    assertThatThrownBy(() -> Properties.seed("often")).isInstanceOf(NumberFormatException.class);
  }
}

package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.testkit.Generators;
import dev.jackdaw.testkit.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MalformedInputTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"path\": \"a\", \"content\": \"say \"hi\"\"} | expected ',' or '}' at character 31, in"
            + " \"content\", after: \"{\\\"path\\\": \\\"a\\\", \\\"content\\\": \\\"say \\\"\","
            + " before: \"hi\\\"\\\"}\"",
        "{\"a\": NaN} | unexpected 'N' at character 6, in \"a\", after: \"{\\\"a\\\": \", before:"
            + " \"NaN}\"",
        "[1] | expected an object at character 0, after: \"\", before: \"[1]\"",
        "ls -l | unexpected 'l' at character 0, after: \"\", before: \"ls -l\""
      })
  void saysWhatIsWrongAndWhere(String text, String problem) {
    assertThat(MalformedInput.problem(text)).isEqualTo(problem);
  }

  @Test
  void saysThatTheTextEnds() {
    assertThat(MalformedInput.problem("{\"command\": \"rm -rf"))
        .isEqualTo(
            "string without an end at character 19, in \"command\", after:"
                + " \"{\\\"command\\\": \\\"rm -rf\" (the end)");
  }

  @Test
  void saysSomethingOfEveryText() {
    Properties.forAll(
        (random, size) -> Generators.mutated(Generators.text(random, size), random),
        text -> assertThat(MalformedInput.problem(text)).isNotBlank().hasSizeLessThan(600));
  }
}

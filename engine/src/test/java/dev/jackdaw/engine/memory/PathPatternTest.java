package dev.jackdaw.engine.memory;

import static dev.jackdaw.testkit.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.testkit.Generators;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          **/*.ts           | a.ts           | true
          **/*.ts           | a/b/c.ts       | true
          *.md              | README.md      | true
          *.md              | docs/a.md      | false
          src/**/*          | src/a/b.java   | true
          src/**            | src            | true
          src/*             | src/a/b        | false
          src               | src/a/b        | true
          src/              | src/a          | true
          ./src/a.ts        | src/a.ts       | true
          /src/a.ts         | src/a.ts       | true
          src/*.{ts,tsx}    | src/a.tsx      | true
          {src,lib}/**/*.ts | lib/x/y.ts     | true
          {src,lib}/**/*.ts | test/y.ts      | false
          a{b,{c,d}e}f      | adef           | true
          a{b               | a{b            | true
          [a-c]?.txt        | bx.txt         | true
          [!a-c]?.txt       | bx.txt         | false
          \\*.md            | *.md           | true
          \\*.md            | a.md           | false
          **/a/**/b         | x/a/y/a/z/b    | true
          **                | anything/here  | true
          """)
  void matchesWhatItsAuthorMeant(String pattern, String path, boolean expected) {
    assertThat(PathPattern.of(pattern).matches(Path.of(path))).isEqualTo(expected);
  }

  @Test
  void refusesWhatStandsForTooMany() {
    assertThatThrownBy(() -> PathPattern.of("{a,b}".repeat(10)))
        .hasMessageContaining("more than 256 patterns");
  }

  @Test
  void takesAnyTextWithoutDelay() {
    var pieces = List.of("**", "*", "/", "{", ",", "}", "[", "]", "\\", "a", "?", "!");
    forAll(
        500,
        (random, size) -> {
          var text = new StringBuilder();
          for (var i = 0; i < size; i++) text.append(Generators.of(pieces, random));
          return text.toString();
        },
        text -> {
          try {
            PathPattern.of(text).matches(Path.of("a/".repeat(50) + "b"));
          } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("more than");
          }
        });
  }
}

package dev.jackdaw.tui.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.testkit.Properties;
import java.util.List;
import org.junit.jupiter.api.Test;

class SafeTextTest {
  private static String read(String text) {
    var filter = SafeText.toRead();
    return filter.accept(text) + filter.end();
  }

  @Test
  void joinersStayOnlyWhereTheyJoin() {
    var family = "\ud83d\udc68\u200d\ud83d\udc69";
    assertThat(read(family)).isEqualTo(family);
    assertThat(read("a\u200db\u200d")).isEqualTo("a<U+200D>b<U+200D>");
    assertThat(SafeText.all(family)).contains("<U+200D>");
  }

  @Test
  void filteringAgainChangesNothing() {
    Properties.forAll(
        ToolTextTest::randomText,
        text -> {
          assertThat(read(read(text))).isEqualTo(read(text));
          assertThat(SafeText.all(SafeText.all(text))).isEqualTo(SafeText.all(text));
        });
  }

  @Test
  void noControlCharacterComesThroughButLineEndsAndTabs() {
    Properties.forAll(
        ToolTextTest::randomText,
        text ->
            assertThat(read(text).codePoints())
                .noneMatch(c -> c < 0x20 && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0));
  }

  @Test
  void itDoesNotMatterWhereTheStreamIsCut() {
    Properties.forAll(
        (random, size) ->
            List.of(ToolTextTest.randomText(random, size), Long.toString(random.nextLong())),
        input -> {
          var random = Properties.random(Long.parseLong(input.get(1)));
          var text = input.get(0);
          var filter = SafeText.toRead();
          var shown = new StringBuilder();
          for (var at = 0; at < text.length(); ) {
            var to = Math.min(text.length(), at + 1 + random.nextInt(4));
            shown.append(filter.accept(text.substring(at, to)));
            at = to;
          }
          assertThat(shown + filter.end()).isEqualTo(read(text));
        });
  }
}

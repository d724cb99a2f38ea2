package dev.jackdaw.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputFilterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '%',
      value = {
        "a\u001b[31mb\u001b[0mc           % abc",
        "a\u001b[2J\u001b[Hb              % ab",
        "a\u001b]0;title\u0007b           % a␛]0;title␇b",
        "a\u001b]52;c;aGk=\u001b\\b       % a␛]52;c;aGk=␛\\b",
        "a\u001bcb                        % a␛cb",
        "a\u0000b\u0008c\u007fd           % a␀b␈c␡d",
        "a\u009b31mb                      % a<U+009B>31mb",
        "a\u202eb\u2066c                  % a<U+202E>b<U+2066>c",
        "a\u200bb\ufeffc                  % a<U+200B>b<U+FEFF>c",
        "a\udb40\udc41b                   % a<U+E0041>b",
        "grün 漢字 ☑️ 👍                    % grün 漢字 ☑️ 👍"
      })
  void leavesOnlyWhatCannotTouchTheTerminal(String text, String shown) {
    assertThat(OutputFilter.all(text)).isEqualTo(shown);
  }

  @Test
  void keepsNewlinesAndTabsAndMakesLoneReturnsVisible() {
    assertThat(OutputFilter.all("a\tb\r\nc\rd\n")).isEqualTo("a\tb\nc␍d\n");
  }

  @Test
  void losesNothingOfASequenceThatNeverEnds() {
    var text = "\u001b[" + "1;".repeat(100) + "x";
    assertThat(OutputFilter.all(text)).isEqualTo("␛[" + "1;".repeat(100) + "x");
    assertThat(OutputFilter.all("a\u001b[12")).isEqualTo("a␛[12");
    assertThat(OutputFilter.all("a\u001b[12\nb")).isEqualTo("a␛[12\nb");
  }

  /** However a stream is cut, the same is shown, and never a control character. */
  @Test
  void doesNotDependOnWhereTheStreamIsCut() {
    var pieces =
        List.of(
            "a",
            "\u001b",
            "[",
            "31m",
            "\r",
            "\n",
            "\t",
            "\ud83d\udc4d",
            "\ud83d",
            "\u202e",
            "\u009b",
            "\u001b[0m",
            "]0;x\u0007",
            "漢");
    for (var seed = 0L; seed < 5_000; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder();
      for (var i = random.nextInt(12); i > 0; i--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      var filter = new OutputFilter();
      var shown = new StringBuilder();
      for (var at = 0; at < text.length(); ) {
        var end = at + 1 + random.nextInt(text.length() - at);
        shown.append(filter.accept(text.substring(at, end)));
        at = end;
      }
      shown.append(filter.end());
      assertThat(shown.toString()).as("seed %s", seed).isEqualTo(OutputFilter.all(text.toString()));
      assertThat(shown.chars().filter(c -> c != '\n' && c != '\t' && Character.isISOControl(c)))
          .as("seed %s", seed)
          .isEmpty();
    }
  }
}

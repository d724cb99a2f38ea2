package dev.jackdaw.tools.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  private static final String[] PIECES = {
    "plain ",
    "\u001b[1;31m",
    "\u001b[0m",
    "\u001b]0;title\u0007",
    "\u001b]8;;http://x\u001b\\",
    "\u001bPq#0\u001b\\",
    "\u001b(B",
    "\u001b=",
    "\u001bM",
    "\u009b2J",
    "\u009dtitle\u009c",
    "\u001b",
    "\u001b[",
    "\u001b]",
    "\n",
    "\r",
    "\r\n",
    "\b",
    "\u0000",
    "\u0007",
    "\u007f",
    "é",
    "🦅",
    "\t",
    "[31m"
  };

  @Test
  void keepsPlainTextAsItIs() {
    var text = "a\tb\n  é 漢 🦅 [31m \\e[0m\n";

    assertThat(PlainText.of(text)).isSameAs(text);
  }

  @Test
  void takesOutEverySequence() {
    assertThat(
            PlainText.of(
                "\u001b[1;38;5;196mred\u001b[m \u001b]0;title\u0007\u001b]8;;x\u001b\\link\u001b(B"
                    + "\u001b7\u001b[?25l\u009b1mx\u0000\u0007\u007f\u0085"))
        .isEqualTo("red linkx");
  }

  @Test
  void showsLinesAsTheyWereLastDrawn() {
    assertThat(PlainText.of("10%\r 50%\r100%\r\nnext\r\n")).isEqualTo("100%\nnext\n");
    assertThat(PlainText.of("busy |\b/\b-\bdone\n\b\bx")).isEqualTo("busy done\nx");
    assertThat(PlainText.of("kept\r")).isEqualTo("kept");
  }

  @Test
  void aSequenceWithoutAnEndTakesNothingWithIt() {
    assertThat(PlainText.of("\u001b]0;never closed\nnext line")).isEqualTo("\nnext line");
    assertThat(PlainText.of("\u001b[12\nnext")).isEqualTo("\nnext");
    assertThat(PlainText.of("end\u001b[")).isEqualTo("end");
  }

  @Test
  void nothingIsLeftThatATerminalWouldObey() {
    for (var seed = 0L; seed < 2_000; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder();
      for (var i = random.nextInt(30); i >= 0; i--)
        text.append(PIECES[random.nextInt(PIECES.length)]);

      var shown = PlainText.of(text.toString());

      assertThat(
              shown
                  .chars()
                  .filter(c -> c != '\n' && c != '\t')
                  .allMatch(c -> c >= ' ' && (c < 0x7f || c >= 0xa0)))
          .as("seed " + seed)
          .isTrue();
      assertThat(PlainText.of(shown)).as("seed " + seed).isEqualTo(shown);
    }
  }

  @Test
  void filtersTheSameHoweverTheTextIsCut() {
    for (var seed = 0L; seed < 1_000; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder();
      for (var i = random.nextInt(20); i >= 0; i--)
        text.append(PIECES[random.nextInt(PIECES.length)]);
      var filter = new ControlFilter();
      var cut = new StringBuilder();
      for (var at = 0; at < text.length(); ) {
        var end = Math.min(text.length(), at + 1 + random.nextInt(4));
        cut.append(filter.filter(text.substring(at, end)));
        at = end;
      }

      assertThat(cut.toString())
          .as("seed " + seed)
          .isEqualTo(new ControlFilter().filter(text.toString()));
    }
  }
}

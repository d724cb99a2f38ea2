package dev.jackdaw.tui.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.testkit.Properties;
import dev.jackdaw.tui.theme.ColourDepth;
import dev.jackdaw.tui.theme.Rgb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolTextTest {
  private static final String[] PIECES = {
    "a",
    "word ",
    "\u001b",
    "[",
    "]",
    "31m",
    "\u001b[1;31m",
    "\u001b[0m",
    "\u001b[38;5;200m",
    ";",
    "8",
    "\u001b[38;2;1;2;3m",
    "\u001b[48;2;1;2;3m",
    "\u001b]8;;http://x\u0007",
    "\u001b]0;title",
    "\u001b\\",
    "\u001bP1q",
    "\u001b(B",
    "\u001bc",
    "\r",
    "\n",
    "\t",
    "\b",
    "\u0000",
    "\u007f",
    "\u009b",
    "\u0085",
    "\u202e",
    "\u200b",
    "\u200d",
    "\u2028",
    "\ud83d",
    "\ude00",
    "\ud83d\ude00",
    "e\u0301",
    "漢",
    "\udb40\udc41",
    "\ufeff",
    "\u001b[2J",
    "\u001b[?1049h",
    "\u001b[5m",
    "\u001b[8m",
    "\u001b[7m",
    "\u001b[G"
  };

  static String randomText(RandomGenerator random, int size) {
    var text = new StringBuilder();
    for (var i = 0; i < size; i++) {
      if (random.nextInt(4) == 0) text.append((char) random.nextInt(0x300));
      else text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static Sgr colours() {
    return new Sgr(ColourDepth.TRUE, Optional.empty());
  }

  private static List<AttributedString> lines(String text) {
    return ToolText.lines(text, colours(), Cells.CLUSTERS);
  }

  private static String shown(String text) {
    return String.join("\n", lines(text).stream().map(line -> Ansi.of(line, true)).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "plain|plain",
        "e[31mrede[0m and not|e[31mrede[m and not",
        "e[31mab\\ncd|e[31mabe[m\\ne[31mcde[m",
        "e[5;31mxe[0m|e[31mxe[m",
        "e[8mhidden|hidden",
        "e[30;40mxe[0m|x",
        "e[41mxe[0m|e[97;41mxe[m",
        "e[4:3mxe[4:0my|e[4mxe[my",
        "e[38:2::1:200:3mxe[39my|e[38;2;1;200;3mxe[my",
        "e]0;titleb7x|x",
        "e]8;;http://evilb7linke]8;;b7|link",
        "eP1$re\\x|x",
        "ecx e(By|x y",
        "e[2Je[Hx|x",
        "e]0;never ends\\nx|␛]0;never ends\\nx",
        "10%\\r55%\\r100%|100%",
        "10%\\r55%\\r\\nnext|55%\\nnext",
        "abb\\b\\bcd|acd",
        "a\\tb|a       b",
        "a\\u202eb|a<U+202E>b",
        "a\\u009b31mb|a<U+009B>31mb",
        "a\\u0001\\u007fb|a␁␡b",
        "progress e[2Ke[Gdone|done",
        "|",
        "\\n\\nx|\\n\\nx",
      })
  void keepsColoursAndNothingElse(String given, String expected) {
    if (given == null) return;
    assertThat(shown(escaped(given))).isEqualTo(escaped(expected));
  }

  private static String escaped(String text) {
    return text.replace("e[", "\u001b[")
        .replace("e]", "\u001b]")
        .replace("eP", "\u001bP")
        .replace("e\\", "\u001b\\")
        .replace("ec", "\u001bc")
        .replace("e(", "\u001b(")
        .replace("b7", "\u0007")
        .replace("\\n", "\n")
        .replace("\\r", "\r")
        .replace("\\t", "\t")
        .replace("\\b", "\b")
        .replace("\\u202e", "\u202e")
        .replace("\\u009b", "\u009b")
        .replace("\\u0001", "\u0001")
        .replace("\\u007f", "\u007f");
  }

  @Test
  void dropsColoursThatHideTextOnTheTerminalsBackground() {
    var onWhite = new Sgr(ColourDepth.TRUE, Optional.of(new Rgb(255, 255, 255)));
    var line = ToolText.lines("\u001b[97mx\u001b[31my", onWhite, Cells.CLUSTERS).getFirst();
    assertThat(line.styleAt(0)).isEqualTo(AttributedStyle.DEFAULT);
    assertThat(line.styleAt(1)).isEqualTo(AttributedStyle.DEFAULT.foreground(1));
  }

  @Test
  void usesNoMoreColoursThanThereAre() {
    var text = "\u001b[38;2;255;0;0mx";
    assertThat(
            ToolText.lines(text, new Sgr(ColourDepth.OF_16, Optional.empty()), Cells.CLUSTERS)
                .getFirst()
                .styleAt(0))
        .isEqualTo(AttributedStyle.DEFAULT.foreground(9));
    assertThat(
            ToolText.lines(text, new Sgr(ColourDepth.NONE, Optional.empty()), Cells.CLUSTERS)
                .getFirst()
                .styleAt(0))
        .isEqualTo(AttributedStyle.DEFAULT);
  }

  @Test
  void cutsLinesWithoutEnd() {
    var lines = lines("x".repeat(1_000_000) + "\n");
    assertThat(lines).hasSize(1_000_000 / 16_384 + 1);
    assertThat(lines.stream().mapToInt(AttributedString::length).sum()).isEqualTo(1_000_000);
  }

  @Test
  void lineThatIsNotFinishedIsShownAsItIs() {
    var filter = new ToolText(colours(), Cells.CLUSTERS);
    assertThat(filter.accept("one\ntw")).extracting(Object::toString).containsExactly("one");
    assertThat(filter.open().toString()).isEqualTo("tw");
    filter.accept("o\r3");
    assertThat(filter.open().toString()).isEqualTo("3");
    assertThat(filter.end()).extracting(Object::toString).containsExactly("3");
  }

  @Test
  void noControlCharacterComesThroughWhateverIsPrinted() {
    Properties.forAll(
        ToolTextTest::randomText,
        text -> {
          for (var line : lines(text)) {
            assertThat(line.toString().codePoints()).noneMatch(ToolTextTest::controls);
            assertThat(Ansi.of(line, true).replaceAll("\u001b\\[[0-9;]*m", "").codePoints())
                .noneMatch(ToolTextTest::controls);
          }
        });
  }

  static boolean controls(int c) {
    return c < 0x20 || c >= 0x7f && c < 0xa0 || dev.jackdaw.api.VisibleText.isHidden(c);
  }

  @Test
  void filteringAgainChangesNothing() {
    Properties.forAll(
        ToolTextTest::randomText,
        text -> {
          var once = shown(text);
          assertThat(shown(once)).isEqualTo(once);
        });
  }

  @Test
  void itDoesNotMatterWhereTheStreamIsCut() {
    Properties.forAll(
        (random, size) -> List.of(randomText(random, size), Long.toString(random.nextLong())),
        input -> {
          var random = Properties.random(Long.parseLong(input.get(1)));
          var text = input.get(0);
          var filter = new ToolText(colours(), Cells.CLUSTERS);
          var lines = new ArrayList<AttributedString>();
          for (var at = 0; at < text.length(); ) {
            var to = Math.min(text.length(), at + 1 + random.nextInt(4));
            lines.addAll(filter.accept(text.substring(at, to)));
            at = to;
          }
          lines.addAll(filter.end());
          assertThat(lines).isEqualTo(lines(text));
        });
  }
}

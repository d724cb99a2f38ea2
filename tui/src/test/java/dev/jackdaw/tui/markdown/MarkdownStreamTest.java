package dev.jackdaw.tui.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.testkit.Golden;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.tui.text.Ansi;
import dev.jackdaw.tui.text.Capabilities;
import dev.jackdaw.tui.text.LinkedLine;
import dev.jackdaw.tui.theme.ColourDepth;
import dev.jackdaw.tui.theme.Theme;
import dev.jackdaw.tui.theme.Themes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownStreamTest {
  private static final Theme DARK =
      Themes.builtIn().styles("dark", Optional.empty(), ColourDepth.TRUE);

  private static String sample() throws IOException {
    try (var in = MarkdownStreamTest.class.getResourceAsStream("sample.md")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<AttributedString> lines(String text, int width) {
    return MarkdownStream.lines(text, DARK, width, Capabilities.RICH);
  }

  private static String plain(String text, int width) {
    return lines(text, width).stream()
        .map(line -> line.toString().stripTrailing())
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 220})
  void richSampleLooksAsReviewed(int width) throws IOException {
    var text = new StringBuilder();
    for (var line : lines(sample(), width))
      text.append(line.toString().stripTrailing()).append('\n');
    Golden.check("markdown-" + width + ".txt", text.toString());
  }

  @Test
  void richSampleIsStyledAsReviewed() throws IOException {
    var text = new StringBuilder();
    for (var line : lines(sample(), 80)) {
      text.append(Ansi.of(line, true).replace("\u001b", "^")).append('\n');
    }
    Golden.check("markdown-80.ansi.txt", text.toString());
  }

  @Test
  void richSampleInAsciiHasNoOtherSigns() throws IOException {
    var text = new StringBuilder();
    for (var line : MarkdownStream.lines(sample(), Theme.plain(), 80, Capabilities.POOR)) {
      text.append(line.toString().stripTrailing()).append('\n');
    }
    Golden.check("markdown-80.ascii.txt", text.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "**a** b~a b",
        "**a~**a",
        "*a **b* c**~a b c",
        "a*b*c~abc",
        "a_b_c~a_b_c",
        "_a_~a",
        "`` a`b ``~a`b",
        "`a~`a",
        "[a~[a",
        "[a]~[a]",
        "[a](b~[a](b",
        "[a][ref]~[a][ref]",
        "[a](<b c>)~a (b c)",
        "[**a**](https://x.example)~a (x.example)",
        "[x.example](https://x.example/y)~x.example",
        "[https://good.example/](https://evil.example/)"
            + "~https://good.example/ (leads to https://evil.example/)",
        "[good.example](https://good.example@evil.example/)"
            + "~good.example (leads to https://good.example@evil.example/)",
        "[Main.java](https://host.example/Main.java)~Main.java (host.example)",
        "[раураl.example](https://paypal.example)"
            + "~раураl.example (leads to https://paypal.example)",
        "[x](javascript:alert)~x (javascript:alert)",
        "#no heading~#no heading",
        "# A #~A",
        "<div>~<div>",
        "a<br>b~a;b",
        "a\\nb~a;b",
        "\\\\*a*~*a*",
        "* a~• a",
        "1) a~1) a",
        "7. a\\n7. b~7. a;8. b",
        "-~•",
        "> a\\nb~│ a;│ b",
        "| a |\\n|---|\\n~a;─",
        "a | b\\n---|---\\nc | d\\nno row~a │ b;──┼──;c │ d;;no row",
        "a | b\\nno table~a | b;no table",
        "```\\na\\n\\n\\n```\\nb~  a;;b",
        "text\\n===~text",
        "a\\n\\n\\n\\nb~a;;b",
      })
  void marksMeanWhatTheyMean(String given, String expected) {
    assertThat(plain(given.replace("\\n", "\n").replace("\\\\", "\\"), 80))
        .isEqualTo(expected.replace(";", "\n"));
  }

  @Test
  void linksOpenWhereTheyLeadAndNowhereElse() {
    var line = lines("[a](https://x.example/ü) [b](file:///etc) https://y.example.", 80).getFirst();
    assertThat(line).isInstanceOf(LinkedLine.class);
    assertThat(((LinkedLine) line).links())
        .extracting(LinkedLine.Link::target)
        .containsExactly("https://x.example/%C3%BC", "https://y.example");
    assertThat(Ansi.of(line, true)).contains("https://x.example/%C3%BC\u001b\\");
    assertThat(Ansi.of(line, false)).doesNotContain("\u001b]8");
  }

  private static final String[] PIECES = {
    "word",
    " ",
    " ",
    " ",
    "\n",
    "\n",
    "\n\n",
    "**",
    "*",
    "_",
    "~~",
    "`",
    "```",
    "```java\n",
    "\n```\n",
    "# ",
    "## ",
    "- ",
    "* ",
    "1. ",
    "2) ",
    "> ",
    "| ",
    "|",
    "\n|---|---|\n",
    "---\n",
    "===",
    "    ",
    "  ",
    "[",
    "]",
    "(",
    ")",
    "](",
    "https://x.example",
    "<",
    ">",
    "<br>",
    "&amp;",
    "\\",
    "\t",
    "\u001b[31m",
    "\u001b",
    "\r\n",
    "\u202e",
    "漢字",
    "👩‍👧",
    "é",
    "class Foo { int x = 1; }",
    "\"\"\"",
    "/* ",
    "[x] ",
    "!"
  };

  private static String text(RandomGenerator random, int size) {
    var text = new StringBuilder();
    for (var i = 0; i < size * 3; i++) {
      if (random.nextInt(60) == 0) text.append("long".repeat(random.nextInt(200)));
      else if (random.nextInt(60) == 0) text.append("many words ".repeat(random.nextInt(300)));
      else text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private record Cut(String text, long seed, int width) {}

  @Test
  void linesAreTheSameHoweverTheTextIsCutAndNeverChange() {
    Properties.forAll(
        60,
        (random, size) -> new Cut(text(random, size), random.nextLong(), 10 + random.nextInt(80)),
        cut -> {
          var whole = lines(cut.text(), cut.width());
          for (var longest : List.of(1, 7, 300)) {
            var random = Properties.random(cut.seed());
            var stream = new MarkdownStream(DARK, cut::width, Capabilities.RICH);
            var lines = new ArrayList<AttributedString>();
            for (var at = 0; at < cut.text().length(); ) {
              var to = Math.min(cut.text().length(), at + 1 + random.nextInt(longest));
              lines.addAll(stream.accept(cut.text().substring(at, to)));
              if (random.nextInt(200) == 0) stream.open();
              at = to;
            }
            lines.addAll(stream.end());
            assertThat(lines).isEqualTo(whole);
          }
        });
  }

  @Test
  void nothingIsWiderThanTheScreenAndNothingControlsIt() {
    Properties.forAll(
        (random, size) -> new Cut(text(random, size), 0, 10 + random.nextInt(80)),
        cut -> {
          for (var line : lines(cut.text(), cut.width())) {
            assertThat(Capabilities.RICH.cells().width(line)).isLessThanOrEqualTo(cut.width());
            assertThat(VisibleText.prose(line.toString())).isEqualTo(line.toString());
            assertThat(line.toString()).doesNotContain("\t", "\n");
          }
        });
  }

  @Test
  void noWordIsLost() {
    Properties.forAll(
        (random, size) -> {
          var text = new StringBuilder();
          for (var i = 0; i < size; i++) {
            text.append("w").append(i).append(' ');
            text.append(PIECES[random.nextInt(PIECES.length)]);
          }
          return text.toString();
        },
        text -> {
          var shown = plain(text, 200).replaceAll("[\\s│|]", "");
          for (var i = 0; text.contains("w" + i + " "); i++) assertThat(shown).contains("w" + i);
        });
  }

  @Test
  void openTailIsDrawnAsIfItWereClosed() {
    var stream = new MarkdownStream(DARK, () -> 40, Capabilities.RICH);
    assertThat(stream.accept("# Title\nSome **bold te")).hasSize(1);
    assertThat(stream.open().getLast().toString()).isEqualTo("Some bold te");
    stream.accept("xt**\n\n```java\nint x = ");
    assertThat(stream.open().getLast().toString().strip()).isEqualTo("int x =");
    stream.accept("1;\n``");
    assertThat(stream.open()).isEmpty();
  }

  @Test
  void openTailStaysSmall() {
    var stream = new MarkdownStream(DARK, () -> 40, Capabilities.RICH);
    for (var i = 0; i < 5_000; i++) {
      stream.accept("some *words ");
      if (i % 100 == 0) assertThat(stream.open()).hasSizeLessThan(80);
    }
  }

  /**
   * Quadratic work on a quarter of a megabyte would take minutes, which is seen without a clock.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {"x", "word ", "*a ", "`a ", "[a ", "a\n", "```\nx\n\n", "| a | b |\n", "> "})
  void longTextInSmallPiecesIsNoLongWork(String piece) {
    var text = piece.repeat(4_096 / piece.length() + 1).substring(0, 4_096);
    var stream = new MarkdownStream(DARK, () -> 80, Capabilities.RICH);
    var lines = 0;
    for (var i = 0; i < 64; i++) {
      for (var at = 0; at < text.length(); at += 16) {
        lines += stream.accept(text.substring(at, at + 16)).size();
      }
    }
    lines += stream.end().size();
    assertThat(lines).isPositive();
  }
}

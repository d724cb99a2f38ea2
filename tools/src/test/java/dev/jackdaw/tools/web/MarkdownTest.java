package dev.jackdaw.tools.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/web");

  private static String converted(String html) {
    return Markdown.of(html.getBytes(StandardCharsets.UTF_8), "", "https://example.com/docs/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"article", "main"})
  void convertsAPageAsReviewed(String name) throws Exception {
    var text = converted(Files.readString(GOLDEN.resolve(name + ".html")));
    var golden = GOLDEN.resolve(name + ".md");
    if (Boolean.getBoolean("golden.update")) Files.writeString(golden, text + "\n");

    assertThat(text + "\n").isEqualTo(Files.readString(golden));
  }

  @Test
  void readsTheCharacterSetOfThePageOrTheServer() {
    var latin = "<meta charset=iso-8859-1><p>caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Markdown.of(latin, "", "https://x/")).isEqualTo("caf\u00e9");
    var bare = "<p>caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Markdown.of(bare, "windows-1252", "https://x/")).isEqualTo("caf\u00e9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"div", "span", "ul", "ul><li", "blockquote", "b", "table><tr><td", "a"})
  void survivesAnyDepth(String element) {
    var html = ("<" + element + ">").repeat(20_000) + "deep";

    assertThat(converted(html)).contains("deep");
  }

  @Test
  void survivesAnything() {
    var pieces =
        new String[] {
          "<ul>",
          "<li>",
          "</ul>",
          "<table>",
          "<tr>",
          "<td>",
          "</table>",
          "<pre>",
          "</pre>",
          "<a href='x y(z)'>",
          "</a>",
          "text ",
          "<p>",
          "<b>",
          "</b>",
          "<br>",
          "<h1>",
          "</h1>",
          "<dl>",
          "<dt>",
          "<dd>",
          "&amp;",
          "<img alt='i'>",
          "<ol start='x'>",
          "</ol>",
          "<blockquote>",
          "|",
          "`",
          "\u0000",
          "<",
          ">",
          "\n",
          "<svg>"
        };
    for (var seed = 0L; seed < 500; seed++) {
      var random = new Random(seed);
      var html = new StringBuilder();
      for (var i = random.nextInt(60); i >= 0; i--)
        html.append(pieces[random.nextInt(pieces.length)]);

      assertThat(converted(html.toString())).as("seed " + seed).doesNotContain("<p>", "</");
    }
  }

  @Test
  void emptyPageIsEmpty() {
    assertThat(converted("")).isEmpty();
    assertThat(converted("<html><head><title>Only a title</title>")).isEqualTo("# Only a title");
  }
}

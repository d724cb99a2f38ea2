package dev.jackdaw.tui.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.tui.text.Ansi;
import dev.jackdaw.tui.text.Capabilities;
import dev.jackdaw.tui.theme.ColourDepth;
import dev.jackdaw.tui.theme.Themes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThriftTest {
  private static final int TEN_THOUSAND_TOKENS = 40_000;

  private static final List<String> DENSE =
      List.of(
          "  public Optional<Entry> find(String name, int count) {",
          "    if (count > 12 && name.equals(\"key\")) return map.get(name + 1);",
          "    return Optional.empty(); // none",
          "  }",
          "");

  private static final List<String> KEYS =
      List.of("  { \"a\": 1, \"b\": true, \"c\": \"d\" },", "  { \"e\": [1, 2, 3] },");

  @ParameterizedTest
  @CsvSource({"java", "kotlin", "python", "javascript", "rust", "go", "c", "sql", "bash", "json"})
  void noLongReplyIsWrittenWithMoreThanHalfOfItOnTop(String language) {
    for (var pattern : List.of(DENSE, KEYS)) {
      var code = new StringBuilder("```" + language + "\n");
      for (var i = 0; code.length() < TEN_THOUSAND_TOKENS; i++) {
        code.append(pattern.get(i % pattern.size())).append('\n');
      }
      var lines = lines(code + "```\n");
      var visible = lines.stream().mapToInt(line -> line.length() + 1).sum();
      assertThat(written(lines)).isLessThan((int) (1.45 * visible));
    }
  }

  @ParameterizedTest
  @CsvSource({"30", "60"})
  void aUsualBlockIsMarkedToItsEnd(int lines) {
    var code = new StringBuilder("Some words before it.\n\n```java\n");
    for (var i = 0; i < lines; i++) code.append(DENSE.get(i % 5)).append('\n');
    var drawn = lines(code + "```\n");
    var last = drawn.get(drawn.size() - (lines % 5 == 0 ? 4 : 1));
    assertThat(Ansi.of(last, true)).contains("\u001b[38;5;80mOptional\u001b[m");
  }

  @ParameterizedTest
  @CsvSource({"1", "7", "1000"})
  void howMuchIsMarkedDoesNotDependOnHowTheTextIsCut(int size) {
    var text = "```java\n" + (String.join("\n", DENSE) + "\n").repeat(120) + "```\n";
    var stream = new MarkdownStream(theme(), () -> 80, Capabilities.RICH);
    var lines = new java.util.ArrayList<AttributedString>();
    for (var at = 0; at < text.length(); at += size) {
      lines.addAll(stream.accept(text.substring(at, Math.min(text.length(), at + size))));
      if (at % 50 == 0) stream.open();
    }
    lines.addAll(stream.end());
    assertThat(lines).isEqualTo(lines(text));
  }

  private static dev.jackdaw.tui.theme.Theme theme() {
    return Themes.builtIn().styles("dark", Optional.empty(), ColourDepth.TRUE);
  }

  private static List<AttributedString> lines(String text) {
    return MarkdownStream.lines(text, theme(), 80, Capabilities.RICH);
  }

  private static int written(List<AttributedString> lines) {
    var bytes = 0;
    for (var line : lines) {
      bytes += Ansi.of(line, true).getBytes(StandardCharsets.UTF_8).length + 1;
    }
    return bytes;
  }
}

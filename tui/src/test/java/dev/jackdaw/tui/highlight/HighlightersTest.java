package dev.jackdaw.tui.highlight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.testkit.Golden;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.tui.text.Span;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HighlightersTest {
  /** A style for each role that tells which it is. */
  private static final Theme ROLES =
      role -> AttributedStyle.DEFAULT.foreground(role.name().length());

  private static final Theme NAMED =
      role -> AttributedStyle.DEFAULT.foregroundRgb(List.of(Role.values()).indexOf(role) + 1);

  private static String marked(Span span) {
    for (var role : Role.values()) {
      if (role != Role.TEXT && span.style().equals(NAMED.style(role))) {
        var name = role.name().replace("CODE_", "").toLowerCase(Locale.ROOT);
        return "⟨" + name + " " + span.text() + "⟩";
      }
    }
    return span.text();
  }

  @Test
  void samplesOfAllLanguagesAreMarkedAsReviewed() throws IOException {
    var out = new StringBuilder();
    var highlighter = Highlighters.of("", NAMED);
    for (var line : samples().lines().toList()) {
      if (line.startsWith("=== ")) {
        highlighter = Highlighters.of(line.substring(4), NAMED);
        out.append(line).append('\n');
      } else {
        out.append(
            highlighter.line(line).stream()
                .map(HighlightersTest::marked)
                .collect(Collectors.joining()));
        out.append('\n');
      }
    }
    Golden.check("highlight.txt", out.toString());
  }

  private static String samples() throws IOException {
    try (var in = HighlightersTest.class.getResourceAsStream("samples.txt")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java",
        "kotlin",
        "js",
        "ts",
        "python",
        "go",
        "rust",
        "c",
        "cpp",
        "c++",
        "csharp",
        "ruby",
        "php",
        "sh",
        "bash",
        "sql",
        "json",
        "yaml",
        "toml",
        "css",
        "dockerfile",
        "properties"
      })
  void languageIsKnownByItsNames(String name) {
    assertThat(Languages.named(name)).isPresent();
    assertThat(Languages.named(name).orElseThrow()).isEqualTo(Languages.all().get(name));
  }

  @Test
  void unknownLanguageIsPlain() {
    assertThat(Highlighters.of("brainfuck", NAMED).line("if x"))
        .containsExactly(Span.of("if x", NAMED.style(Role.TEXT)));
  }

  @Test
  void fileIsKnownByItsName() {
    assertThat(Highlighters.ofFile("src/Foo.java", NAMED).line("int").getFirst().style())
        .isEqualTo(NAMED.style(Role.CODE_TYPE));
    assertThat(Highlighters.ofFile("a/Dockerfile", NAMED).line("FROM x").getFirst().style())
        .isEqualTo(NAMED.style(Role.CODE_KEYWORD));
  }

  @Test
  void piecesAreTheLineWhateverIsInIt() {
    var names = new ArrayList<>(Languages.all().keySet());
    names.addAll(List.of("xml", "diff", "markdown", "text"));
    var parts = "\"'`/*\\#<>-={}[]()!@$%&:;,. \tabAB01_é漢~|+r\"\"\"".toCharArray();
    Properties.forAll(
        (random, size) -> {
          var text = new StringBuilder(names.get(random.nextInt(names.size()))).append('\n');
          for (var i = 0; i < size * 2; i++) {
            text.append(random.nextInt(12) == 0 ? '\n' : parts[random.nextInt(parts.length)]);
          }
          return text.toString();
        },
        text -> {
          var lines = text.split("\n", -1);
          var highlighter = Highlighters.of(lines[0], ROLES);
          for (var i = 1; i < lines.length; i++) {
            var copied = highlighter.copy().line(lines[i]);
            var spans = highlighter.line(lines[i]);
            assertThat(copied).isEqualTo(spans);
            assertThat(spans.stream().map(Span::text).collect(Collectors.joining()))
                .isEqualTo(lines[i]);
          }
        });
  }
}

package dev.jackdaw.policy.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellLineTest {
  private static List<List<String>> words(String line) {
    var found = new ArrayList<List<String>>();
    switch (ShellLine.parse(line)) {
      case ShellLine.Plain(var commands) -> commands.forEach(c -> found.add(c.words()));
      case ShellLine.Unclear(var why) -> found.add(List.of("unclear", why));
    }
    return found;
  }

  @Test
  void readsPlainWordsAndQuotes() {
    assertThat(words("git diff HEAD~1 -- 'a b' \"c'd\" x\"y\"z"))
        .containsExactly(List.of("git", "diff", "HEAD~1", "--", "a b", "c'd", "xyz"));
  }

  @Test
  void splitsListsAndPipelines() {
    assertThat(words("a 1 && b;c || d | e\nf;"))
        .containsExactly(
            List.of("a", "1"),
            List.of("b"),
            List.of("c"),
            List.of("d"),
            List.of("e"),
            List.of("f"));
  }

  @Test
  void leavesOutRedirectionsWithoutAnEffect() {
    assertThat(words("mvn test 2>&1 | tail -5 >/dev/null"))
        .containsExactly(List.of("mvn", "test"), List.of("tail", "-5"));
  }

  @Test
  void keepsNewlinesInsideQuotes() {
    assertThat(words("git commit -m 'one\ntwo'"))
        .containsExactly(List.of("git", "commit", "-m", "one\ntwo"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        ";",
        "a ;; b",
        "a &&",
        "a |",
        "| a",
        "a & b",
        "a &",
        "a |& b",
        "a\n&& b",
        "a $(b)",
        "a `b`",
        "a \"$(b)\"",
        "a \"`b`\"",
        "a $HOME",
        "a \"$HOME\"",
        "a${IFS}b",
        "a <(b)",
        "a >(b)",
        "a > f",
        "a >> f",
        "a >| f",
        "a>f",
        "a 2>f",
        "a 2>&1f",
        "a >&f",
        "a &>f",
        "a <f",
        "a <<E",
        "a <<<x",
        "(a)",
        "{ a; }",
        "a {b,c}",
        "a *.c",
        "a b?",
        "a [bc]",
        "a ~",
        "a ~/x",
        "a --x=~/y",
        "a 'b",
        "a \"b",
        "a \"b\\\" c\"",
        "a b\\ c",
        "a \\\n b",
        "a # b",
        "!a",
        "a !b",
        "=a",
        "a =b",
        "A=1 b",
        "A=1",
        "A+=1",
        "if a",
        "for a in b",
        "while a",
        "function a",
        "time a",
        "coproc a",
        "case a in",
        "'' a",
        "a\rb",
        "a\0b",
        "a\u001bb",
        "a\u00a0b",
        "a\u2028b",
        "a\u202eb",
        "a 'b\u202ec'",
        "a\u200bb",
        "a\u3164b",
        "a 'b\u0007'",
        "a \ud800",
        "a \u201cb\u201d"
      })
  void doesNotClaimToUnderstand(String line) {
    assertThat(ShellLine.parse(line)).isInstanceOf(ShellLine.Unclear.class);
  }

  @Test
  void boundsLengthAndNumber() {
    assertThat(ShellLine.parse("a".repeat(20_000))).isInstanceOf(ShellLine.Unclear.class);
    assertThat(ShellLine.parse("a;".repeat(65))).isInstanceOf(ShellLine.Unclear.class);
    assertThat(ShellLine.parse("a;".repeat(64))).isInstanceOf(ShellLine.Plain.class);
  }

  /** Whatever is put together from dangerous pieces, a plain reading holds none of them bare. */
  @Test
  void neverReadsAnActiveSignAsPlain() {
    var pieces =
        List.of(
            "a", "b c", "'", "\"", "$", "`", "(", ")", "<", ">", "&", "|", ";", "\n", "\\", " ",
            "#", "!", "{", "}", "*", "~", "=", "x=1", "2>&1", "\r", "\u200b");
    for (var seed = 0L; seed < 20_000; seed++) {
      var random = new Random(seed);
      var line = new StringBuilder();
      for (var i = random.nextInt(1, 10); i > 0; i--) {
        line.append(pieces.get(random.nextInt(pieces.size())));
      }
      if (ShellLine.parse(line.toString()) instanceof ShellLine.Plain) {
        var bare = line.toString().replaceAll("'[^']*'|\"[^\"]*\"", "Q").replace("2>&1", "");
        assertThat(bare)
            .as("seed %s: %s", seed, line)
            .doesNotContainPattern("[$`()<>\\\\{}*\r\u200b]");
        assertThat(bare).as("seed %s: %s", seed, line).doesNotContainPattern("(?<!&)&(?!&)");
      }
    }
  }
}

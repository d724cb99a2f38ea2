package dev.jackdaw.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class NamesTest {
  private final Names names = new Names();

  @Test
  void areOfLettersThatEveryProviderTakes() {
    assertThat(names.tool("git", "create issue/é")).isEqualTo("mcp__git__create_issue__");
    assertThat(names.tool("git", "")).isEqualTo("mcp__git___");
  }

  @Test
  void areDistinctHoweverAlikeAndLong() {
    var first = names.tool("s", "a.b");
    var second = names.tool("s", "a/b");
    assertThat(first).isEqualTo("mcp__s__a_b");
    assertThat(second).startsWith("mcp__s__a_b-").isNotEqualTo(first);
    var one = names.tool("s", "x".repeat(100) + "1");
    var two = names.tool("s", "x".repeat(100) + "2");
    assertThat(one).hasSize(64).isNotEqualTo(two);
    assertThat(two).hasSize(64);
  }

  @Test
  void keepServersApart() {
    var taken = new HashSet<String>();
    assertThat(Names.server("a.b", taken)).isEqualTo("a_b");
    assertThat(Names.server("a_b", taken)).startsWith("a_b-");
    assertThat(Names.server("a..b", new HashSet<>())).isEqualTo("a_b");
  }
}

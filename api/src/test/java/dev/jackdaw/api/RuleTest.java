package dev.jackdaw.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {
  @Test
  void readsWhatPeopleWrite() {
    assertThat(Rule.parse("Bash")).isEqualTo(new Rule("Bash", ""));
    assertThat(Rule.parse(" Bash(npm run test:*) ")).isEqualTo(new Rule("Bash", "npm run test:*"));
    assertThat(Rule.parse("Bash(echo (a) \")\")")).isEqualTo(new Rule("Bash", "echo (a) \")\""));
    assertThat(Rule.parse("mcp__server__tool")).isEqualTo(new Rule("mcp__server__tool", ""));
    assertThat(Rule.parse("Read()")).isEqualTo(new Rule("Read", ""));
    assertThat(Rule.parse("Read( a )")).isEqualTo(new Rule("Read", " a "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "(",
        "()",
        "(x)",
        "Bash(",
        "Bash)",
        "Bash(x",
        "Bash(x) y",
        "Ba sh",
        "Bash (rm:*)",
        "Ba)sh(x)",
        "Ba\tsh(x)",
        "Ba\nsh"
      })
  void refusesWhatWouldNeverMatch(String text) {
    assertThatThrownBy(() -> Rule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a rule; write Tool or Tool(specifier)");
  }

  @Test
  void writesWhatItReads() {
    for (var rule : List.of(new Rule("A", ""), new Rule("A", "b"), new Rule("A", "(b) c)"))) {
      assertThat(Rule.parse(rule.toString())).isEqualTo(rule);
    }
  }
}

package dev.jackdaw.tui.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Bash | every command, whatever it is",
        "Bash(*) | every command",
        "Bash(git diff:*) | git diff with anything behind it; not git diffx.",
        "Bash(rm \\*) | exactly this command",
        "Bash(rm \\\\*) | a * standing for any words",
        "Bash(git * main) | a * standing for any words",
        "BashOutside(npm ci) | It runs outside the sandbox.",
        "Edit(//project/a) | exactly /project/a; were it a folder, all below it",
        "Edit(//project/a/**) | everything below /project/a",
        "Edit(src/*.java) | every edit of files whose paths fit src/*.java",
        "Read | files in the workspace, none that is protected",
        "WebFetch(domain:example.org) | example.org; not of hosts below it",
        "WebFetch(domain:*.example.org) | every host below example.org, not that host itself",
        "mcp__mail__send | every call of mcp__mail__send, whatever its input"
      })
  void saysWhatItWouldAllow(String rule, String text) {
    assertThat(RuleText.of(Rule.parse(rule))).contains(text);
  }
}

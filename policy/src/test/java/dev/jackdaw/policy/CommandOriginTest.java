package dev.jackdaw.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Label;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandOriginTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "curl https://a.example",
        "cd sub && /usr/bin/curl -s x | head",
        "x=$(wget -qO- y); echo $x",
        "gh issue view 5",
        "git -C sub fetch origin",
        "env A=b sh -c 'curl x'",
        "npm --silent view left-pad"
      })
  void whatOthersWroteElsewhereIsForeign(String command) {
    assertThat(CommandOrigin.of(command).source()).isEqualTo(Label.Source.WEB);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mvn -o test", "git log", "cat curly.txt", "npm test", "ls", ""})
  void theRestIsOfTheWorkspace(String command) {
    assertThat(CommandOrigin.of(command)).isEqualTo(new Label(Label.Source.COMMAND, ""));
  }
}

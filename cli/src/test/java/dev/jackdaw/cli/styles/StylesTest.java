package dev.jackdaw.cli.styles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.cli.definitions.Homes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StylesTest {
  @TempDir Path temp;
  private Homes homes;

  @BeforeEach
  void prepare() throws IOException {
    homes = Homes.in(temp);
  }

  @Test
  void comeAlongAndStandInFiles() throws IOException {
    homes.write(
        homes.home(), ".claude/output-styles/pirate.md", "---\ndescription: Arr\n---\nSay arr.");
    homes.write(homes.project(), ".jackdaw/output-styles/Concise.md", "Shout.");

    var styles = Styles.read(homes.places(), true);

    assertThat(styles.names()).containsExactly("concise", "explanatory", "teaching", "pirate");
    assertThat(styles.named("Pirate").orElseThrow().orders().text())
        .contains("output style \"pirate\"")
        .endsWith("Say arr.");
    assertThat(styles.named("concise").orElseThrow().origin()).isEqualTo("built in");
    assertThat(styles.named("default")).isEmpty();
    assertThat(styles.problems()).singleElement().asString().contains("there is a \"concise\"");
    assertThatThrownBy(() -> styles.named("pirat"))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("did you mean \"pirate\"");
  }

  @Test
  void ofAProjectCountOnceItIsTrusted() throws IOException {
    homes.write(homes.project(), ".claude/output-styles/theirs.md", "Shout.");

    assertThat(Styles.read(homes.places(), false).names()).doesNotContain("theirs");
    assertThat(Styles.read(homes.places(), true).names()).contains("theirs");
    assertThat(Styles.ofProject(homes.project())).hasSize(1);
  }
}

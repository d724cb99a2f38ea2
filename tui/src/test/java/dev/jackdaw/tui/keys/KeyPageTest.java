package dev.jackdaw.tui.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KeyPageTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "keys.md");

  @Test
  void isWhatTheDocumentSays() throws IOException {
    if (Boolean.getBoolean("golden.update")) Files.writeString(DOCUMENT, KeyPage.text());
    assertThat(Files.readString(DOCUMENT).replace("\r\n", "\n"))
        .as("docs/keys.md is generated; run the tests with -Dgolden.update=true")
        .isEqualTo(KeyPage.text());
  }

  @Test
  void givesAnExampleThatIsRead() {
    var text = KeyPage.text();
    var example = text.substring(text.indexOf("    {\n"), text.indexOf("    }\n\n") + 6);
    var read = KeyFile.parse(example);
    assertThat(read.problems()).isEmpty();
    assertThat(read.bindings().key(Action.STASH)).isEqualTo("ctrl+s");
    assertThat(read.bindings().keys(Action.STASH)).hasSize(3);
    assertThat(read.bindings().keys(Action.BACKGROUND)).isEmpty();
  }
}

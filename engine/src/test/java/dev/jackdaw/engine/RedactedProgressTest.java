package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Redactor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactedProgressTest {
  private static final String TOKEN = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
  private final StringBuilder shown = new StringBuilder();
  private final RedactedProgress progress =
      new RedactedProgress(new Redactor(Map.of("MY_TOKEN", "hunter2-hunter2")), shown::append);

  @Test
  void noSecretIsShownHoweverItIsCut() {
    var text = "a " + TOKEN + " b hunter2-hunter2\nc Bearer abcDEF0123456789abcDEF\nend\n";
    for (var size = 1; size < 20; size++) {
      shown.setLength(0);
      for (var at = 0; at < text.length(); at += size) {
        progress.accept(text.substring(at, Math.min(text.length(), at + size)));
      }
      assertThat(shown.toString()).isEqualTo("a [secret] b [secret]\nc [secret]\nend\n");
    }
  }

  @Test
  void aPrivateKeyIsHeldUntilItsEnd() {
    for (var line :
        "x\n-----BEGIN PRIVATE KEY-----\nMIIEvQ\nabc\n-----END PRIVATE KEY-----\ny\n"
            .split("(?<=\n)")) {
      progress.accept(line);
    }
    assertThat(shown.toString()).isEqualTo("x\n[secret]\ny\n");
  }

  @Test
  void dotsAreShownAtOnce() {
    progress.accept("...");
    assertThat(shown.toString()).isEqualTo("...");
    progress.accept("..\n");
    assertThat(shown.toString()).isEqualTo(".....\n");
  }
}

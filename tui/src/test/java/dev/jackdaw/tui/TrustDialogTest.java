package dev.jackdaw.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TrustDialogTest {
  private static final Path FOLDER = Path.of("/project/a\u202eb");
  private static final TrustDialog.Item ITEM =
      new TrustDialog.Item("AGENTS.md (1 line) is read as instructions", "Obey\u001b[2J me");

  private String shown = "";

  private TrustDialog.Choice ask(String typed, TrustDialog.Request request) throws IOException {
    var keys = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    var screen = new ByteArrayOutputStream();
    try (var terminal =
        new ExternalTerminal("test", "dumb", keys, screen, StandardCharsets.UTF_8)) {
      var options =
          new ShellOptions(
              Path.of("/"),
              Optional.empty(),
              Look.LINEAR,
              "",
              List::of,
              List.of(),
              InstantSource.system());
      var choice = new TrustDialog(terminal, options).ask(request);
      terminal.flush();
      shown = screen.toString(StandardCharsets.UTF_8);
      return choice;
    }
  }

  private static TrustDialog.Request first() {
    return new TrustDialog.Request(FOLDER, List.of(ITEM), List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "y,TRUST",
    "yes,TRUST",
    "n,WORK_UNTRUSTED",
    "'',WORK_UNTRUSTED",
    "q,LEAVE",
    "/quit,LEAVE"
  })
  void takesAnAnswer(String typed, TrustDialog.Choice choice) throws IOException {
    assertThat(ask(typed + "\n", first())).isEqualTo(choice);
  }

  @Test
  void takesNothingElseForAYes() throws IOException {
    assertThat(ask("sure\nyep\nn\n", first())).isEqualTo(TrustDialog.Choice.WORK_UNTRUSTED);
    assertThat(shown).contains("Answer y, n, v or q.");
  }

  @Test
  void leavesAtTheEndOfTheInput() throws IOException {
    assertThat(ask("", first())).isEqualTo(TrustDialog.Choice.LEAVE);
  }

  @Test
  void showsEverythingWholeAndHarmless() throws IOException {
    ask("v\nn\n", first());

    assertThat(shown)
        .contains("/project/a<U+202E>b", "AGENTS.md (1 line) is read as instructions")
        .contains("Obey\u241b[2J me")
        .doesNotContain("\u202e", "\u001b[2J");
  }

  @Test
  void showsWhatChangedSinceTheLastYes() throws IOException {
    var changes = List.of("--- AGENTS.md", "-Be kind.", "+Be\u200b evil.");
    ask("n\n", new TrustDialog.Request(FOLDER, List.of(ITEM), changes));

    assertThat(shown).contains("Do you still trust this folder?", "-Be kind.", "+Be<U+200B> evil.");
  }
}

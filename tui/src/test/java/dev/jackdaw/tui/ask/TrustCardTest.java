package dev.jackdaw.tui.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.testkit.FakeClock;
import dev.jackdaw.tui.Signs;
import dev.jackdaw.tui.TrustDialog;
import dev.jackdaw.tui.TrustDialog.Choice;
import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Key;
import dev.jackdaw.tui.layout.Frames;
import dev.jackdaw.tui.theme.Theme;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustCardTest {
  private final FakeClock clock = FakeClock.create();
  private final TrustCard card =
      new TrustCard(
          new TrustDialog.Request(
              Path.of("/project/a\u202eb"),
              List.of(new TrustDialog.Item("AGENTS.md (1 line) is read\u001b[2J", "Obey me")),
              List.of("+ a hook")),
          Theme.plain(),
          Signs.in(StandardCharsets.UTF_8),
          clock);

  private static Input key(String name) {
    return new Input.Pressed(Key.parse(name));
  }

  private void read() {
    Frames.of(card, 80, 24);
    card.shown();
    clock.advance(Guard.QUIET);
  }

  @Test
  void showsAllThatAYesWouldSwitchOnAndMarksNo() {
    assertThat(Frames.of(card, 60, 24))
        .contains("? Do you still trust this folder?")
        .contains("/project/a<U+202E>b")
        .contains("+ a hook")
        .contains("AGENTS.md (1 line) is read␛[2J")
        .contains(" › 2. No, work here without trusting it (n, Esc)");
  }

  @Test
  void nothingTypedBeforeItCouldBeReadAnswers() {
    Frames.of(card, 80, 24);
    assertThat(card.heard(key("y"))).isEmpty();
    card.shown();
    assertThat(card.heard(key("y"))).isEmpty();
    assertThat(card.asksToView(key("v"))).isFalse();
    clock.advance(Guard.QUIET);
    assertThat(card.heard(new Input.Pasted("y"))).isEmpty();
    assertThat(card.asksToView(key("v"))).isTrue();
    assertThat(card.heard(key("y"))).contains(Choice.TRUST);
  }

  @ParameterizedTest
  @CsvSource({
    "y, TRUST",
    "1, TRUST",
    "n, WORK_UNTRUSTED",
    "enter, WORK_UNTRUSTED",
    "q, LEAVE",
    "escape, WORK_UNTRUSTED",
    "ctrl+c, LEAVE",
  })
  void takesAnAnswer(String pressed, Choice choice) {
    read();
    assertThat(card.heard(key(pressed))).contains(choice);
  }

  @Test
  void choosesByArrowsAndScrolls() {
    read();
    card.heard(key("up"));
    assertThat(card.heard(key("enter"))).contains(Choice.TRUST);
    assertThat(Frames.of(card, 40, 9)).contains("PgDn PgUp");
  }

  @Test
  void whatCannotBeSeenIsNotAllowed() {
    read();
    Frames.of(card, 80, 4);
    assertThat(card.heard(key("y"))).isEqualTo(Optional.empty());
    assertThat(card.heard(key("n"))).contains(Choice.WORK_UNTRUSTED);
  }
}

package dev.jackdaw.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The commands about the terminal itself. */
@Timeout(60)
class TerminalCommandsTest extends ShellFixture {
  private final FakeSession session = new FakeSession("s", FakeSession::finish);

  @Test
  void aThemeIsUsedAndKept() throws Exception {
    try (var desk = Desk.lively(session, folder)) {
      desk.type("/theme ligth\r");
      desk.sees("There is no theme \"ligth\"").sees("\"light\"");
      assertThat(desk.kept()).isEmpty();
      desk.type("/theme light\r");
      desk.sees("theme: light");
      assertThat(desk.kept()).containsEntry("theme", Json.of("light"));
      desk.type("/theme\r");
      desk.sees("› light  (now)");
    }
  }

  @Test
  void theListChoosesATheme() throws Exception {
    try (var desk = Desk.lively(session, folder)) {
      desk.type("/theme\r");
      desk.sees("› auto  (now)");
      desk.type("\u001b[B");
      desk.sees("› dark");
      desk.type("\r");
      desk.sees("theme: dark");
      assertThat(desk.kept()).containsEntry("theme", Json.of("dark"));
    }
  }

  @Test
  void theListLeavesTheThemeAlone() throws Exception {
    try (var desk = Desk.lively(session, folder)) {
      desk.type("/theme\r");
      desk.sees("› auto  (now)");
      desk.type("jq");
      desk.sees("› dark");
      desk.type("\u0003");
      desk.type("x");
      desk.sees("› x");
      assertThat(desk.shown()).doesNotContain("theme:");
      assertThat(desk.kept()).isEmpty();
    }
  }

  @Test
  void aThemeThatCannotBeKeptIsUsedAllTheSame() throws Exception {
    try (var desk = Desk.lively(session, folder)) {
      desk.type("/theme light\r");
      desk.sees("theme: light");
      desk.type("/theme dark\r");
      desk.sees("theme is not kept twice.");
      desk.type("/theme\r");
      desk.sees("› dark  (now)");
    }
  }

  @Test
  void themesAreListedWhereThereIsNoScreen() throws Exception {
    try (var desk = Desk.linear(session, folder)) {
      desk.type("/theme\n");
      desk.sees("> auto\n  dark\n  light\n").sees("/theme NAME chooses one");
      desk.type("/theme none\n");
      desk.sees("theme: none, for sessions with a screen");
      desk.type("/theme\n");
      desk.sees("> none\n");
      assertThat(desk.kept()).containsEntry("theme", Json.of("none"));
    }
  }

  @Test
  void aCommandThatIsTypedWhileAnotherWorksFollowsIt() throws Exception {
    try (var desk = Desk.lively(session, folder)) {
      desk.type("/theme light\r/effort high\r/mode plan\r");
      desk.sees("theme: light").sees("effort: high").sees("mode: plan");
    }
  }

  @Test
  void vimModeIsSwitchedAndKept() throws Exception {
    try (var desk = Desk.lively(session, folder)) {
      desk.type("/vim\r");
      desk.sees("vim mode: on").sees("insert  fake");
      assertThat(desk.kept()).containsEntry("vim", Json.of(true));
      desk.type("abc\u001b");
      desk.sees("normal  fake");
      desk.type("0x");
      desk.sees("› bc");
    }
  }

  @Test
  void vimModeIsSwitchedOffAgain() throws Exception {
    try (var desk = Desk.lively(session, folder)) {
      desk.type("/vim\r");
      desk.sees("vim mode: on");
      desk.type("/vim\r");
      desk.sees("vim is not kept twice.");
      desk.type("abc");
      desk.sees("› abc");
      assertThat(desk.shown()).doesNotContain("insert  fake");
    }
  }

  @Test
  void thereIsNoVimModeWhereThereIsNoScreen() throws Exception {
    try (var desk = Desk.linear(session, folder)) {
      desk.type("/vim\n");
      desk.sees("Vim mode is for sessions with a screen");
      assertThat(desk.kept()).isEmpty();
    }
  }

  @Test
  void keysAreAView() throws Exception {
    try (var desk = Desk.lively(session, folder)) {
      desk.type("/keys\r");
      desk.sees("Writing a prompt").sees("shift+enter, alt+enter, ctrl+j");
      assertThat(desk.emulator().isSet(1049)).isTrue();
      desk.type("qx");
      desk.sees("› x");
    }
  }

  @Test
  void keysArePrintedWhereThereIsNoScreen() throws Exception {
    try (var desk = Desk.linear(session, folder)) {
      desk.type("/keys\n");
      desk.sees("Ctrl+R searches what was typed before").sees("shift+enter, alt+enter, ctrl+j");
      desk.type("/quit\n");
      assertThat(desk.left()).doesNotContain("\u001b");
    }
  }
}

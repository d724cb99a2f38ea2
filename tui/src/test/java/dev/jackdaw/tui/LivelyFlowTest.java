package dev.jackdaw.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.ToolResult;
import dev.jackdaw.testkit.Golden;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session from the first prompt to the end, on an emulator, as cells. */
@Timeout(60)
class LivelyFlowTest extends ShellFixture {
  private static final String REPLY =
      """
      # Findings

      The **parser** drops the last line when the file has no line end, which is why the \
      test fails. I looked at `Parser.java`, at 漢字 and at 🎉.

      - first
      - second, with a [link](https://example.com/a)

      ```java
      int last = lines.size() - 1; // the last
      ```
      """;

  private FakeSession session() {
    return new FakeSession(
        "s",
        s -> {
          s.call(bash("1", "make test"), ToolResult.ok("", COMMAND), Duration.ofMillis(3_200));
          s.say(REPLY.split("(?<= )"));
          s.ask(approval("git push"));
          s.finish();
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 220})
  void showsASessionFromItsFirstPromptToItsEnd(int columns) throws Exception {
    try (var desk = Desk.lively(session(), folder, columns)) {
      desk.type("find out why it fails\r");
      desk.sees("needs your approval").sees("5. No, and do this instead");
      Golden.check("flow-question-" + columns + ".txt", untimed(desk.shown()));
      desk.later(Duration.ofSeconds(1));
      desk.type("y");
      desk.sees("1 turn");
      Golden.check("flow-" + columns + ".txt", untimed(desk.shown()));
      desk.type("/quit\r");
      desk.left();
      assertModes(desk);
    }
  }

  @Test
  void showsACommandThatIsATaskAsItWasTyped() throws Exception {
    try (var desk = Desk.lively(new FakeSession("s", FakeSession::finish), folder)) {
      desk.type("/tidy src\r");
      desk.sees("1 turn").sees("› /tidy src");
      assertThat(desk.shown()).doesNotContain("expanded");
    }
  }

  /** How long things took is not the same twice. */
  private static String untimed(String shown) {
    return shown.replaceAll("\\b[0-9]+(\\.[0-9])? s\\b", "N s").replaceAll("(?m)[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]", "*");
  }

  private static void assertModes(Desk desk) {
    var terminal = desk.emulator();
    assertThat(terminal.isSet(7)).as("wrapping").isTrue();
    assertThat(terminal.isSet(25)).as("cursor").isTrue();
    assertThat(terminal.isSet(2004)).as("bracketed paste").isFalse();
    assertThat(terminal.isSet(1004)).as("focus").isFalse();
    assertThat(terminal.isSet(1049)).as("alternate screen").isFalse();
    assertThat(terminal.keyboards()).as("keyboard modes").isZero();
  }

  @Test
  void takesWhatTheTerminalOffersAndGivesItBack() throws Exception {
    try (var desk = Desk.lively(new FakeSession("s", FakeSession::finish), folder)) {
      desk.type("\u001b[?2026;2$y\u001b[?2027;2$y\u001b[?1004;2$y\u001b[?0u");
      desk.type("\u001b]11;rgb:ffff/ffff/ffff\u001b\\\u001b[?62;4c");
      desk.type("x");
      desk.sees("› x");
      assertThat(desk.emulator().keyboards()).isEqualTo(1);
      assertThat(desk.emulator().isSet(1004)).isTrue();
      assertThat(desk.shown()).doesNotContain("2026").doesNotContain("rgb");
      desk.type("\u001b[117;5u\u001b[100;5u");
      desk.left();
      assertModes(desk);
    }
  }

  @Test
  void opensAViewOnAScreenOfItsOwnAndComesBack() throws Exception {
    try (var desk = Desk.lively(new FakeSession("s", FakeSession::finish), folder)) {
      desk.type("/help\r");
      desk.sees("what can be typed here");
      assertThat(desk.emulator().isSet(1049)).isTrue();
      desk.type("q");
      desk.type("x");
      desk.sees("› x");
      assertModesBut2004(desk);
    }
  }

  private static void assertModesBut2004(Desk desk) {
    assertThat(desk.emulator().isSet(1049)).isFalse();
    assertThat(desk.emulator().isSet(2004)).isTrue();
  }

  @Test
  void takesAPasteOfAMegabyte() throws Exception {
    var session = new FakeSession("s", FakeSession::finish);
    var text = "0123456789abcde\n".repeat(1 << 16);
    try (var desk = Desk.lively(session, folder)) {
      desk.type("\u001b[200~" + text + "\u001b[201~\r");
      desk.sees("1 turn");
      assertThat(session.submitted).hasSize(1);
      assertThat(session.submitted.getFirst()).isEqualTo(text.strip());
      desk.type("/quit\r");
      desk.left();
    }
  }
}

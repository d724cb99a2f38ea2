package dev.jackdaw.tui.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Plan;
import dev.jackdaw.api.Question;
import dev.jackdaw.testkit.FakeClock;
import dev.jackdaw.testkit.Generators;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.tui.progress.WindowSettings.Notifications;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowSignalsTest {
  private static final Event QUESTION =
      new Event.QuestionAsked(1, new Question.Choice("Which?", List.of(), false));
  private final FakeClock clock = FakeClock.create();

  private WindowSignals signals(TerminalKind kind, Notifications how) {
    return new WindowSignals(kind, new WindowSettings(how, true), clock, "project");
  }

  private static String heard(WindowSignals signals, Event event) {
    return signals.heard(new Occurrence(0, java.time.Instant.EPOCH, AgentId.MAIN, event));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "KITTY | ]99;i=jackdaw:d=0:o=unfocused;Jackdaw~]99;i=jackdaw:d=1:p=body;has a question"
            + " (project)~",
        "ITERM | ]9;Jackdaw: has a question (project)~",
        "VTE | ]777;notify;Jackdaw;has a question (project)~",
        "MULTIPLEXER | BELL",
        "DUMB | ''"
      })
  void callsAsTheTerminalCan(TerminalKind kind, String sequence) {
    var signals = signals(kind, Notifications.AUTO);
    signals.focused(false);
    assertThat(heard(signals, QUESTION).replace("\u001b\\", "~").replace("\u001b", ""))
        .isEqualTo(sequence.equals("BELL") ? "\u0007" : sequence);
    assertThat(heard(signals, new Event.TaskFinished(new Outcome.Finished("x"))))
        .as("a short task")
        .isEmpty();
  }

  @Test
  void callsNobodyWhoIsThere() {
    var signals = signals(TerminalKind.ITERM, Notifications.AUTO);
    assertThat(heard(signals, QUESTION)).isEmpty();
    clock.advance(Duration.ofSeconds(90));
    assertThat(heard(signals, QUESTION)).as("no focus told, no key for long").isNotEmpty();
    signals.touched();
    assertThat(heard(signals, QUESTION)).isEmpty();
    signals.focused(true);
    clock.advance(Duration.ofSeconds(90));
    assertThat(heard(signals, QUESTION)).as("in front, only quiet").isEmpty();
    signals.focused(false);
    assertThat(heard(signals, new Event.TaskFinished(new Outcome.Finished("x"))))
        .contains("Jackdaw: done (project)");
  }

  @Test
  void callsAsTheSettingsSay() {
    var bell = signals(TerminalKind.KITTY, Notifications.BELL);
    var off = signals(TerminalKind.KITTY, Notifications.OFF);
    bell.focused(false);
    off.focused(false);
    assertThat(heard(bell, QUESTION)).isEqualTo("\u0007");
    assertThat(heard(off, QUESTION)).isEmpty();
  }

  @Test
  void tellsTheTitleOnlyWhenItChanges() {
    var signals = signals(TerminalKind.VTE, Notifications.AUTO);
    assertThat(signals.begin()).isEqualTo("\u001b[22;2t");
    assertThat(signals.update(Activity.State.WORKING, Plan.NONE))
        .isEqualTo("\u001b]2;* Jackdaw: project\u001b\\");
    assertThat(signals.update(Activity.State.WORKING, Plan.NONE)).isEmpty();
    heard(signals, new Event.SessionTitled("fix \u001b]0;it\u0007"));
    assertThat(signals.update(Activity.State.ASKING, Plan.NONE))
        .isEqualTo("\u001b]2;? Jackdaw: fix  ]0;it\u001b\\");
    assertThat(signals.end()).isEqualTo("\u001b]2;\u001b\\\u001b[23;2t");
    var without =
        new WindowSignals(
            TerminalKind.VTE, new WindowSettings(Notifications.AUTO, false), clock, "p");
    assertThat(without.begin() + without.update(Activity.State.WORKING, Plan.NONE) + without.end())
        .isEmpty();
  }

  @Test
  void tellsHowFarItIsWhereThatIsUnderstood() {
    var signals = signals(TerminalKind.WINDOWS, Notifications.AUTO);
    var plan =
        new Plan(
            List.of(
                new Plan.Step("1", "a", Plan.Status.DONE, ""),
                new Plan.Step("2", "b", Plan.Status.ACTIVE, "")));
    assertThat(signals.update(Activity.State.WORKING, Plan.NONE))
        .endsWith("\u001b]9;4;3;0\u001b\\");
    assertThat(signals.update(Activity.State.WORKING, plan)).isEqualTo("\u001b]9;4;1;50\u001b\\");
    assertThat(signals.update(Activity.State.ASKING, plan)).endsWith("\u001b]9;4;4;50\u001b\\");
    assertThat(signals.update(Activity.State.FAILED, plan)).endsWith("\u001b]9;4;2;50\u001b\\");
    assertThat(signals.end()).startsWith("\u001b]9;4;0;0\u001b\\");
    assertThat(signals(TerminalKind.ITERM, Notifications.AUTO).update(Activity.State.WORKING, plan))
        .doesNotContain("]9;");
  }

  @ParameterizedTest
  @CsvSource({
    "xterm-kitty,'','',KITTY",
    "xterm-256color,iTerm.app,'',ITERM",
    "xterm-256color,WezTerm,'',WEZTERM",
    "xterm-ghostty,ghostty,'',GHOSTTY",
    "screen-256color,iTerm.app,'',MULTIPLEXER",
    "xterm-kitty,'',TMUX,MULTIPLEXER",
    "xterm-256color,'',WT_SESSION,WINDOWS",
    "xterm-256color,'',VTE_VERSION,VTE",
    "xterm-256color,'',KONSOLE_VERSION,KONSOLE",
    "foot,'','',FOOT",
    "dumb,'',WT_SESSION,DUMB",
    "linux,'','',DUMB",
    "xterm,'','',OTHER"
  })
  void knowsTerminalsByTheirVariables(
      String term, String program, String other, TerminalKind kind) {
    var variables =
        Map.of("TERM", term, "TERM_PROGRAM", program, other.isEmpty() ? "X" : other, "1");
    assertThat(TerminalKind.of(name -> variables.getOrDefault(name, ""))).isEqualTo(kind);
  }

  /** However a title is worded, it can neither end the sequence nor begin another. */
  @Test
  void noForeignTextGetsOut() {
    Properties.forAll(
        Generators::text,
        text -> {
          for (var kind : TerminalKind.values()) {
            var signals = signals(kind, Notifications.AUTO);
            signals.focused(false);
            heard(signals, new Event.SessionTitled(text + "\u001b\\\u0007\u009c;4;"));
            var out = heard(signals, QUESTION) + signals.update(Activity.State.WORKING, Plan.NONE);
            var rest = out.equals("\u0007") || out.startsWith("\u0007") ? out.substring(1) : out;
            assertThat(
                    rest.replaceAll("\u001b\\](2|9|777|99);[^\u001b\u0007\u009c]*\u001b\\\\", ""))
                .isEmpty();
          }
        });
  }
}

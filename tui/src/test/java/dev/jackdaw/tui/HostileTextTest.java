package dev.jackdaw.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Event;
import dev.jackdaw.testkit.Generators;
import dev.jackdaw.testkit.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever models, programs, files and servers put into any text of any event: nothing of it
 * reaches the terminal but what can be read. The texts hold sequences that Jackdaw never writes.
 */
@Timeout(120)
class HostileTextTest extends ShellFixture {
  private static final int EVENTS = 40;

  /** What controls terminals, each with a mark that tells it from what Jackdaw writes itself. */
  private static final List<String> SEQUENCES =
      List.of(
          "\u001b[777;7H",
          "\u001b[?7772h",
          "\u001b[31;777m",
          "\u001b]777;x\u0007",
          "\u001b]0;777\u001b\\",
          "\u001b]8;;https://e.example/777\u0007x\u001b]8;;\u0007",
          "\u001bP777q\u001b\\",
          "\u001b_G777\u001b\\",
          "\u009b777m",
          "\u009d777\u009c",
          "\u001bc777",
          "\u001b(0777",
          "\u001b",
          "[777;7H",
          "]777;x",
          "P777",
          "\b\b777",
          "\r777",
          "\u0007777",
          "\u000e777",
          "\u202e777",
          "\u2028777",
          "[a](https://e.example/\u001b]777;x\u0007)",
          "`\u001b[777m`",
          "```\u001b]777\n\u001b[777;7H\n```\n",
          "|a|\n|-|\n|\u001b[777m|\n",
          "*** Update File: \u001b[777m\n",
          "@@ -1 +1 @@\n-\u001b[777m\n+\u001b]777;x\u0007\n");

  private static final Pattern HARMFUL =
      Pattern.compile(
          "\u001b\\[\\??[0-9;]*777|\u001b\\](777|0;777)|\u001b[P_c(]777|\u001b_G|[\u0080-\u009f]"
              + "|[\b\u000e\u202e\u2028]|\r777|\u0007777");

  private static String text(RandomGenerator random) {
    var text = new StringBuilder();
    for (var i = random.nextInt(4); i > 0; i--) {
      text.append(Generators.of(SEQUENCES, random)).append(Generators.text(random, 12));
    }
    return text.toString();
  }

  private static List<Event> events(RandomGenerator random, int size) {
    var any = new AnyRecord(random, () -> text(random));
    var events = new ArrayList<Event>();
    while (events.size() < EVENTS) events.add(any.of(Event.class));
    return events;
  }

  private FakeSession playing(List<Event> events) {
    return new FakeSession(
        "s",
        s -> {
          for (var event : events) {
            // An end in between would end the screen's interest in what follows.
            if (event instanceof Event.TaskFinished) continue;
            s.emit(
                event instanceof Event.AgentStarted ? AgentId.MAIN.child(1) : AgentId.MAIN, event);
          }
          s.finish();
        });
  }

  @Test
  void nothingThatIsToldReachesTheTerminalOnTheScreen() {
    Properties.forAll(
        25,
        HostileTextTest::events,
        events -> {
          try (var desk = Desk.lively(playing(events), folder)) {
            desk.type("go\r");
            desk.sees("1 turn");
            // Questions that were asked take the keys; the view shows all there is once more.
            desk.type("\u0003\u0003");
            desk.type("/quit\r");
            assertHarmless(desk);
          }
        });
  }

  @Test
  void norInPlainMode() {
    Properties.forAll(
        25,
        HostileTextTest::events,
        events -> {
          var told = events.stream().filter(e -> !(e instanceof Event.QuestionAsked)).toList();
          try (var desk = Desk.linear(playing(told), folder)) {
            desk.type("go\n");
            desk.sees("1 turn");
            assertHarmless(desk);
          }
        });
  }

  private static void assertHarmless(Desk desk) {
    var found = HARMFUL.matcher(desk.written());
    var around = found.find() ? context(desk.written(), found.start()) : "";
    assertThat(around).as("what reached the terminal").isEmpty();
  }

  private static String context(String text, int at) {
    var part = text.substring(Math.max(0, at - 80), Math.min(text.length(), at + 40));
    return part.replace("\u001b", "<ESC>").replace("\r", "<CR>").replace("\b", "<BS>");
  }

  /** The keyboard, too, may send anything, in any order, at any time. */
  @Test
  void noKeyOrReplyOfTheTerminalBreaksTheScreen() {
    Properties.forAll(
        25,
        (random, size) -> {
          var typed = new StringBuilder();
          for (var i = 0; i < 60; i++) {
            typed.append(
                random.nextInt(3) == 0
                    ? Generators.of(SEQUENCES, random)
                    : Generators.text(random, 6));
          }
          // Not what ends, suspends, runs or opens something of the machine.
          return typed
              .toString()
              .replaceAll("[\u0003\u0004\u001a\u0007\u0016\u0018\r\n!/@#vV]", "x");
        },
        typed -> {
          try (var desk = Desk.lively(new FakeSession("s", FakeSession::finish), folder)) {
            desk.type(typed);
            // Whatever state that leaves: an aborted sequence, a paste, a search.
            desk.type("\u001b[201~\u001b\\");
            desk.later(java.time.Duration.ofSeconds(1));
            desk.type("\u0003\u0003\u0003\u0003");
            desk.left();
            assertHarmless(desk);
          }
        });
  }
}

package dev.jackdaw.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class InteractiveShellTest {
  private static final Label COMMAND = new Label(Label.Source.COMMAND, "");
  private static final Rule PUSH = new Rule("Bash", "git push");

  @TempDir Path folder;

  private static Block.Call bash(String id, String command) {
    return new Block.Call(new CallId(id), "bash", Json.object().put("command", command).build());
  }

  private static Question.Approval approval(String command) {
    return new Question.Approval(
        bash("c", command),
        command,
        List.of(new Effect.Executes(command, Path.of("/project"))),
        "Running a command asks unless a rule allows it.",
        PUSH);
  }

  private FakeSession asking(Question question) {
    return new FakeSession(
        "s",
        session -> {
          session.ask(question);
          session.finish();
        });
  }

  @Test
  void showsTheReplyAsItArrivesAndSumsUp() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.say("Hel", "lo, ", "world.\n");
              s.finish();
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("hi\n");
      desk.sees("Hello, world.\n").sees("1 turn · 1.2k in · 34 out · $0.0123 · ");
      desk.type("/quit\n");
      assertThat(desk.left()).doesNotContain("\u001b");
      assertThat(session.submitted).containsExactly("hi");
    }
  }

  @Test
  void filtersWhatModelsAndToolsPrint() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.say("a\u001b", "[2Jb\u202ec\u001b]0;x\u0007\n");
              s.call(
                  bash("1", "cat \u001b[31mx"),
                  ToolResult.of(ToolResult.Status.FAILED, "\u001b[Hgone\u0007", COMMAND),
                  Duration.ofMillis(1_500));
              s.finish();
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("hi\n");
      desk.sees("ab<U+202E>c␛]0;x␇\n");
      desk.sees("● bash  cat ␛[31mx\n  ✗ failed  1.5 s\n    gone␇\n");
      desk.type("/quit\n");
      assertThat(desk.left()).doesNotContain("\u001b").doesNotContain("\u0007");
    }
  }

  @Test
  void showsCallsWithTheirEnds() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.call(
                  bash("1", "mvn -q test"), ToolResult.ok("", COMMAND), Duration.ofMillis(3_200));
              s.call(
                  bash("2", "make\nmake install"),
                  ToolResult.of(ToolResult.Status.FAILED, "1\n2\n3\n4\n5\n6\n", COMMAND)
                      .withDetails(Json.object().put("exit_code", 2).build()),
                  Duration.ofSeconds(75));
              var edit =
                  new Block.Call(
                      new CallId("3"), "edit", Json.object().put("path", "src/A.java").build());
              s.call(
                  edit,
                  ToolResult.ok("", COMMAND)
                      .withDetails(
                          Json.object()
                              .put("diff", "--- a/src/A.java\n+++ b/src/A.java\n@@ x\n-old\n+new\n")
                              .build()),
                  Duration.ZERO);
              s.call(
                  new Block.Call(new CallId("4"), "todo", Json.Obj.EMPTY),
                  ToolResult.ok("", COMMAND).withDetails(steps()),
                  Duration.ZERO);
              s.call(
                  bash("5", "rm x"),
                  ToolResult.of(ToolResult.Status.REFUSED, "The user said no.", Label.JACKDAW),
                  Duration.ZERO);
              s.finish();
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("hi\n");
      desk.sees("● bash  mvn -q test\n  ✓  3.2 s\n");
      desk.sees(
          "● bash  make (+1 lines)\n  ✗ exit 2  1 m 15 s\n    2\n    3\n    4\n    5\n    6\n");
      desk.sees("● edit  src/A.java\n  ✓  0.0 s\n    -old\n    +new\n● todo");
      desk.sees("    ☑ read\n    ◐ write\n    ☐ test\n");
      desk.sees("  ⊘ refused  0.0 s\n    The user said no.\n");
    }
  }

  private static Json.Obj steps() {
    var items = new java.util.ArrayList<Json>();
    for (var step : List.of("read done", "write active", "test pending")) {
      var words = step.split(" ", -1);
      items.add(Json.object().put("text", words[0]).put("state", words[1]).build());
    }
    return Json.object().put("items", new Json.Arr(items)).build();
  }

  @Test
  void namesTheCallWhenSeveralRunAtOnce() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.reply("", StopReason.CALLS, bash("1", "a"), bash("2", "b"));
              s.start(new CallId("1"));
              s.start(new CallId("2"));
              s.finish(new CallId("1"), ToolResult.ok("", COMMAND), Duration.ZERO);
              s.finish(new CallId("2"), ToolResult.ok("", COMMAND), Duration.ZERO);
              s.finish();
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("hi\n");
      desk.sees("● bash  a\n● bash  b\n  ✓  0.0 s  bash  a\n  ✓  0.0 s\n");
    }
  }

  @Test
  void showsSubAgentsByTheirCallsOnly() throws Exception {
    var child = AgentId.MAIN.child(1);
    var session =
        new FakeSession(
            "s",
            s -> {
              s.emit(new Event.AgentStarted(child, new CallId("9"), "look around"));
              s.emit(
                  child,
                  new Event.ReplyStreamed(new TurnId(1), new Delta.TextDelta("secret words")));
              s.emit(child, new Event.TaskFinished(new Outcome.Finished("done")));
              s.say("All done.");
              s.finish();
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("hi\n");
      desk.sees("◆ sub-agent  look around\n").sees("All done.\n");
      assertThat(desk.shown()).doesNotContain("secret words");
    }
  }

  @Test
  void saysWhatItWaitsForAndThatAReplyStartsAgain() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.stream(new Delta.TextDelta("Half a"));
              s.stream(new Delta.Retrying("The provider is overloaded", Duration.ofSeconds(4), 2));
              s.stream(new Delta.Restarted());
              s.say("Whole.");
              s.end(
                  new Outcome.Failed(JackdawException.Kind.PROVIDER, "model-quota", "No credit."));
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("hi\n");
      desk.sees("Half a\nThe provider is overloaded; trying again in 4.0 s (attempt 2)\n");
      desk.sees("it starts again from the beginning.\nWhole.\n✗ No credit. [model-quota]\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"y | once", "a | session", "A | always", "n | no", "'' | no", "try a branch | try"})
  void takesTheAnswerThatWasTyped(String typed, String meaning) throws Exception {
    var session = asking(approval("git push"));
    try (var desk = Desk.linear(session, folder)) {
      desk.type("go\n");
      desk.sees("allow? [n] ");
      desk.type(typed + "\n");
      desk.sees("1 turn");
      assertThat(session.answers)
          .containsExactly(
              switch (meaning) {
                case "once" -> new Answer.AllowOnce();
                case "session" -> new Answer.AllowForSession(PUSH);
                case "always" -> new Answer.AllowAlways(PUSH);
                case "no" -> new Answer.Refuse("");
                default -> new Answer.Refuse("try a branch");
              });
      assertThat(session.submitted).containsExactly("go");
    }
  }

  @Test
  void showsTheWholeCommandTheRuleAndTheReason() throws Exception {
    var command = "echo " + "x".repeat(3_000) + "\nrm -rf \u202e\u001b[2Khome";
    try (var desk = Desk.linear(asking(approval(command)), folder)) {
      desk.type("go\n");
      desk.sees("? bash needs your approval\n    echo " + "x".repeat(3_000) + "\n");
      desk.sees("    rm -rf <U+202E>␛[2Khome\n    in /project\n");
      desk.sees("  Running a command asks unless a rule allows it.\n");
      desk.sees("for this session: Bash(git push)\n").sees("allow? [n] ");
      desk.type("n\n");
      desk.sees("1 turn");
    }
  }

  @Test
  void asksAgainWhenAKeyMeansNothing() throws Exception {
    var session = asking(approval("git push"));
    try (var desk = Desk.linear(session, folder)) {
      desk.type("go\n");
      desk.sees("allow? [n] ");
      desk.type("q\n");
      desk.sees("Answer y, a, A or n");
      desk.type("y\n");
      desk.sees("1 turn");
      assertThat(session.answers).containsExactly(new Answer.AllowOnce());
    }
  }

  @Test
  void whatWasTypedBeforeAQuestionNeverAnswersIt() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.say("Working.\n");
              s.awaitAnswer();
              s.finish();
            });
    session.whenSteered =
        () -> {
          session.whenSteered = () -> {};
          session.put(approval("git push"));
        };
    try (var desk = Desk.lively(session, folder)) {
      desk.type("go\r");
      desk.sees("Working.");
      desk.type("first\ry\ry");
      desk.sees("allow? [n] ");
      assertThat(session.answers).isEmpty();
      desk.type("\r");
      desk.sees("3 turns");
      assertThat(session.answers).containsExactly(new Answer.Refuse(""));
      assertThat(session.submitted).startsWith("go", "first");
    }
  }

  @Test
  void whatIsTypedWhileTheAgentWorksSteersIt() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.say("Working.\n");
              s.say("Heard: " + s.awaitSteering() + "\n");
              s.finish();
            });
    try (var desk = Desk.lively(session, folder)) {
      desk.type("go\r");
      desk.sees("Working.");
      desk.type("use tabs\r");
      desk.sees("Heard: use tabs");
      assertThat(session.submitted).containsExactly("go", "use tabs");
    }
  }

  @Test
  void aDraftIsKeptForTheNextPrompt() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              if (s.submitted.size() > 1) {
                s.finish();
                return;
              }
              s.emit(new Event.TurnStarted(new TurnId(1)));
              s.awaitInterrupt();
              s.end(new Outcome.Interrupted());
            });
    try (var desk = Desk.lively(session, folder)) {
      desk.type("go\r");
      desk.sees("waiting for the model");
      desk.type("next ");
      desk.sees("› next");
      desk.type("\u0003");
      desk.sees("Interrupted. What finished is kept");
      desk.sees("1 turn");
      desk.type("thing\r");
      var mark = desk.mark();
      desk.seesAfter(mark - 1, "1 turn");
      assertThat(session.submitted).containsExactly("go", "next thing");
    }
  }

  @ParameterizedTest
  @ValueSource(chars = {3, 27})
  void aKeyInterruptsTheTaskAndTheSessionStays(char key) throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.say("Working.\n");
              s.awaitInterrupt();
              s.end(new Outcome.Interrupted());
            });
    try (var desk = Desk.lively(session, folder)) {
      desk.type("go\r");
      desk.sees("Working.");
      desk.type("\u001b[A" + key);
      desk.sees("Interrupted. What finished is kept").sees("1 turn");
      desk.type("\u0004");
      desk.left();
    }
  }

  @Test
  void aSignalInterruptsOnALinearTerminal() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.say("Working.\n");
              s.awaitInterrupt();
              s.end(new Outcome.Interrupted());
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("go\n");
      desk.sees("Working.");
      desk.type("\u0003");
      desk.sees("Interrupted. What finished is kept");
    }
  }

  @Test
  void interruptingAQuestionRefusesAndStopsTheTask() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.ask(approval("git push"));
              s.awaitInterrupt();
              s.end(new Outcome.Interrupted());
            });
    try (var desk = Desk.lively(session, folder)) {
      desk.type("go\r");
      desk.sees("allow? [n] ");
      desk.type("\u0003");
      desk.sees("Interrupted. What finished is kept");
      assertThat(session.answers).containsExactly(new Answer.Refuse(""));
    }
  }

  @Test
  void leavesOnTheSecondInterruptOfAnEmptyLine() throws Exception {
    try (var desk = Desk.lively(new FakeSession("s", FakeSession::finish), folder)) {
      desk.sees("› ");
      desk.type("half a thought");
      desk.sees("thought");
      desk.type("\u0003");
      desk.type("\u0003");
      desk.sees("Press Ctrl+C again");
      desk.type("\u0003");
      desk.left();
    }
  }

  @Test
  void leavesWhenTheInputEndsAfterTheTask() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.say("Done.\n");
              s.finish();
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("go\n\u0004");
      assertThat(desk.left()).contains("Done.");
    }
  }

  @Test
  void choosesByNumberOrWords() throws Exception {
    var options =
        List.of(new Question.Option("red", "the warm one"), new Question.Option("blue", ""));
    var session =
        new FakeSession(
            "s",
            s -> {
              s.ask(new Question.Choice("Which?", options, false));
              s.ask(new Question.Choice("Which ones?", options, true));
              s.ask(new Question.Choice("Why?", options, true));
              s.finish();
            });
    try (var desk = Desk.linear(session, folder)) {
      desk.type("go\n");
      desk.sees("? Which?\n  1 red  the warm one\n  2 blue\nnumber, or your own words: ");
      desk.type("2\n");
      desk.sees("Which ones?").sees("numbers, or your own words: ");
      desk.type("1, 2\n");
      desk.sees("? Why?\n  1 red  the warm one\n  2 blue\nnumbers");
      desk.type("because 2\n");
      desk.sees("1 turn");
      assertThat(session.answers)
          .containsExactly(
              new Answer.Chosen(List.of("blue")),
              new Answer.Chosen(List.of("red", "blue")),
              new Answer.Chosen(List.of("because 2")));
    }
  }

  @Test
  void carriesOutSlashCommands() throws Exception {
    var first = new FakeSession("first", FakeSession::finish);
    var second = new FakeSession("second", FakeSession::finish);
    try (var desk = Desk.linear(first, folder, _ -> second)) {
      desk.type("/help\n");
      desk.sees("/quit    leave");
      desk.type("/cots\n");
      desk.sees("There is no command /cots, did you mean \"/cost\"?");
      desk.type("/mode plan\n");
      desk.sees("mode: plan");
      desk.type("/mode bypassPermissions\n");
      desk.sees("There is no mode \"bypassPermissions\" to choose here");
      desk.type("/model fake/large\n");
      desk.sees("model: fake/large (chosen by the user)");
      desk.type("/model x\n");
      desk.sees("There is no model x.");
      desk.type("/cost\n");
      desk.sees("0 turns · 0 in · 0 out · $0.0000");
      desk.type("/clear\n");
      desk.sees("The old one can be resumed: jackdaw -r first");
      desk.type("hello\n");
      desk.sees("1 turn");
      desk.type("/exit\n");
      desk.left();
      assertThat(first.mode()).isEqualTo(Mode.PLAN);
      assertThat(first.model().name()).isEqualTo("large");
      assertThat(first.submitted).isEmpty();
      assertThat(second.submitted).containsExactly("hello");
      assertThat(desk.session()).isSameAs(second);
    }
  }

  @Test
  void aPromptThatIsNotTakenLeavesTheSessionUsable() throws Exception {
    var session = new FakeSession("s", FakeSession::finish);
    try (var desk = Desk.linear(session, folder)) {
      desk.type("too large\n");
      desk.sees("It is too large.");
      desk.type("smaller\n");
      desk.sees("1 turn");
      assertThat(session.submitted).containsExactly("smaller");
    }
  }

  @Test
  void aBackslashAtTheEndOrAPasteGoesOnWithTheNextLine() throws Exception {
    var session = new FakeSession("s", FakeSession::finish);
    try (var desk = Desk.lively(session, folder)) {
      desk.sees("› ");
      desk.type("one\\\rtwo\r");
      desk.sees("1 turn");
      desk.type("\u001b[200~three\nfour\u001b[201~\r");
      desk.sees("four");
      desk.type("/quit\r");
      desk.left();
      assertThat(session.submitted).containsExactly("one\ntwo", "three\nfour");
    }
  }

  @Test
  void completesCommandsAndFiles() throws Exception {
    Files.createDirectories(folder.resolve("source"));
    Files.createFile(folder.resolve("source/Only.java"));
    var session = new FakeSession("s", FakeSession::finish);
    try (var desk = Desk.lively(session, folder)) {
      desk.sees("› ");
      desk.type("look at @sour\t");
      desk.sees("@source/");
      desk.type("On\t");
      desk.sees("Only.java");
      desk.type("now\r");
      desk.sees("1 turn");
      desk.type("/qu\t\r");
      desk.left();
      assertThat(session.submitted).containsExactly("look at @source/Only.java now");
    }
  }

  @Test
  void keepsAHistoryThatOnlyItsOwnerReads() throws Exception {
    try (var desk = Desk.linear(new FakeSession("s", FakeSession::finish), folder)) {
      desk.type("remember! me\n/quit\n");
      desk.left();
    }
    var file = folder.resolve("state/history");
    assertThat(Files.readString(file)).contains("remember! me");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void drawsALineThatChangesOnlyOnALivelyTerminal() throws IOException, InterruptedException {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.emit(new Event.TurnStarted(new TurnId(1)));
              s.awaitInterrupt();
              s.finish();
            });
    try (var desk = Desk.lively(session, folder)) {
      desk.type("go\r");
      desk.sees("waiting for the model 0 s");
      desk.type("\u0003");
      desk.sees("1 turn");
      assertThat(desk.shown()).contains("\r\u001b[K");
    }
  }
}

package dev.jackdaw.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions, and what counts as an answer. */
@Timeout(60)
class InteractiveShellQuestionsTest extends ShellFixture {
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
  void takesTheCommandAsItIsChangedInLinesToo() throws Exception {
    var session = asking(approval("git push"));
    try (var desk = Desk.linear(session, folder)) {
      desk.type("go\n");
      desk.sees("e yes, once, but the command as you change it").sees("allow? [n] ");
      desk.type("e\n");
      desk.sees("run this: git push");
      desk.type(" -n\n");
      desk.sees("1 turn");
      assertThat(session.answers).containsExactly(changed("git push -n"));
    }
  }

  private static Answer changed(String command) {
    return new Answer.AllowEdited(Json.object().put("command", command).build());
  }

  @Test
  void showsTheCommandThatRanInPlaceOfTheOneThatWasAskedAbout() throws Exception {
    var session =
        new FakeSession(
            "s",
            s -> {
              s.reply("", StopReason.CALLS, bash("c", "git push"));
              var question = approval("git push");
              s.emit(new Event.QuestionAnswered(question, s.ask(question)));
              s.start(new CallId("c"));
              s.finish(new CallId("c"), ToolResult.ok("", COMMAND), Duration.ofSeconds(2));
              s.finish();
            });
    try (var desk = Desk.lively(session, folder)) {
      desk.type("go\r");
      desk.sees("6. Yes, once, but as I change it (e)");
      desk.later(Duration.ofSeconds(1));
      desk.type("e -n\r");
      desk.sees("1 turn").sees("● bash  git push -n");
      assertThat(session.answers).containsExactly(changed("git push -n"));
    }
  }

  @Test
  void showsTheWholeCommandTheRuleAndTheReason() throws Exception {
    var command = "echo " + "x".repeat(3_000) + "\nrm -rf \u202e\u001b[2Khome";
    try (var desk = Desk.linear(asking(approval(command)), folder)) {
      desk.type("go\n");
      desk.sees("? bash needs your approval\n    echo " + "x".repeat(3_000) + "\n");
      desk.sees("    rm -rf <U+202E>␛[2Khome\n  in /project\n");
      desk.sees("  why: Running a command asks unless a rule allows it.\n");
      desk.sees("  would allow: exactly this command, to the letter.\n");
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
      desk.sees("needs your approval").sees("› y");
      assertThat(session.answers).isEmpty();
      desk.later(Duration.ofSeconds(1));
      desk.type("\r");
      desk.sees("3 turns");
      assertThat(session.answers).containsExactly(new Answer.Refuse(""));
      assertThat(session.submitted).startsWith("go", "first");
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
      desk.sees("needs your approval");
      desk.type("\u0003");
      desk.sees("Interrupted. What finished is kept");
      assertThat(session.answers).containsExactly(new Answer.Refuse(""));
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
}

package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may allow a call, and what is said when nobody does. */
@Timeout(60)
class AgentSessionPermissionTest extends SessionFixture {
  @Test
  void refusesWhatWouldAskWhenNobodyIsThereAndSaysWhatWouldAllowIt() throws InterruptedException {
    var outcome =
        run(
            ScriptedModel.of(Turn.call("bash", "{\"command\":\"ls\"}"), Turn.text("I could not.")),
            LambdaTool.command("bash", (_, _) -> ok("ran")));

    assertThat(statuses()).containsExactly(Status.REFUSED);
    assertThat(onlyResult()).contains("--allowedTools \"bash\"");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Blocked.class,
            blocked -> {
              assertThat(blocked.text()).isEqualTo("I could not.");
              assertThat(blocked.message()).contains("--allowedTools \"bash\"");
            });
    assertThat(journal.events(Event.CallStarted.class)).isEmpty();
  }

  @Test
  void isNotBlockedWhenTheModelFoundAnotherWay() throws InterruptedException {
    var model =
        ScriptedModel.of(
            Turn.call("bash", "{}"), Turn.call("write", "{\"path\":\"a\"}"), Turn.text("Done."));
    try (var session =
        builder(
                model,
                LambdaTool.command("bash", (_, _) -> ok("")),
                LambdaTool.writer("write", (_, _) -> ok("")))
            .policy(OpenPolicy.allowingTools("write"))
            .open()) {
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Done."));
    }
  }

  @Test
  void asksThePersonAndKeepsAGrantForTheSession() throws InterruptedException {
    var asked = new CopyOnWriteArrayList<Question>();
    var model = ScriptedModel.of(Turn.call("bash", "{}").times(2), Turn.text("Done."));
    var builder =
        builder(model, LambdaTool.command("bash", (_, _) -> ok("ran")))
            .attendance(Attendance.ATTENDED);
    try (var session = builder.open()) {
      answering(session, asked, new Answer.AllowForSession(new Rule("bash", "")));
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Done."));
    }
    assertThat(asked).hasSize(1);
    assertThat(statuses()).containsExactly(Status.OK, Status.OK);

    var resumed = journal.afterCrash();
    var again = ScriptedModel.answering(_ -> Turn.text("Nothing to do."));
    try (var session = builder.journal(resumed).model(again).open()) {
      answering(session, asked, new Answer.Refuse(""));
      session.run("again");
    }
    assertThat(asked).hasSize(1);
  }

  @Test
  void passesAPersonsInstructionsOnWhenTheyRefuse() throws InterruptedException {
    var builder =
        builder(
                ScriptedModel.of(Turn.call("bash", "{}"), Turn.text("Understood.")),
                LambdaTool.command("bash", (_, _) -> ok("ran")))
            .attendance(Attendance.ATTENDED);
    try (var session = builder.open()) {
      answering(session, new ArrayList<>(), new Answer.Refuse("use make instead"));
      session.run("do it");
    }

    assertThat(statuses()).containsExactly(Status.REFUSED);
    assertThat(onlyResult()).contains("use make instead");
  }

  private static void answering(Session session, List<Question> asked, Answer answer) {
    session.listen(occurrence -> {
      if (occurrence.event() instanceof Event.QuestionAsked(var number, var question)) {
        asked.add(question);
        session.answer(number, answer);
      }
    });
  }
}

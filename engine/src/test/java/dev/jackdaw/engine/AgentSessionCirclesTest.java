package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Session;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task that goes in circles: a hint, a notice, then a question or the end. */
@Timeout(60)
class AgentSessionCirclesTest extends SessionFixture {
  private static final LambdaTool LOOK = LambdaTool.pure("look", (_, _) -> ok("the same view"));

  private static ScriptedModel stubborn() {
    return ScriptedModel.of(Turn.call("look", "{}").times(20), Turn.text("Done."));
  }

  private List<String> results() {
    return journal.events(Event.CallFinished.class).stream()
        .map(finished -> finished.result().text())
        .toList();
  }

  @Test
  void aHintThenANoticeThenTheEnd() throws InterruptedException {
    assertThat(run(stubborn(), LOOK))
        .isEqualTo(
            new Outcome.LimitReached(
                Outcome.Limit.PROGRESS,
                "Stopped, because the task went in circles: look was called 5 times in a row with"
                    + " the same input and the same result. Everything so far is kept; continue"
                    + " with -c and say what to do differently, or add --loop-detection off."));

    assertThat(results())
        .containsExactly(
            "the same view",
            "the same view",
            "the same view\n[Jackdaw: look was called 3 times in a row with the same input and the"
                + " same result. Doing it again will not help: change something first, try another"
                + " way, or say what is missing.]",
            "the same view",
            "the same view");
    assertThat(journal.events(Event.NoticeGiven.class))
        .singleElement()
        .satisfies(
            notice -> assertThat(notice.text()).startsWith("You are going in circles: look"));
  }

  @Test
  void callsOfOneTurnAreOneRung() throws InterruptedException {
    var turn = Turn.call("look", "{}");
    for (var i = 0; i < 9; i++) turn = turn.and(call("look", "{}"));

    assertThat(run(ScriptedModel.of(turn, Turn.text("Done.")), LOOK))
        .isEqualTo(new Outcome.Finished("Done."));
    assertThat(journal.events(Event.NoticeGiven.class)).isEmpty();
  }

  @Test
  void goesOnForEverWhereThatIsWanted() throws InterruptedException {
    try (var session = builder(stubborn(), LOOK).limits(Limits.NONE.withCircles(true)).open()) {
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Done."));
    }
    assertThat(results()).hasSize(20).containsOnly("the same view");
  }

  @Test
  void whoResumesBeginsAnew() throws InterruptedException {
    var model = stubborn();
    run(model, LOOK);
    var resumed = journal.afterCrash();
    try (var session = builder(model, LOOK).journal(resumed).open()) {
      session.run("look once more");
    }
    assertThat(resumed.events(Event.CallFinished.class))
        .hasSize(10)
        .extracting(finished -> finished.result().text())
        .startsWith(results().toArray(String[]::new))
        .endsWith(results().toArray(String[]::new));
  }

  @Test
  void thePersonIsAsked() throws InterruptedException {
    assertThat(asked("Stop"))
        .isInstanceOfSatisfying(
            Outcome.LimitReached.class,
            reached -> assertThat(reached.limit()).isEqualTo(Outcome.Limit.PROGRESS));
    assertThat(results()).hasSize(5);
    assertThat(journal.events(Event.QuestionAnswered.class))
        .singleElement()
        .satisfies(answered ->
            assertThat(((Question.Choice) answered.question()).text())
                .startsWith("The task goes in circles: look was called 5 times"));
  }

  @Test
  void thePersonLetsItGoOn() throws InterruptedException {
    assertThat(asked("Go on")).isEqualTo(new Outcome.Finished("Done."));
    assertThat(journal.events(Event.QuestionAnswered.class)).hasSize(4);
  }

  @Test
  void thePersonSaysWhatToDoInstead() throws InterruptedException {
    assertThat(asked("look out of the other window")).isEqualTo(new Outcome.Finished("Done."));
    assertThat(journal.events(Event.PromptSubmitted.class).get(1))
        .isEqualTo(
            new Event.PromptSubmitted(
                List.of(new Block.Text("look out of the other window", Label.USER)), true));
  }

  private Outcome asked(String answer) throws InterruptedException {
    var sessions = new ArrayList<Session>();
    try (var session = builder(stubborn(), LOOK).attendance(Attendance.ATTENDED).open()) {
      sessions.add(session);
      session.listen(occurrence -> {
        if (occurrence.event() instanceof Event.QuestionAsked(var number, _)) {
          sessions.getFirst().answer(number, new Answer.Chosen(List.of(answer)));
        }
      });
      return session.run("do it");
    }
  }
}

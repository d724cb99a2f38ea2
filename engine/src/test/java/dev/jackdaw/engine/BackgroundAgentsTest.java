package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Script;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sub-agents that work while their parents go on. */
@Timeout(60)
class BackgroundAgentsTest extends SessionFixture {
  private static final String DONE = "agent1 (a task) is done. bash_output shows its report.";
  private static final String FAILED =
      "agent1 (a task) ended without success. bash_output shows its report.";
  private static final AgentId CHILD = new AgentId("1");

  private static final Tool<?> OUTPUT =
      LambdaTool.pure(
          "bash_output",
          (input, context) ->
              input.bool("stop", false)
                  ? context.stop(input.string("id", ""))
                  : context.watch(
                      input.string("id", ""),
                      Duration.ofSeconds(input.integer("wait_seconds", 0))));

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  /** A call that takes until it is let go. */
  private final Tool<?> work =
      LambdaTool.pure(
          "work",
          (_, _) -> {
            begun.countDown();
            go.await();
            return ok("worked");
          });

  /** Lets it go. */
  private final Tool<?> release =
      LambdaTool.pure(
          "release",
          (_, _) -> {
            begun.await();
            go.countDown();
            return ok("released");
          });

  private static final Turn START =
      Turn.call("task", "{\"prompt\":\"go there\",\"background\":true}");

  private static Script script(Script.Step... steps) {
    return Script.of(steps).agent("go there", Turn.call("work", "{}"), Turn.text("Report."));
  }

  private List<String> results() {
    return journal.occurrences().stream()
        .filter(occurrence -> occurrence.agent().isMain())
        .map(occurrence -> occurrence.event())
        .filter(Event.CallFinished.class::isInstance)
        .map(event -> ((Event.CallFinished) event).result().text())
        .toList();
  }

  private List<Event> endsOf(AgentId agent) {
    return journal.occurrences().stream()
        .filter(occurrence -> occurrence.agent().equals(agent))
        .map(occurrence -> occurrence.event())
        .filter(Event.TaskFinished.class::isInstance)
        .toList();
  }

  @Test
  void leaveTheirParentFreeAndTellItWhenTheyEnd() throws InterruptedException {
    var model =
        ScriptedModel.of(
            script(
                START,
                Turn.text("I wait."),
                Turn.call("bash_output", "{\"id\":\"agent1\"}"),
                Turn.call("bash_output", "{}"),
                Turn.text("Got it.")),
            folder);
    try (var session = builder(model, SubAgentsTest.TASK, OUTPUT, work).open()) {
      session.listen(occurrence -> {
        if (occurrence.event() instanceof Event.ReplyReceived reply
            && reply.message().text().equals("I wait.")) go.countDown();
      });
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Got it."));
    }

    assertThat(results())
        .containsExactly(
            "Started as agent1. You will be told when it ends; go on.",
            "Report.",
            "agent1 is done: a task");
    assertThat(journal.events(Event.NoticeGiven.class))
        .containsExactly(new Event.NoticeGiven(DONE));
    var report = journal.events(Event.CallFinished.class).reversed().get(1).result();
    assertThat(report.label()).isEqualTo(new Label(Label.Source.SUBAGENT, "1"));
    assertThat(model.requests()).allSatisfy(Pairing::check);
  }

  @Test
  void canBeWaitedForAndLookedAt() throws InterruptedException {
    var model =
        ScriptedModel.of(
            script(
                START,
                Turn.call("bash_output", "{\"id\":\"agent1\"}"),
                Turn.call("bash_output", "{\"id\":\"agnt1\"}"),
                Turn.call("release", "{}"),
                Turn.call("bash_output", "{\"id\":\"agent1\",\"wait_seconds\":60}"),
                Turn.text("Got it."),
                Turn.text("Really.")),
            folder);
    try (var session = builder(model, SubAgentsTest.TASK, OUTPUT, work, release).open()) {
      session.run("do it");
    }

    assertThat(results().get(1)).startsWith("agent1 (a task) has worked for ");
    assertThat(results().get(2)).contains("did you mean \"agent1\"?");
    assertThat(results().get(4)).isEqualTo("Report.");
  }

  @Test
  void canBeEnded() throws InterruptedException {
    var model =
        ScriptedModel.of(
            script(
                START,
                Turn.call("bash_output", "{\"id\":\"agent1\",\"stop\":true}"),
                Turn.text("Ended."),
                Turn.text("Heard.")),
            folder);
    try (var session = builder(model, SubAgentsTest.TASK, OUTPUT, work).open()) {
      session.run("do it");
    }

    assertThat(results().get(1)).isEqualTo("agent1 was ended. What it did stays.");
    assertThat(endsOf(CHILD)).containsExactly(new Event.TaskFinished(new Outcome.Interrupted()));
    assertThat(journal.events(Event.NoticeGiven.class))
        .containsExactly(new Event.NoticeGiven(FAILED));
  }

  @Test
  void endWithTheirSessionWherePeopleDoNotWaitForThem() throws InterruptedException {
    var model = ScriptedModel.of(script(START, Turn.text("It works.")), folder);
    try (var session =
        builder(model, SubAgentsTest.TASK, OUTPUT, work).attendance(Attendance.ATTENDED).open()) {
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("It works."));
      begun.await();
      assertThat(endsOf(CHILD)).isEmpty();
    }

    assertThat(endsOf(CHILD)).containsExactly(new Event.TaskFinished(new Outcome.Interrupted()));
  }

  @Test
  void areKnownAfterAResumeWhenTheyEndedBefore() throws InterruptedException {
    var first =
        ScriptedModel.of(script(START, Turn.call("release", "{}")).ending("Started."), folder);
    var ended = new CountDownLatch(1);
    try (var session =
        builder(first, SubAgentsTest.TASK, OUTPUT, work, release)
            .attendance(Attendance.ATTENDED)
            .open()) {
      session.listen(occurrence -> {
        if (occurrence.agent().equals(CHILD) && occurrence.event() instanceof Event.TaskFinished)
          ended.countDown();
      });
      session.run("do it");
      ended.await();
    }
    var told = journal.events(Event.NoticeGiven.class).size();

    var resumed = journal.afterCrash();
    askAgain(resumed);

    assertThat(resumed.events(Event.NoticeGiven.class)).hasSize(1);
    assertThat(told).isLessThanOrEqualTo(1);
    assertThat(lastResult(resumed).text()).isEqualTo("Report.");
    assertThat(lastResult(resumed).label()).isEqualTo(new Label(Label.Source.SUBAGENT, "1"));
  }

  @Test
  void areSaidToBeInterruptedAfterACrash() throws InterruptedException {
    var model = ScriptedModel.of(script(START, Turn.text("It works.")), folder);
    MemoryJournal left;
    try (var session =
        builder(model, SubAgentsTest.TASK, OUTPUT, work).attendance(Attendance.ATTENDED).open()) {
      session.run("do it");
      begun.await();
      left = journal.afterCrash();
    }

    askAgain(left);

    assertThat(left.events(Event.NoticeGiven.class)).containsExactly(new Event.NoticeGiven(FAILED));
    assertThat(lastResult(left).text()).contains("Interrupted: Jackdaw ended while it worked.");
    askAgain(left.afterCrash());
  }

  private void askAgain(MemoryJournal resumed) throws InterruptedException {
    var model =
        ScriptedModel.answering(request ->
            request.messages().getLast().toString().contains("Result[")
                ? Turn.text("I see.")
                : Turn.call("bash_output", "{\"id\":\"agent1\"}"));
    try (var session = builder(model, SubAgentsTest.TASK, OUTPUT).journal(resumed).open()) {
      assertThat(session.run("again")).isEqualTo(new Outcome.Finished("I see."));
    }
    assertThat(resumed.events(Event.NoticeGiven.class)).hasSize(1);
  }

  private static ToolResult lastResult(MemoryJournal of) {
    return of.events(Event.CallFinished.class).getLast().result();
  }

  @Test
  void tellWhichOfTheirCallsWereLostHoweverOftenTheSessionIsResumed() throws InterruptedException {
    var command =
        LambdaTool.command(
            "work",
            (_, _) -> {
              begun.countDown();
              go.await();
              return ok("worked");
            });
    var model = ScriptedModel.of(script(START, Turn.text("It works.")), folder);
    MemoryJournal left;
    try (var session =
        builder(model, SubAgentsTest.TASK, OUTPUT, command)
            .policy(OpenPolicy.allowingTools("work"))
            .attendance(Attendance.ATTENDED)
            .open()) {
      session.run("do it");
      begun.await();
      left = journal.afterCrash();
    }

    askAgain(left);
    var lost =
        "Jackdaw ended while these of its calls ran; they were not run again:\n"
            + "agent1, work (call_a1t1_0): Interrupted: Jackdaw ended while this call ran. It may"
            + " have taken effect; it was not run again. Check before repeating it.";
    assertThat(lastResult(left).text()).contains(lost);

    var later = left.afterCrash();
    askAgain(later);
    assertThat(lastResult(later).text()).contains(lost);
  }
}

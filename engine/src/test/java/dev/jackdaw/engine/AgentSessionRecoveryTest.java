package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.testkit.Script;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a session makes of failures and crashes. */
@Timeout(60)
class AgentSessionRecoveryTest extends SessionFixture {
  @Test
  void recordsTheIntentBeforeTheEffectAndSyncsWhatMustNotRunTwice() throws InterruptedException {
    var seen = new ArrayList<Integer>();
    var bash =
        LambdaTool.command(
            "bash",
            (_, _) -> {
              seen.add(journal.synced());
              assertThat(journal.events().getLast()).isInstanceOf(Event.CallStarted.class);
              seen.add(journal.events().size());
              return ok("");
            });
    try (var session =
        builder(ScriptedModel.of(Turn.call("bash", "{}"), Turn.text("Done.")), bash)
            .policy(OpenPolicy.allowingTools("bash"))
            .open()) {
      session.run("do it");
    }

    assertThat(seen).hasSize(2);
    assertThat(seen.get(0)).isEqualTo(seen.get(1));
  }

  @Test
  void failsWithTheProvidersReasonAndCanGoOn() throws InterruptedException {
    var model =
        ScriptedModel.of(
            Turn.text("Back.")
                .failingFirst(Script.Fault.of(ModelException.Failure.OVERLOADED, "busy").times(1)));
    try (var session = builder(model).open()) {
      assertThat(session.run("do it"))
          .isEqualTo(
              new Outcome.Failed(JackdawException.Kind.PROVIDER, "model-overloaded", "busy"));
      assertThat(session.run("again")).isEqualTo(new Outcome.Finished("Back."));
    }
    assertThat(model.requests()).allSatisfy(Pairing::check);
  }

  @Test
  void stopsWhenTheJournalCannotBeWritten() throws InterruptedException {
    var ran = new ArrayList<String>();
    var bash =
        LambdaTool.command(
            "bash",
            (_, _) -> {
              ran.add("ran");
              return ok("");
            });
    try (var session =
        builder(ScriptedModel.of(Turn.call("bash", "{}"), Turn.text("Done.")), bash)
            .policy(OpenPolicy.allowingTools("bash"))
            .open()) {
      session.listen(occurrence -> {
        if (occurrence.event() instanceof Event.CallDecided) journal.failAppend(1);
      });
      assertThat(session.run("do it"))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.kind()).isEqualTo(JackdawException.Kind.ENVIRONMENT));
    }
    assertThat(ran).isEmpty();
  }

  @Test
  void goesOnAfterACrashAtEveryEvent() throws InterruptedException {
    var turn =
        Turn.call("look", "{}").and(call("look", "{}")).and(call("bash", "{\"command\":\"x\"}"));
    var script = Script.of(turn.times(3), Turn.text("Done."));
    Tool<?>[] tools = {
      LambdaTool.pure("look", (_, _) -> ok("a view")),
      LambdaTool.command("bash", (_, _) -> ok("ran"))
    };
    try (var session =
        builder(ScriptedModel.of(script, folder), tools)
            .policy(OpenPolicy.allowingTools("bash"))
            .open()) {
      session.run("do it");
    }
    var events = journal.occurrences().size();
    for (var cut = 0; cut <= events; cut++) {
      var model = ScriptedModel.answering(_ -> Turn.text("Here again."));
      var left = journal.afterCrashAt(cut);
      try (var session = builder(model, tools).journal(left).open()) {
        assertThat(session.run("go on")).isEqualTo(new Outcome.Finished("Here again."));
      }
      assertThat(model.requests()).hasSize(1).allSatisfy(Pairing::check);
      assertThat(left.occurrences().subList(0, cut))
          .isEqualTo(journal.occurrences().subList(0, cut));
    }
  }

  @Test
  void saysThatAnUnsafeCallIsInDoubtWhenItsEndWasLost() throws InterruptedException {
    var bash = LambdaTool.command("bash", (_, _) -> ok("ran"));
    try (var session =
        builder(ScriptedModel.of(Turn.call("bash", "{}"), Turn.text("Done.")), bash)
            .policy(OpenPolicy.allowingTools("bash"))
            .open()) {
      session.run("do it");
    }
    var started =
        journal.occurrences().stream()
            .filter(occurrence -> occurrence.event() instanceof Event.CallStarted)
            .findFirst()
            .orElseThrow();
    var left = journal.afterCrashAt((int) started.sequence());
    try (var session =
        builder(ScriptedModel.answering(_ -> Turn.text("I will check.")), bash)
            .journal(left)
            .open()) {
      session.run("go on");
    }

    assertThat(left.events(Event.CallFinished.class))
        .extracting(finished -> finished.result().status())
        .containsExactly(Status.IN_DOUBT);
  }

  @Test
  void tellsHowALostCallEndedWhereThatIsKnown() throws InterruptedException {
    var bash = LambdaTool.command("bash", (_, _) -> ok("ran"));
    try (var session =
        builder(ScriptedModel.of(Turn.call("bash", "{}"), Turn.text("Done.")), bash)
            .policy(OpenPolicy.allowingTools("bash"))
            .open()) {
      session.run("do it");
    }
    var started =
        journal.occurrences().stream()
            .filter(occurrence -> occurrence.event() instanceof Event.CallStarted)
            .findFirst()
            .orElseThrow();
    var left = journal.afterCrashAt((int) started.sequence());
    try (var session =
        builder(ScriptedModel.answering(_ -> Turn.text("I will check.")), bash)
            .journal(left)
            .lostCalls((_, _) -> Optional.of(ok("it ended well")))
            .open()) {
      session.run("go on");
    }

    assertThat(left.events(Event.CallFinished.class))
        .extracting(Event.CallFinished::result)
        .containsExactly(ok("it ended well"));
  }
}

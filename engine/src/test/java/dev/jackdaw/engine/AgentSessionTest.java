package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Script;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import dev.jackdaw.testkit.Workspaces;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The loop of turns and calls, and what the model is offered and told. */
@Timeout(60)
class AgentSessionTest extends SessionFixture {
  @Test
  void runsCallsUntilTheModelIsDone() throws InterruptedException {
    var model =
        ScriptedModel.of(Turn.call("look", "{}"), Turn.call("look", "{}"), Turn.text("All good."));

    var outcome = run(model, LambdaTool.pure("look", (_, _) -> ok("a view")));

    assertThat(outcome).isEqualTo(new Outcome.Finished("All good."));
    assertThat(model.requests()).hasSize(3).allSatisfy(Pairing::check);
    assertThat(statuses()).containsExactly(Status.OK, Status.OK);
    assertThat(journal.isClosed()).isTrue();
  }

  @Test
  void namesTheNearestToolWhenThereIsNoSuchTool() throws InterruptedException {
    run(
        ScriptedModel.of(Turn.call("loook", "{}"), Turn.text("Sorry.")),
        LambdaTool.pure("look", (_, _) -> ok("")));

    assertThat(statuses()).containsExactly(Status.INVALID);
    assertThat(onlyResult()).contains("no tool \"loook\"", "did you mean \"look\"?");
  }

  @Test
  void tellsTheModelWhatIsWrongWithItsInput() throws InterruptedException {
    run(
        ScriptedModel.of(Turn.call("look", "{\"bad\":1}"), Turn.text("Sorry.")),
        LambdaTool.pure("look", (_, _) -> ok("")));

    assertThat(statuses()).containsExactly(Status.INVALID);
    assertThat(onlyResult()).contains("look", "there is no \"bad\"");
  }

  @Test
  void givesUpOnAModelThatOnlyMakesMistakes() throws InterruptedException {
    var outcome =
        run(
            ScriptedModel.of(Turn.call("nothing", "{}").times(50)),
            LambdaTool.pure("look", (_, _) -> ok("")));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.code()).isEqualTo("model-malformed"));
    assertThat(statuses()).hasSize(5);
  }

  @Test
  void runsCallsThatDoNotConflictSideBySide() throws InterruptedException {
    var meeting = new CyclicBarrier(3);
    var look =
        LambdaTool.pure(
            "look",
            (_, _) -> {
              try {
                meeting.await();
              } catch (BrokenBarrierException e) {
                throw new IllegalStateException(e);
              }
              return ok("met");
            });
    var turn =
        Turn.calls(
            new Script.Call("look", Json.Obj.EMPTY),
            new Script.Call("look", Json.Obj.EMPTY),
            new Script.Call("look", Json.Obj.EMPTY));

    assertThat(run(ScriptedModel.of(turn, Turn.text("Done.")), look))
        .isEqualTo(new Outcome.Finished("Done."));
  }

  @Test
  void runsConflictingCallsInTheModelsOrder() throws InterruptedException {
    var order = new CopyOnWriteArrayList<String>();
    var write =
        LambdaTool.writer(
            "write",
            (input, _) -> {
              order.add("begin " + input.string("n", ""));
              order.add("end " + input.string("n", ""));
              return ok("");
            });
    var turn =
        Turn.call("write", "{\"path\":\"a\",\"n\":\"1\"}")
            .and(call("write", "{\"path\":\"a\",\"n\":\"2\"}"));
    try (var session =
        builder(ScriptedModel.of(turn, Turn.text("Done.")), write)
            .policy(OpenPolicy.allowingTools("write"))
            .open()) {
      session.run("do it");
    }

    assertThat(order).containsExactly("begin 1", "end 1", "begin 2", "end 2");
  }

  @Test
  void givesCallsUniqueIdsWhenTheModelRepeatsThem() throws InterruptedException {
    var same = new Script.Call("look", Json.Obj.EMPTY, "", "same");
    var model =
        ScriptedModel.answering(
            request -> request.messages().size() < 5 ? Turn.calls(same, same) : Turn.text("Done."));

    run(model, LambdaTool.pure("look", (_, _) -> ok("a view")));

    assertThat(model.requests()).hasSize(3).allSatisfy(Pairing::check);
  }

  @Test
  void givesASubAgentItsOwnContextAndReturnsOneResult() throws InterruptedException {
    var task =
        LambdaTool.pure(
            "task", (input, context) -> context.delegate("search", input.string("prompt", "")));
    var script =
        Script.of(Turn.call("task", "{\"prompt\":\"find the bug\"}"), Turn.text("Thanks."))
            .agent("find the bug", Turn.call("look", "{}"), Turn.text("It is in A.java:3."));
    var model = ScriptedModel.of(script, folder);

    var outcome = run(model, task, LambdaTool.pure("look", (_, _) -> ok("a view")));

    assertThat(outcome).isEqualTo(new Outcome.Finished("Thanks."));
    assertThat(model.requests()).hasSize(4).allSatisfy(Pairing::check);
    assertThat(model.requests().get(1).messages()).hasSize(1);
    var results = journal.events(Event.CallFinished.class);
    assertThat(results.getLast().result().text()).isEqualTo("It is in A.java:3.");
    assertThat(journal.occurrences())
        .filteredOn(occurrence -> occurrence.agent().equals(new AgentId("1")))
        .isNotEmpty();
  }

  @Test
  void makesAResultOfABugInATool() throws InterruptedException {
    var outcome =
        run(
            ScriptedModel.of(Turn.call("look", "{}"), Turn.text("Another way.")),
            LambdaTool.pure(
                "look",
                (_, _) -> {
                  throw new IllegalStateException("oops");
                }));

    assertThat(outcome).isEqualTo(new Outcome.Finished("Another way."));
    assertThat(onlyResult()).contains("bug in look", "oops");
  }

  @Test
  void doesNotOfferAForbiddenTool() throws InterruptedException {
    var model = ScriptedModel.of(Turn.text("Hello."));

    run(
        model,
        LambdaTool.pure("forbidden", (_, _) -> ok("")),
        LambdaTool.pure("look", (_, _) -> ok("")));

    assertThat(model.requests().getFirst().tools())
        .extracting(ToolSpec::name)
        .containsExactly("look");
  }

  @Test
  void keepsTheBeginningOfARequestUnchangedFromTurnToTurn() throws InterruptedException {
    var model = ScriptedModel.of(Turn.call("look", "{}").times(4), Turn.text("Done."));

    run(model, LambdaTool.pure("look", (_, _) -> ok("a view")));

    for (var i = 1; i < model.requests().size(); i++) {
      var before = model.requests().get(i - 1);
      var now = model.requests().get(i);
      assertThat(now.system()).isEqualTo(before.system());
      assertThat(now.tools()).isEqualTo(before.tools());
      assertThat(now.messages().subList(0, before.messages().size())).isEqualTo(before.messages());
    }
  }

  @Test
  void loadsTheMemoryFileOfAFolderOnceItWorksThere() throws InterruptedException {
    Workspaces.in(folder)
        .file("AGENTS.md", "Be kind.")
        .file("sub/AGENTS.md", "Use tabs here.")
        .file("sub/a.txt", "x");
    var read =
        new LambdaTool(
            "read",
            (_, workspace) -> List.of(new Effect.Reads(workspace.resolve("sub/a.txt"))),
            Idempotency.PURE,
            (_, _) -> ok("x"));
    var model = ScriptedModel.of(Turn.call("read", "{}").times(2), Turn.text("Done."));
    try (var session = builder(model, read).policy(OpenPolicy.allowingTools("read")).open()) {
      session.run("do it");
    }

    assertThat(model.requests().getFirst().system())
        .extracting(Block.Text::text)
        .anyMatch(text -> text.contains("Be kind."))
        .noneMatch(text -> text.contains("Use tabs"));
    assertThat(journal.events(Event.MemoryLoaded.class))
        .extracting(Event.MemoryLoaded::path)
        .containsExactly("sub/AGENTS.md");
  }

  @Test
  void dropsAListenerThatThrows() throws InterruptedException {
    var heard = new ArrayList<ToolResult>();
    try (var session = builder(ScriptedModel.of(Turn.text("Done."))).open()) {
      Thread.setDefaultUncaughtExceptionHandler((_, _) -> {});
      session.listen(_ -> {
        throw new IllegalStateException("bad listener");
      });
      session.listen(occurrence -> {
        if (occurrence.event() instanceof Event.TaskFinished) heard.add(ok("heard"));
      });
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Done."));
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(null);
    }
    assertThat(heard).hasSize(1);
  }
}

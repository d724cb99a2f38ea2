package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Prices;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Script;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import dev.jackdaw.testkit.Workspaces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AgentSessionTest {
  @TempDir Path folder;

  private final MemoryJournal journal = new MemoryJournal();

  private SessionBuilder builder(Model model, Tool<?>... tools) {
    return AgentSession.builder()
        .journal(journal)
        .workspace(Workspaces.in(folder).workspace())
        .model(model)
        .tools(List.of(tools))
        .policy(OpenPolicy.ASKING);
  }

  private Outcome run(ScriptedModel model, Tool<?>... tools) throws InterruptedException {
    try (var session = builder(model, tools).open()) {
      return session.run("do it");
    }
  }

  private List<Status> statuses() {
    return journal.events(Event.CallFinished.class).stream()
        .map(finished -> finished.result().status())
        .toList();
  }

  private String onlyResult() {
    var finished = journal.events(Event.CallFinished.class);
    assertThat(finished).hasSize(1);
    return finished.getFirst().result().text();
  }

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

  private static Script.Call call(String tool, String input) {
    return new Script.Call(tool, Json.parseObject(input));
  }

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

  @Test
  void hearsSteeringBeforeTheNextTurn() throws InterruptedException {
    var model = ScriptedModel.of(Turn.call("look", "{}"), Turn.text("Done."));
    var sessions = new ArrayList<Session>();
    var look =
        LambdaTool.pure(
            "look",
            (_, _) -> {
              sessions.getFirst().submit("rather do that");
              return ok("a view");
            });
    try (var session = builder(model, look).open()) {
      sessions.add(session);
      session.run("do it");
    }

    var last = (Message.User) model.requests().getLast().messages().getLast();
    assertThat(last.blocks()).hasSize(2);
    assertThat(last.blocks().getLast())
        .isInstanceOfSatisfying(
            Block.Text.class, text -> assertThat(text.text()).isEqualTo("rather do that"));
    assertThat(journal.events(Event.PromptSubmitted.class))
        .extracting(Event.PromptSubmitted::steering)
        .containsExactly(false, true);
  }

  @Test
  void keepsWhatWasSaidWhenItIsInterrupted() throws InterruptedException {
    var model =
        ScriptedModel.of(
            Turn.text("one two three four five").paced(Duration.ofHours(1)), Turn.text("x"));
    var streaming = new CountDownLatch(1);
    try (var session = builder(model).open()) {
      session.listen(occurrence -> {
        if (occurrence.event() instanceof Event.ReplyStreamed) streaming.countDown();
      });
      session.submit("do it");
      streaming.await();
      session.interrupt();

      assertThat(session.await()).isEqualTo(new Outcome.Interrupted());
      var kept = journal.events(Event.ReplyReceived.class).getLast();
      assertThat(kept.stop()).isEqualTo(StopReason.INTERRUPTED);
      assertThat("one two three four five").startsWith(kept.message().text());
      assertThat(kept.message().text()).isNotEmpty();
    }
  }

  @Test
  void answersEveryCallWhenItIsInterrupted() throws InterruptedException {
    var running = new CountDownLatch(2);
    var forever = new CountDownLatch(1);
    var wait =
        new LambdaTool(
            "wait",
            (_, workspace) -> List.of(new Effect.Reads(workspace.directory())),
            Idempotency.PURE,
            (_, _) -> {
              running.countDown();
              forever.await();
              return ok("");
            });
    var turn = Turn.call("wait", "{}").and(call("wait", "{}")).and(call("bash", "{}"));
    var model = ScriptedModel.of(turn, Turn.text("Going on."));
    try (var session =
        builder(model, wait, LambdaTool.command("bash", (_, _) -> ok("")))
            .policy(OpenPolicy.allowingTools("wait", "bash"))
            .open()) {
      session.submit("do it");
      running.await();
      session.interrupt();
      assertThat(session.await()).isEqualTo(new Outcome.Interrupted());
      assertThat(statuses()).containsExactly(Status.CANCELLED, Status.CANCELLED, Status.CANCELLED);

      assertThat(session.run("go on")).isEqualTo(new Outcome.Finished("Going on."));
      assertThat(model.requests()).allSatisfy(Pairing::check);
    }
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
  void stopsAtTheLimitOfTurnsAndCanGoOn() throws InterruptedException {
    var model = ScriptedModel.of(Turn.call("look", "{}").times(3), Turn.text("Done."));
    try (var session =
        builder(model, LambdaTool.pure("look", (_, _) -> ok("")))
            .limits(new Limits(2, Optional.empty(), Optional.empty()))
            .open()) {
      assertThat(session.run("do it"))
          .isInstanceOfSatisfying(
              Outcome.LimitReached.class,
              reached -> assertThat(reached.limit()).isEqualTo(Outcome.Limit.TURNS));
      assertThat(session.run("go on")).isEqualTo(new Outcome.Finished("Done."));
    }
    assertThat(model.requests()).hasSize(4).allSatisfy(Pairing::check);
  }

  @Test
  void refusesALimitOnMoneyWhenThePriceOfTheCacheIsNotKnown() {
    var info =
        new ModelInfo("p", "a", 0, 0, Set.of(), Optional.of(new Prices(1, 1, 1, 1)))
            .withCacheLifetime(Duration.ofHours(1));
    var model =
        new Model() {
          @Override
          public ModelInfo info() {
            return info;
          }

          @Override
          public Reply reply(ModelRequest request, Consumer<Delta> deltas) {
            throw new IllegalStateException("not asked");
          }
        };
    var limits = new Limits(0, Optional.of(2.5), Optional.empty());
    assertThatThrownBy(() -> builder(model).limits(limits).open())
        .hasMessageContaining("The price of p/a is not known");
  }

  @Test
  void stopsBetweenTurnsWhenTheMoneyIsSpent() throws InterruptedException {
    var script =
        Script.of(
                Turn.call("look", "{}").using(new Usage(1_000_000, 0, 0, 0, 0)).times(10),
                Turn.text("Done."))
            .priced(new Prices(1, 1, 1, 1));
    try (var session =
        builder(ScriptedModel.of(script, folder), LambdaTool.pure("look", (_, _) -> ok("")))
            .limits(new Limits(0, Optional.of(2.5), Optional.empty()))
            .open()) {
      assertThat(session.run("do it"))
          .isInstanceOfSatisfying(
              Outcome.LimitReached.class,
              reached -> assertThat(reached.limit()).isEqualTo(Outcome.Limit.COST));
      assertThat(session.totals().turns()).isEqualTo(3);
      assertThat(session.totals().dollars()).isEqualTo(3.0);
    }
  }

  @Test
  void refusesALimitOnCostThatItCannotHold() {
    var builder =
        builder(ScriptedModel.of(Turn.text("x")))
            .limits(new Limits(0, Optional.of(1.0), Optional.empty()));

    assertThatThrownBy(builder::open)
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("--max-cost");
  }

  @Test
  void stopsACallWhenTheTimeIsUp() throws InterruptedException {
    var forever = new CountDownLatch(1);
    var wait =
        LambdaTool.pure(
            "wait",
            (_, _) -> {
              forever.await();
              return ok("");
            });
    try (var session =
        builder(ScriptedModel.of(Turn.call("wait", "{}")), wait)
            .limits(new Limits(0, Optional.empty(), Optional.of(Duration.ofMillis(50))))
            .open()) {
      assertThat(session.run("do it"))
          .isInstanceOfSatisfying(
              Outcome.LimitReached.class,
              reached -> assertThat(reached.limit()).isEqualTo(Outcome.Limit.TIME));
      assertThat(statuses()).containsExactly(Status.CANCELLED);
    }
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

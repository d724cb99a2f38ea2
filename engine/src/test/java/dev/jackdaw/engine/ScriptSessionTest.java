package dev.jackdaw.engine;

import static dev.jackdaw.engine.FakeScripts.waits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.ScriptEngine.Answer;
import dev.jackdaw.api.ScriptEngine.Stop;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scripts in a session: each call is one like any other, and none that ended is made twice. */
@Timeout(60)
class ScriptSessionTest extends SessionFixture {
  private static final String ID = "call_t1_0";
  private static final String RESUME = "{\"resume\":\"" + ID + "\"}";

  private final List<String> ran = new CopyOnWriteArrayList<>();
  private final Set<String> failing = ConcurrentHashMap.newKeySet(); // once

  private final Tool<?> workflow =
      LambdaTool.pure("workflow", (input, context) -> context.workflow(input));
  private final Tool<?> look =
      LambdaTool.pure(
          "look",
          (input, _) -> {
            var at = input.string("at", "");
            ran.add("look " + at);
            if (failing.remove(at)) return ToolResult.failed("nothing at " + at);
            return ToolResult.ok("saw " + at, new Label(Label.Source.WORKSPACE, "x"));
          });
  private final Tool<?> bash =
      LambdaTool.command(
          "bash",
          (input, _) -> {
            var command = input.string("command", "");
            ran.add("bash " + command);
            if (failing.remove(command)) return ToolResult.failed("exit 1");
            return ToolResult.ok("did " + command, new Label(Label.Source.COMMAND, ""));
          });

  /** Looks at two places at once, runs a command with what it saw, then another. */
  private final FakeScripts scripts =
      new FakeScripts((source, answers) ->
          switch (answers.size()) {
            case 0 -> waits(FakeScripts.of("look", "at", "a"), FakeScripts.of("look", "at", "b"));
            case 1 ->
                waits(
                    FakeScripts.of(
                        "bash", "command", source.contains("other") ? "other" : "first"));
            case 2 -> {
              var before = answers.getLast().getFirst();
              if (before.thrown() && !source.contains("catch")) yield new Stop.Threw("it broke");
              yield waits(
                  FakeScripts.of("bash", "command", "last of " + answers.getFirst().size()));
            }
            default ->
                answers.getLast().getFirst().thrown() && source.equals("x")
                    ? new Stop.Threw("it broke")
                    : new Stop.Returned(Json.of(texts(answers)));
          });

  private static String texts(List<List<Answer>> answers) {
    var texts = new ArrayList<String>();
    for (var round : answers) for (var one : round) texts.add(one.value().string("text", ""));
    return String.join(", ", texts);
  }

  private SessionBuilder opening(ScriptedModel model) {
    return builder(model, workflow, look, bash)
        .policy(OpenPolicy.allowingTools("bash"))
        .scripts(
            () -> scripts,
            (_, _) -> {
              throw new java.io.IOException("no process in this test");
            });
  }

  private static Process noProcess(List<String> command, List<Path> readable) throws IOException {
    throw new IOException("no process in this test: " + command + readable);
  }

  private static ScriptedModel calling(String... inputs) {
    var turns = new ArrayList<Turn>();
    for (var input : inputs) turns.add(Turn.call("workflow", input));
    turns.add(Turn.text("Done."));
    return ScriptedModel.of(turns.toArray(Turn[]::new));
  }

  private ToolResult run(String... inputs) throws InterruptedException {
    try (var session = opening(calling(inputs)).open()) {
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Done."));
    }
    return result(journal, "call_t" + inputs.length + "_0");
  }

  private static ToolResult result(MemoryJournal journal, String id) {
    return journal.events(Event.CallFinished.class).stream()
        .filter(finished -> finished.call().equals(new CallId(id)))
        .map(Event.CallFinished::result)
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private static String shown(ToolResult result, int block) {
    return ((Block.Text) result.content().get(block)).text();
  }

  @Test
  void makesTheCallsAndShowsOnlyWhatIsReturned() throws InterruptedException {
    var result = run("{\"script\":\"x\"}");

    assertThat(ran).containsOnly("look a", "look b", "bash first", "bash last of 2");
    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(shown(result, 0)).isEqualTo("look x2: ok\nbash x2: ok");
    assertThat(shown(result, 1)).isEqualTo("Its log:\nlogged");
    assertThat(shown(result, 2)).isEqualTo("\"saw a, saw b, did first, did last of 2\"");
    assertThat(result.label()).isEqualTo(new Label(Label.Source.COMMAND, ""));
    assertThat(journal.events(Event.CallNested.class))
        .extracting(nested -> nested.call().id().value())
        .containsExactly(ID + "/1", ID + "/2", ID + "/3", ID + "/4");
  }

  @Test
  void saysWhatIsWrongBeforeAnythingRuns() throws InterruptedException {
    assertThat(run("{\"script\":\"nope\"}").text())
        .isEqualTo(
            "The workflow is wrong; nothing was run:\n"
                + "line 1: there is no tool \"nope\"; there are [bash, look]");
    assertThat(ran).isEmpty();
    assertThat(journal.events(Event.ScriptStarted.class)).isEmpty();
  }

  @Test
  void aScriptHasNoSteps() throws InterruptedException {
    var result = run("{\"script\":\"\",\"steps\":[],\"return\":{},\"budgte\":{}}");

    assertThat(result.status()).isEqualTo(Status.INVALID);
    assertThat(result.text())
        .contains("give \"steps\" or \"script\", not both")
        .contains("a script returns with its own \"return\"")
        .contains("did you mean \"budget\"?")
        .contains("\"script\": must be a text with a script");
  }

  @Test
  void isRefusedWhereThereIsNothingToRunIt() throws InterruptedException {
    try (var session = builder(calling("{\"script\":\"x\"}"), workflow, look).open()) {
      session.run("do it");
    }

    assertThat(result(journal, ID).text())
        .contains("\"script\": scripts are not available here; give \"steps\"");
  }

  @Test
  void aRefusedCallIsOneThatTheScriptSeesFail() throws InterruptedException {
    try (var session = opening(calling("{\"script\":\"x\"}")).policy(OpenPolicy.ASKING).open()) {
      session.run("do it");
    }

    assertThat(ran).containsOnly("look a", "look b");
    assertThat(result(journal, ID).text())
        .contains("Stopped: it failed.")
        .contains("bash: call 3 refused: Not run: bash has effects.")
        .contains("it broke");
  }

  @Test
  void stopsBeforeCallsThatItsBudgetDoesNotCover() throws InterruptedException {
    var result = run("{\"script\":\"x\",\"budget\":{\"calls\":2}}");

    assertThat(ran).hasSize(2);
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.text())
        .contains("Stopped: its budget of 2 calls is used up.")
        .contains(RESUME);
  }

  @Test
  void goesOnWithWhatIsOnRecordAndTriesAgainWhatFailedLast() throws InterruptedException {
    failing.add("first");
    var second = run("{\"script\":\"x\"}", RESUME);

    assertThat(result(journal, ID).text()).contains("it broke").contains("bash: call 3 failed");
    assertThat(ran).hasSize(5).endsWith("bash first", "bash first", "bash last of 2");
    assertThat(shown(second, 0)).isEqualTo("look x2: ok; kept from before\nbash x2: ok");
    assertThat(shown(second, 2)).isEqualTo("\"saw a, saw b, did first, did last of 2\"");
    assertThat(scripts.clocks).hasSize(2);
    assertThat(scripts.clocks.getFirst()).isEqualTo(scripts.clocks.getLast());
  }

  @Test
  void aFailureThatTheScriptWentOnFromStays() throws InterruptedException {
    failing.addAll(List.of("first", "last of 2"));
    var threw =
        new FakeScripts((_, answers) ->
            switch (answers.size()) {
              case 0 -> waits(FakeScripts.of("bash", "command", "first"));
              case 1 -> waits(FakeScripts.of("bash", "command", "last of 2"));
              default ->
                  answers.getLast().getFirst().thrown()
                      ? new Stop.Threw("it broke")
                      : new Stop.Returned(Json.of("fine"));
            });
    try (var session =
        opening(calling("{\"script\":\"x\"}", RESUME))
            .scripts(
                () -> threw,
                (_, _) -> {
                  throw new java.io.IOException("no process in this test");
                })
            .open()) {
      session.run("do it");
    }

    assertThat(ran).containsExactly("bash first", "bash last of 2", "bash last of 2");
    assertThat(result(journal, "call_t2_0").text())
        .startsWith("bash x2: 1 ok; call 1 failed: exit 1; 1 kept");
  }

  @Test
  void aScriptThatGoesAnotherWayIsStopped() throws InterruptedException {
    failing.add("last of 2");
    var result = run("{\"script\":\"x\"}", "{\"resume\":\"" + ID + "\",\"script\":\"other\"}");

    assertThat(ran).containsOnly("look a", "look b", "bash first", "bash last of 2");
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.text())
        .contains(
            "Stopped: the script goes another way than before: its call 3 is bash"
                + " {\"command\":\"other\"}, and was bash {\"command\":\"first\"}.");
  }

  @Test
  void whatFailedLastMayBeDoneInAnotherWay() throws InterruptedException {
    failing.add("first");
    var result = run("{\"script\":\"x\"}", "{\"resume\":\"" + ID + "\",\"script\":\"other\"}");

    assertThat(ran).containsOnlyOnce("look a", "bash first", "bash other", "bash last of 2");
    assertThat(result.status()).isEqualTo(Status.OK);
  }

  @Test
  void stepsDoNotGoOnWithAScript() throws InterruptedException {
    failing.add("first");
    var result =
        run("{\"script\":\"x\"}", "{\"resume\":\"" + ID + "\",\"steps\":[],\"return\":{}}");

    assertThat(result.text()).contains("has \"script\"; \"steps\" do not go on with it");
  }

  @Test
  void anInterruptionEndsTheScript() throws InterruptedException {
    var session = new Session[1];
    var sleeping =
        new FakeScripts((_, answers) -> {
          if (answers.isEmpty()) return FakeScripts.waits(FakeScripts.of("look", "at", "a"));
          session[0].interrupt();
          Thread.sleep(60_000);
          return new Stop.Returned(Json.Null.INSTANCE);
        });
    session[0] =
        opening(calling("{\"script\":\"x\"}"))
            .scripts(() -> sleeping, ScriptSessionTest::noProcess)
            .open();
    try (var open = session[0]) {
      assertThat(open.run("do it")).isEqualTo(new Outcome.Interrupted());
    }

    assertThat(sleeping.open).hasValue(0);
    var result = result(journal, ID);
    assertThat(result.status()).isEqualTo(Status.CANCELLED);
    assertThat(result.text()).startsWith("Stopped: it was interrupted.\nlook: ok\n");
  }

  @Test
  void anEngineThatCannotBeHadIsAFailureOfTheCall() throws InterruptedException {
    try (var session =
        opening(calling("{\"script\":\"x\"}"))
            .scripts(
                () -> {
                  throw new JackdawException(
                      JackdawException.Kind.ENVIRONMENT, "extension-broken", "It is broken.");
                },
                ScriptSessionTest::noProcess)
            .open()) {
      session.run("do it");
    }

    assertThat(result(journal, ID).text()).isEqualTo("No script can be run: It is broken.");
  }

  @Test
  void tellsOnResumeWhatEachCallDid() throws InterruptedException {
    run("{\"script\":\"x\"}");
    var started =
        journal.occurrences().stream()
            .filter(
                o -> o.event() instanceof Event.CallStarted s && s.call().value().endsWith("/4"))
            .findFirst()
            .orElseThrow()
            .sequence();
    var left = journal.afterCrashAt((int) started);
    var model = ScriptedModel.answering(_ -> Turn.text("I see."));
    try (var session = opening(model).journal(left).open()) {
      session.run("go on");
    }

    assertThat(result(left, ID).text().replaceAll("blob:[0-9a-f]{16}", "blob:x"))
        .isEqualTo(
            """
            Interrupted: Jackdaw ended while this workflow ran.
            1 look: ok, blob:x
            2 look: ok, blob:x
            3 bash: ok, blob:x
            4 bash: in doubt, it may have taken effect
            Go on with {"resume":"call_t1_0"}: what succeeded is not run again. What is in doubt is \
            not run again either: check it, then resume with "script" in which it is left out or \
            changed.\
            """);
  }

  /** Cut off behind every event, it is gone on with, and cut off again. */
  @Test
  void noCallThatEndedIsMadeTwiceWhereverItIsCutOff() throws InterruptedException {
    run("{\"script\":\"x\"}");
    var whole = journal;
    var first = sequence(whole, Event.ScriptStarted.class);
    var last = (int) whole.occurrences().getLast().sequence();
    for (var cut = first; cut < last; cut++) {
      var left = whole.afterCrashAt(cut);
      if (isOver(left, ID)) break;
      var done = ended(left);
      var started = started(left);
      ran.clear();
      var asked = new AtomicInteger();
      var model =
          ScriptedModel.answering(_ ->
              asked.getAndIncrement() == 0 ? Turn.call("workflow", RESUME) : Turn.text("Done."));
      try (var session = opening(model).journal(left).open()) {
        session.run("go on");
      }
      var doubt = started.stream().filter(id -> !done.contains(id)).toList();
      var inDoubt = doubt.contains(ID + "/3") || doubt.contains(ID + "/4");
      var result = left.events(Event.CallFinished.class).getLast().result();
      assertThat(model.requests()).allSatisfy(Pairing::check);
      if (done.contains(ID + "/1")) assertThat(ran).as("cut %d", cut).doesNotContain("look a");
      if (started.contains(ID + "/3")) {
        assertThat(ran).as("cut %d", cut).doesNotContain("bash first");
      }
      if (started.contains(ID + "/4")) {
        assertThat(ran).as("cut %d", cut).doesNotContain("bash last of 2");
      }
      assertThat(result.text().contains("in doubt")).as("cut %d", cut).isEqualTo(inDoubt);
      if (!doubt.contains(ID + "/3") && !doubt.contains(ID + "/4")) {
        assertThat(shown(result, 2))
            .as("cut %d", cut)
            .isEqualTo("\"saw a, saw b, did first, did last of 2\"");
      }
    }
  }

  private static boolean isOver(MemoryJournal journal, String id) {
    return ended(journal).contains(id);
  }

  private static List<String> ended(MemoryJournal journal) {
    return journal.events(Event.CallFinished.class).stream().map(e -> e.call().value()).toList();
  }

  private static List<String> started(MemoryJournal journal) {
    return journal.events(Event.CallStarted.class).stream().map(e -> e.call().value()).toList();
  }

  private static int sequence(MemoryJournal journal, Class<? extends Event> kind) {
    return (int)
        journal.occurrences().stream()
            .filter(occurrence -> kind.isInstance(occurrence.event()))
            .mapToLong(Occurrence::sequence)
            .findFirst()
            .orElseThrow();
  }
}

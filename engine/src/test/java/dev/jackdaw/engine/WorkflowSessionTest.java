package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Script;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Workflows in a session: each step is a call like any other. One class, because what they are held
 * to is one list: decided, recorded, limited and resumed as calls are.
 */
@Timeout(60)
class WorkflowSessionTest extends SessionFixture {
  private static final String ID = "call_t1_0";

  private final List<String> ran = new CopyOnWriteArrayList<>();

  private final Tool<?> workflow =
      LambdaTool.pure("workflow", (input, context) -> context.workflow(input));
  private final Tool<?> look =
      LambdaTool.pure(
          "look",
          (input, _) -> {
            ran.add("look " + input.string("at", ""));
            return ToolResult.ok(
                    "saw " + input.string("at", ""), new Label(Label.Source.WORKSPACE, "x"))
                .withDetails(Json.parseObject("{\"paths\":[\"a\",\"b\",\"c\"]}"));
          });
  private final Tool<?> bash =
      LambdaTool.command(
          "bash",
          (input, _) -> {
            var command = input.string("command", "");
            ran.add("bash " + command);
            return command.startsWith("false")
                ? ToolResult.failed("exit 1")
                : ToolResult.ok("did " + command, new Label(Label.Source.COMMAND, ""));
          });

  private static final String GATHER =
      "{\"steps\":["
          + "{\"id\":\"a\",\"tool\":\"look\",\"args\":{\"at\":\"top\"}},"
          + "{\"id\":\"f\",\"foreach\":\"$a.paths\",\"tool\":\"look\",\"args\":{\"at\":\"$item\"}},"
          + "{\"id\":\"t\",\"tool\":\"bash\",\"args\":{\"command\":\"test ${f.count}\"}}],"
          + "\"return\":{\"texts\":\"$f[*].text\",\"out\":\"$t.text\"}}";

  private SessionBuilder opening(ScriptedModel model) {
    return builder(model, workflow, look, bash).policy(OpenPolicy.allowingTools("bash"));
  }

  private static ScriptedModel calling(String input) {
    return ScriptedModel.of(Turn.call("workflow", input), Turn.text("Done."));
  }

  private ToolResult run(String input) throws InterruptedException {
    try (var session = opening(calling(input)).open()) {
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Done."));
    }
    return result(journal, ID);
  }

  private static ToolResult result(MemoryJournal journal, String id) {
    return journal.events(Event.CallFinished.class).stream()
        .filter(finished -> finished.call().equals(new CallId(id)))
        .map(Event.CallFinished::result)
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private static String returned(ToolResult result) {
    return ((Block.Text) result.content().getLast()).text();
  }

  private static String ledger(ToolResult result) {
    return ((Block.Text) result.content().getFirst()).text().replaceAll(" \\([0-9]+ m?s\\)", "");
  }

  @Test
  void runsTheStepsInOneTurnAndReturnsOnlyWhatIsAskedFor() throws InterruptedException {
    var result = run(GATHER);

    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(ledger(result)).isEqualTo("a look: ok\nf look x3: ok\nt bash: ok");
    assertThat(returned(result))
        .isEqualTo("{\"texts\":[\"saw a\",\"saw b\",\"saw c\"],\"out\":\"did test 3\"}");
    assertThat(result.label()).isEqualTo(new Label(Label.Source.COMMAND, ""));
    assertThat(ran).startsWith("look top").endsWith("bash test 3").hasSize(5);
  }

  @Test
  void everyStepIsInTheJournalAsACallOfItsOwn() throws InterruptedException {
    run(GATHER);

    assertThat(journal.events(Event.CallNested.class))
        .extracting(nested -> nested.call().id().value())
        .containsExactly(ID + "/a", ID + "/f.1", ID + "/f.2", ID + "/f.3", ID + "/t");
    assertThat(journal.events(Event.CallNested.class))
        .allSatisfy(nested -> assertThat(nested.parent()).isEqualTo(new CallId(ID)));
    for (var nested : journal.events(Event.CallNested.class)) {
      var id = nested.call().id();
      assertThat(
              journal.events().stream()
                  .filter(event ->
                      event instanceof Event.CallDecided d && d.call().equals(id)
                          || event instanceof Event.CallStarted s && s.call().equals(id)
                          || event instanceof Event.CallFinished f && f.call().equals(id))
                  .map(Event::getClass)
                  .toList())
          .as("%s", id)
          .isEqualTo(
              List.of(Event.CallDecided.class, Event.CallStarted.class, Event.CallFinished.class));
    }
  }

  @Test
  void refusesTheWholeBeforeAnythingRanWhereAStepWouldBe() throws InterruptedException {
    try (var session =
        opening(calling(GATHER.replace("test ${f.count}", "make")))
            .policy(OpenPolicy.ASKING)
            .open()) {
      assertThat(session.run("do it")).isInstanceOf(Outcome.Blocked.class);
    }

    assertThat(ran).isEmpty();
    assertThat(result(journal, ID).text())
        .startsWith(
            "No step was run, because step \"t\" would be refused. Not run: bash has effects.")
        .contains("--allowedTools \"bash\"");
    assertThat(result(journal, ID + "/t").status()).isEqualTo(Status.REFUSED);
  }

  @Test
  void aStepIsDecidedWhenItsArgumentsAreKnown() throws InterruptedException {
    try (var session = opening(calling(GATHER)).policy(OpenPolicy.ASKING).open()) {
      session.run("do it");
    }

    assertThat(ran).hasSize(4).doesNotContain("bash test 3");
    assertThat(result(journal, ID).status()).isEqualTo(Status.FAILED);
    assertThat(ledger(result(journal, ID)))
        .contains("Stopped: step t failed.")
        .contains("t bash: failed: refused: Not run: bash has effects.");
    assertThat(journal.events(Event.CallDecided.class).getLast().decision())
        .isInstanceOf(Decision.Ask.class);
  }

  @Test
  void secretsAreTakenOutBeforeAStepIsHandedThem() throws InterruptedException {
    var leak = LambdaTool.pure("leak", (_, _) -> ok("key hunter22 end"));
    var input =
        "{\"steps\":[{\"id\":\"l\",\"tool\":\"leak\",\"args\":{}},"
            + "{\"id\":\"b\",\"tool\":\"look\",\"args\":{\"at\":\"$l.text\"}}],\"return\":\"$b.text\"}";
    try (var session =
        builder(calling(input), workflow, look, leak)
            .redactor(new Redactor(Map.of("API_KEY", "hunter22")))
            .open()) {
      session.run("do it");
    }

    assertThat(ran).containsExactly("look key [secret] end");
    assertThat(returned(result(journal, ID))).isEqualTo("\"saw key [secret] end\"");
  }

  @Test
  void anInvalidWorkflowRunsNothing() throws InterruptedException {
    var result = run("{\"steps\":[{\"id\":\"a\",\"tool\":\"lok\",\"args\":{}}],\"return\":{}}");

    assertThat(result.status()).isEqualTo(Status.INVALID);
    assertThat(result.text())
        .contains("step \"a\", \"tool\": there is no tool \"lok\", did you mean \"look\"?");
    assertThat(journal.events(Event.CallNested.class)).isEmpty();
  }

  @Test
  void aStepIsNeverAWorkflowItself() throws InterruptedException {
    var result =
        run("{\"steps\":[{\"id\":\"a\",\"tool\":\"workflow\",\"args\":{}}],\"return\":{}}");

    assertThat(result.text()).contains("workflow cannot be a step");
  }

  @Test
  void stopsWhenItsCallsAreUsedUp() throws InterruptedException {
    var result = run(GATHER.replace("\"return\"", "\"budget\":{\"calls\":3},\"return\""));

    assertThat(ran).hasSize(3);
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(ledger(result))
        .contains("Stopped: its budget of 3 calls is used up.")
        .contains("f look x3: stopped after 2 of 3\nt bash: not run")
        .contains("{\"resume\":\"" + ID + "\"}");
  }

  @Test
  void showsNoMoreThanItMayAndKeepsTheWhole() throws InterruptedException, IOException {
    var result = run(GATHER.replace("\"return\"", "\"budget\":{\"returnTokens\":3},\"return\""));

    assertThat(returned(result))
        .startsWith("{\"texts\":[\"")
        .contains("more characters; read shows the whole as blob:");
    var reference = returned(result).replaceAll("(?s).*(blob:[0-9a-f]+).*", "$1");
    try (var in = journal.blobs().open(journal.blobs().find(reference))) {
      assertThat(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo("{\"texts\":[\"saw a\",\"saw b\",\"saw c\"],\"out\":\"did test 3\"}");
    }
  }

  @Test
  void goesOnAfterAFailureThatMayBe() throws InterruptedException {
    var result =
        run(
            "{\"steps\":[{\"id\":\"t\",\"tool\":\"bash\",\"onError\":\"continue\",\"retry\":3,"
                + "\"args\":{\"command\":\"false\"}},"
                + "{\"id\":\"b\",\"tool\":\"look\",\"if\":\"!$t.ok\",\"args\":{\"at\":\"it\"}}],"
                + "\"return\":{\"ok\":\"$t.ok\",\"seen\":\"$b.text\"}}");

    assertThat(ran).containsExactly("bash false", "look it");
    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(returned(result)).isEqualTo("{\"ok\":false,\"seen\":\"saw it\"}");
    assertThat(ledger(result)).contains("not tried again: bash is not safe to repeat");
  }

  @Test
  void anInterruptionLeavesEveryCallWithAResult() throws InterruptedException {
    Session[] session = new Session[1];
    var stop =
        LambdaTool.pure(
            "stop",
            (_, _) -> {
              session[0].interrupt();
              Thread.sleep(60_000);
              return ok("");
            });
    var input =
        "{\"steps\":[{\"id\":\"a\",\"tool\":\"look\",\"args\":{\"at\":\"x\"}},"
            + "{\"id\":\"s\",\"if\":\"$a.ok\",\"tool\":\"stop\",\"args\":{}},"
            + "{\"id\":\"t\",\"if\":\"$s.ok\",\"tool\":\"bash\",\"args\":{\"command\":\"x\"}}],\"return\":{\"a\":\"$a.text\"}}";
    session[0] = builder(calling(input), workflow, look, stop, bash).open();
    try (var open = session[0]) {
      assertThat(open.run("do it")).isEqualTo(new Outcome.Interrupted());
    }

    var result = result(journal, ID);
    assertThat(result.status()).isEqualTo(Status.CANCELLED);
    assertThat(ledger(result))
        .startsWith("Stopped: it was interrupted.\na look: ok\ns stop: failed: cancelled: ")
        .contains("t bash: not run");
    assertThat(returned(result)).isEqualTo("{\"a\":\"saw x\"}");
    assertThat(result(journal, ID + "/s").status()).isEqualTo(Status.CANCELLED);
  }

  /** Opens the journal again as after a crash behind each event, and goes on with the workflow. */
  @Test
  void goesOnAfterACrashAtEveryEventWithoutRunningWhatSucceededTwice() throws InterruptedException {
    run(GATHER);
    var expected = List.copyOf(ran);
    var whole = journal;
    for (var cut = sequence(whole, Event.ReplyReceived.class);
        cut < whole.occurrences().size();
        cut++) {
      var left = whole.afterCrashAt(cut);
      if (hasEnded(left, ID)) break;
      var before = startsOf(left, "bash");
      var finished =
          left.events(Event.CallFinished.class).stream().map(Event.CallFinished::call).toList();
      ran.clear();
      var resumed = new ArrayList<ModelRequest>();
      var model =
          ScriptedModel.answering(request -> {
            resumed.add(request);
            return resumed.size() == 1
                ? Turn.calls(
                    new Script.Call("workflow", Json.parseObject("{\"resume\":\"" + ID + "\"}")))
                : Turn.text("Done.");
          });
      try (var session = opening(model).journal(left).open()) {
        session.run("go on");
      }

      assertThat(model.requests()).allSatisfy(Pairing::check);
      assertThat(openCalls(left)).as("cut %d", cut).isEmpty();
      var second = left.events(Event.CallFinished.class).getLast().result();
      var skipped = expected.stream().filter(call -> !ran.contains(call)).count();
      var doubt = before > 0 && !finished.contains(new CallId(ID + "/t"));
      assertThat(skipped).as("cut %d", cut).isEqualTo(finished.size() + (doubt ? 1 : 0));
      if (doubt) {
        assertThat(ran).as("cut %d", cut).doesNotContain("bash test 3");
        assertThat(result(left, ID).status()).isEqualTo(Status.IN_DOUBT);
        assertThat(result(left, ID).text()).contains("t bash: in doubt");
        assertThat(second.status()).isEqualTo(Status.FAILED);
        assertThat(second.text()).contains("t bash: failed").contains("in doubt");
      } else {
        assertThat(second.status()).as("cut %d: %s", cut, second.text()).isEqualTo(Status.OK);
        assertThat(returned(second))
            .isEqualTo("{\"texts\":[\"saw a\",\"saw b\",\"saw c\"],\"out\":\"did test 3\"}");
      }
    }
  }

  private static int sequence(MemoryJournal journal, Class<? extends Event> kind) {
    return (int)
        journal.occurrences().stream()
            .filter(occurrence -> kind.isInstance(occurrence.event()))
            .mapToLong(Occurrence::sequence)
            .findFirst()
            .orElseThrow();
  }

  private static boolean hasEnded(MemoryJournal journal, String id) {
    return journal.events(Event.CallFinished.class).stream()
        .anyMatch(finished -> finished.call().equals(new CallId(id)));
  }

  private static long startsOf(MemoryJournal journal, String tool) {
    var ids =
        journal.events(Event.CallNested.class).stream()
            .filter(nested -> nested.call().tool().equals(tool))
            .map(nested -> nested.call().id())
            .toList();
    return journal.events(Event.CallStarted.class).stream()
        .filter(started -> ids.contains(started.call()))
        .count();
  }

  private static List<CallId> openCalls(MemoryJournal journal) {
    var open = new ArrayList<CallId>();
    for (var event : journal.events()) {
      switch (event) {
        case Event.CallNested nested -> open.add(nested.call().id());
        case Event.CallStarted started -> {
          if (!open.contains(started.call())) open.add(started.call());
        }
        case Event.CallFinished finished -> {
          while (open.remove(finished.call())) {}
        }
        default -> {}
      }
    }
    return open;
  }

  @Test
  void moreWorkflowsAtOnceThanAreKeptAllComeToTheirEnd() throws InterruptedException {
    var one =
        "{\"steps\":[{\"id\":\"a\",\"tool\":\"look\",\"args\":{\"at\":\"x\"}}],\"return\":{}}";
    var calls = new Script.Call[12];
    Arrays.setAll(calls, _ -> new Script.Call("workflow", Json.parseObject(one)));
    try (var session = opening(ScriptedModel.of(Turn.calls(calls), Turn.text("Done."))).open()) {
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Done."));
    }

    assertThat(ran).hasSize(12);
    assertThat(statuses()).hasSize(24).containsOnly(Status.OK);
    for (var i = 0; i < 12; i++) {
      assertThat(ledger(result(journal, "call_t1_" + i))).isEqualTo("a look: ok");
    }
  }

  @Test
  void aCommandThatWasStoppedIsNotRunAgainWhenItsWorkflowGoesOn() throws InterruptedException {
    var session = new Session[1];
    var slow =
        LambdaTool.command(
            "bash",
            (_, _) -> {
              ran.add("bash");
              session[0].interrupt();
              Thread.sleep(60_000);
              return ok("");
            });
    var input =
        "{\"steps\":[{\"id\":\"t\",\"tool\":\"bash\",\"args\":{\"command\":\"make\"}}],\"return\":{}}";
    var model =
        ScriptedModel.of(
            Turn.call("workflow", input),
            Turn.call("workflow", "{\"resume\":\"" + ID + "\"}"),
            Turn.text("Done."));
    session[0] = builder(model, workflow, slow).policy(OpenPolicy.allowingTools("bash")).open();
    try (var open = session[0]) {
      assertThat(open.run("do it")).isEqualTo(new Outcome.Interrupted());
      assertThat(open.run("go on")).isEqualTo(new Outcome.Finished("Done."));
    }

    assertThat(ran).containsExactly("bash");
    assertThat(result(journal, "call_t2_0").text())
        .contains("in doubt: " + ID + "/t was stopped while it ran.");
  }

  @Test
  void tellsOnResumeWhatEachStepDid() throws InterruptedException {
    run(GATHER);
    var started = sequenceOf(ID + "/t");
    var left = journal.afterCrashAt(started);
    try (var session =
        opening(ScriptedModel.answering(_ -> Turn.text("I see."))).journal(left).open()) {
      session.run("go on");
    }

    assertThat(result(left, ID).text().replaceAll("blob:[0-9a-f]{16}", "blob:x"))
        .isEqualTo(
            """
            Interrupted: Jackdaw ended while this workflow ran.
            a look: ok, blob:x
            f.1 look: ok, blob:x
            f.2 look: ok, blob:x
            f.3 look: ok, blob:x
            t bash: in doubt, it may have taken effect
            Go on with {"resume":"call_t1_0"}: what succeeded is not run again. What is in doubt is \
            not run again either: check it, then resume with "steps" in which it is left out or \
            changed.\
            """);
  }

  private int sequenceOf(String id) {
    return (int)
        journal.occurrences().stream()
            .filter(
                o -> o.event() instanceof Event.CallStarted s && s.call().equals(new CallId(id)))
            .findFirst()
            .orElseThrow()
            .sequence();
  }

  @Test
  void resumesWithChangedStepsAndKeepsTheResultsOfTheOthers() throws InterruptedException {
    var broken = GATHER.replace("test ${f.count}", "false ${f.count}");
    var fixed = Json.parseObject(GATHER).with("resume", Json.of(ID)).without("return").compact();
    try (var session =
        opening(
                ScriptedModel.of(
                    Turn.call("workflow", broken),
                    Turn.call("workflow", fixed),
                    Turn.call("workflow", "{\"resume\":\"" + ID + "\"}"),
                    Turn.text("Done.")))
            .open()) {
      session.run("do it");
    }

    assertThat(ran).hasSize(6).endsWith("bash false 3", "bash test 3");
    var second = result(journal, "call_t2_0");
    assertThat(second.status()).isEqualTo(Status.OK);
    assertThat(ledger(second))
        .isEqualTo("a look: ok, kept from before\nf look x3: ok, kept from before\nt bash: ok");
    assertThat(result(journal, "call_t3_0").text())
        .contains("there is no unfinished workflow \"" + ID + "\"");
  }

  @Test
  void aMemoryFileOfAFolderThatAStepReadComesIntoForce() throws Exception {
    java.nio.file.Files.createDirectories(folder.resolve("sub"));
    java.nio.file.Files.writeString(folder.resolve("sub/AGENTS.md"), "Use tabs.");
    var reader =
        new LambdaTool(
            "reader",
            (_, place) -> List.of(new dev.jackdaw.api.Effect.Reads(place.resolve("sub/x"))),
            dev.jackdaw.api.Idempotency.PURE,
            (_, _) -> ok("x"));
    try (var session =
        builder(
                calling(
                    "{\"steps\":[{\"id\":\"r\",\"tool\":\"reader\",\"args\":{}}],\"return\":{}}"),
                workflow,
                reader)
            .policy(OpenPolicy.allowingTools("reader"))
            .open()) {
      session.run("do it");
    }

    assertThat(journal.events(Event.MemoryLoaded.class))
        .extracting(Event.MemoryLoaded::path)
        .containsExactly("sub/AGENTS.md");
  }

  @Test
  void theModelSeesOneResultForTheWholeWorkflow() throws InterruptedException {
    var model = calling(GATHER);
    try (var session = opening(model).open()) {
      session.run("do it");
    }

    assertThat(model.requests()).allSatisfy(Pairing::check);
    var last = (Message.User) model.requests().getLast().messages().getLast();
    assertThat(last.blocks()).hasSize(1);
    assertThat(last.toString()).doesNotContain("saw top");
  }
}

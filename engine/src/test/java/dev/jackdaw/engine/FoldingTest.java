package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.ContextReport;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.FoldHook;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Retention;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.engine.context.Notes;
import dev.jackdaw.engine.context.Profile;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Workspaces;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FoldingTest extends SessionFixture {
  private static final String NOTE = "## Goal\n- finish\n## Decisions\n- keep it simple\n";
  private static final int WINDOW = 20_000;

  private final LambdaTool look =
      LambdaTool.pure("look", (input, _) -> LambdaTool.ok(input.compact() + "seen ".repeat(800)));
  private final LambdaTool write = LambdaTool.writer("write", (_, _) -> LambdaTool.ok("written"));

  private static SequenceModel model(String note) {
    return new SequenceModel(WINDOW, note);
  }

  private Session open(Model model) {
    return builder(model, look, write).policy(OpenPolicy.allowingTools("look", "write")).open();
  }

  private List<Fold> folds() {
    return journal.events(Event.ContextFolded.class).stream()
        .map(Event.ContextFolded::fold)
        .toList();
  }

  private static String shown(ModelRequest request) {
    return request.messages().stream()
        .flatMap(message -> message.blocks().stream())
        .map(block ->
            switch (block) {
              case Block.Text text -> text.text();
              case Block.Result result -> result.result().text();
              default -> "";
            })
        .collect(Collectors.joining("\n"));
  }

  @Test
  void foldsBeforeTheWindowIsFull() throws InterruptedException {
    var model = model(NOTE).calling("write", "{\"path\":\"a.txt\"}").looking(30);
    try (var session = open(model)) {
      assertThat(session.run("Do it, but never touch b.txt."))
          .isEqualTo(new Outcome.Finished("Done."));
    }
    assertThat(folds()).isNotEmpty();
    var last = model.requests().getLast();
    Pairing.check(last);
    assertThat(shown(last))
        .contains("Do it, but never touch b.txt.", "a.txt", "keep it simple", "recall");
    assertThat(folds()).allSatisfy(fold -> assertThat(fold.after()).isLessThan(fold.before()));
    assertThat(journal.events(Event.SideJobEnded.class))
        .extracting(Event.SideJobEnded::job)
        .containsOnly("note");
  }

  @Test
  void goesOnWithoutANoteThatIsNotOfTheForm() throws InterruptedException {
    var model = model("I would rather not.").looking(20);
    try (var session = open(model)) {
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Done."));
    }
    assertThat(folds()).isNotEmpty();
    assertThat(shown(model.requests().getLast())).doesNotContain("I would rather not.");
  }

  @Test
  void asksForNoNoteThatNobodyWants() throws InterruptedException {
    var model = model(NOTE).looking(20);
    try (var session =
        builder(model, look)
            .context(
                ContextSettings.STANDARD.withProfile(Profile.BALANCED).withNote(Notes.When.NEVER))
            .open()) {
      session.run("do it");
    }
    assertThat(folds()).isNotEmpty();
    assertThat(journal.events(Event.SideJobEnded.class)).isEmpty();
  }

  @Test
  void aLowerThresholdFoldsASmallerConversation() throws InterruptedException {
    var usual = largestBeforeAFold(ContextSettings.STANDARD.threshold());
    assertThat(largestBeforeAFold(0.5)).isLessThan(usual * 3 / 4);
  }

  private long largestBeforeAFold(double threshold) throws InterruptedException {
    var own = new MemoryJournal();
    var settings =
        ContextSettings.STANDARD.withProfile(Profile.VERBATIM).withNote(Notes.When.NEVER);
    try (var session =
        builder(model(NOTE).looking(30), look)
            .journal(own)
            .context(settings.withThreshold(threshold))
            .open()) {
      session.run("do it");
    }
    return own.events(Event.ContextFolded.class).stream()
        .mapToLong(folded -> folded.fold().before())
        .max()
        .orElseThrow();
  }

  @Test
  void foldsWhenAPersonAsksAndTakesItBack() throws InterruptedException {
    var model = model(NOTE).looking(3);
    try (var session = open(model)) {
      assertThat(session.foldable()).isEmpty();
      assertThat(session.uncompact()).isEmpty();
      session.run("first");
      var before = transcript(journal.occurrences());
      var preview = session.foldable().orElseThrow();
      assertThat(folds()).isEmpty();
      var fold = session.compact("the goal").orElseThrow();
      assertThat(fold.reason()).isEqualTo(Fold.Reason.ASKED);
      assertThat(fold.through()).isEqualTo(preview.through());
      assertThat(session.context().folds()).containsExactly(fold);
      session.run("second");
      assertThat(shown(model.requests().getLast()))
          .contains("first", "second", "finish")
          .doesNotContain("seen seen");
      assertThat(session.uncompact()).contains(fold);
      assertThat(session.context().folds()).isEmpty();
      var after = transcript(journal.occurrences());
      assertThat(after.subList(0, before.size())).isEqualTo(before);
    }
  }

  @Test
  void keepsWhatIsPinned() throws InterruptedException {
    var model = model(NOTE).looking(5);
    try (var session = open(model)) {
      session.run("first");
      var result =
          journal.occurrences().stream()
              .filter(occurrence -> occurrence.event() instanceof Event.CallFinished)
              .findFirst()
              .orElseThrow();
      session.pin("#" + result.sequence());
      session.pin("The port is 8081.");
      assertThatThrownBy(() -> session.pin("#9999"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("There is no");
      session.compact("");
      session.run("second");
      assertThat(shown(model.requests().getLast())).contains("seen seen", "The port is 8081.");
      session.unpin("#" + result.sequence());
      assertThatThrownBy(() -> session.unpin("#" + result.sequence()))
          .hasMessageContaining("The port is 8081.");
      session.compact("");
      session.run("third");
      assertThat(shown(model.requests().getLast()))
          .doesNotContain("seen seen")
          .contains("The port is 8081.");
    }
  }

  @Test
  void shortensWhatComesAgainBehindTheFold() throws InterruptedException {
    var model = model(NOTE).looking(9);
    for (var i = 0; i < 4; i++) {
      model.calling("write", "{\"path\":\"a" + i + "\"}").calling("look", "{\"again\":1}");
    }
    try (var session = open(model)) {
      session.run("do it");
    }
    var first =
        model.requests().stream()
            .map(FoldingTest::shown)
            .filter(
                text -> text.startsWith("The conversation up to here") && text.contains("again"))
            .findFirst();
    assertThat(first.orElseThrow()).containsOnlyOnce("{\"again\":1}seen").contains("comes again");
  }

  /** A window that is large enough for a tail with an older part. */
  private SequenceModel wide() {
    var model = new SequenceModel(80_000, NOTE);
    for (var i = 0; i < 60; i++) {
      model.calling("look", "{\"n\":" + i + "}");
      var text = "line of file " + i + " ".repeat(1_200) + "the end of " + i;
      model.calling("write", "{\"path\":\"f" + i + "\",\"text\":\"" + text + "\"}");
    }
    return model;
  }

  @Test
  void cutsLongTextsOfTheOlderTurnsThatStay() throws InterruptedException {
    var model = wide();
    try (var session = open(model)) {
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Done."));
    }
    var fold = folds().stream().filter(one -> !one.elided().isEmpty()).findFirst().orElseThrow();
    assertThat(fold.shortened()).isNotEmpty();
    assertThat(fold.elided().getFirst().input().compact())
        .contains("\"path\":\"f", "line of file", "characters left out, #", "the end of");
    assertThat(fold.after()).isLessThan(fold.before() / 2);
    assertThat(transcript(journal.occurrences()).toString()).contains("characters left out");
    for (var request : model.requests()) Pairing.check(request);
  }

  @Test
  void aModelThatImitatesACutInputIsTold() throws InterruptedException {
    var model =
        model(NOTE)
            .calling(
                "write",
                "{\"path\":\"a\",\"text\":\"x\\n[… 900 characters left out; recall #12 has them"
                    + " …]\\ny\"}");
    try (var session = open(model)) {
      session.run("do it");
    }
    assertThat(onlyResult()).contains("Nothing was run", "recall or read");
  }

  @Test
  void saysWhatStillRunsWhenItFolds() throws InterruptedException {
    var model = model(NOTE).looking(3);
    try (var session = builder(model, look).standing(() -> List.of("bg1: mvn -q verify")).open()) {
      session.run("do it");
      session.compact("");
      session.run("go on");
    }
    assertThat(shown(model.requests().getLast())).contains("Still running:\nbg1: mvn -q verify");
  }

  @Test
  void aResumedSessionMeasuresAsTheProviderDid() throws InterruptedException {
    var model = model(NOTE).looking(3);
    long known;
    try (var session = open(model)) {
      session.run("do it");
      known = session.context().tokens();
    }
    try (var resumed = builder(model(""), look, write).journal(journal.afterCrash()).open()) {
      assertThat(resumed.context().tokens()).isCloseTo(known, withinPercentage(12));
    }
  }

  @Test
  void aReadThatIsOutOfDateIsLeftOutBehindAFold() {
    var turns = new ArrayList<Turn>();
    var file = folder.resolve("a.txt");
    turns.add(turn(1, "read", new Effect.Reads(file), "old ".repeat(200), 50));
    turns.add(turn(2, "edit", new Effect.Writes(file), "ok", 0));
    turns.add(turn(3, "read", new Effect.Reads(file), "part ".repeat(200), 10));
    turns.add(turn(4, "read", new Effect.Reads(file), "new ".repeat(200), 50));
    assertThat(Repeated.of(turns, 0)).extracting(Fold.Shortened::number).containsExactly(12L, 32L);
    turns.removeLast();
    assertThat(Repeated.of(turns, 0)).isEmpty();
  }

  private static Turn turn(int number, String tool, Effect effect, String text, int lines) {
    var call =
        new Block.Call(new CallId("c" + number), tool, Json.object().put("n", number).build());
    var turn = new Turn(number, number * 10L + 1, new Message.Assistant(List.of(call)));
    turn.traces(call.id(), new Turn.Traces(List.of(effect), List.of()));
    var details = Json.object().put("lines", lines).put("of", 50).build();
    turn.finish(
        number * 10L + 2,
        new Event.CallFinished(
            new TurnId(number),
            call.id(),
            LambdaTool.ok(text).withDetails(details),
            Duration.ZERO,
            "",
            Retention.ELIDE));
    return turn;
  }

  @Test
  void letsAHookVetoOnceAddPinsAndGiveTheNote() throws InterruptedException {
    var previews = new ArrayList<Fold>();
    var after = new ArrayList<Fold>();
    var hook =
        new FoldHook() {
          @Override
          public Verdict before(AgentId agent, Fold preview) {
            previews.add(preview);
            return new Verdict.Go(List.of("The port is 8081."), "## Goal\n- from the hook");
          }

          @Override
          public void after(AgentId agent, Fold fold) {
            after.add(fold);
            throw new IllegalStateException("a hook that breaks");
          }
        };
    var model = model(NOTE).looking(14);
    try (var session = builder(model, look).foldHook(hook).open()) {
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Done."));
    }
    assertThat(previews).isNotEmpty();
    assertThat(after).isEqualTo(folds());
    assertThat(shown(model.requests().getLast())).contains("The port is 8081.", "from the hook");
    assertThat(journal.events(Event.SideJobEnded.class)).isEmpty();
  }

  @Test
  void keepsInstructionsOfFoldersItWorksInAsTheyAreNow() throws Exception {
    Files.createDirectories(folder.resolve("a"));
    Files.createDirectories(folder.resolve("b"));
    Files.writeString(folder.resolve("a/AGENTS.md"), "Old rule of a.");
    Files.writeString(folder.resolve("AGENTS.md"), "Old rule.");
    var model = model(NOTE).calling("write", "{\"path\":\"a/x\"}").looking(3);
    try (var session = open(model)) {
      session.run("do it");
      assertThat(shown(model.requests().getLast())).contains("Old rule of a.");
      Files.writeString(folder.resolve("a/AGENTS.md"), "New rule of a.");
      Files.writeString(folder.resolve("AGENTS.md"), "New rule.");
      session.compact("");
      session.run("go on");
    }
    var last = model.requests().getLast();
    assertThat(shown(last)).contains("New rule of a.").doesNotContain("Old rule of a.");
    assertThat(last.system().toString()).contains("New rule.").doesNotContain("Old rule.");
  }

  @Test
  void namesWhatIsStillShownWhole() throws InterruptedException {
    var seen = new ArrayList<Optional<String>>();
    var tool =
        LambdaTool.pure(
            "look",
            (input, context) -> {
              seen.add(context.shown("abc"));
              return LambdaTool.ok("seen ".repeat(800))
                  .withDetails(Json.object().put("body", "abc").build());
            });
    var model = model(NOTE).looking(2);
    try (var session = builder(model, tool).open()) {
      session.run("do it");
      session.compact("");
      model.looking(1);
      session.run("again");
    }
    assertThat(seen).hasSize(3);
    assertThat(seen.get(0)).isEmpty();
    assertThat(seen.get(1)).hasValueSatisfying(name -> assertThat(name).startsWith("#"));
    assertThat(seen.get(2)).isEmpty();
  }

  @Test
  void rewindsBehindAFold() throws InterruptedException {
    var model = model(NOTE);
    try (var session = open(model)) {
      session.run("first");
      session.run("second");
      session.compact("");
      session.took(new Session.TakenBack.Conversation(1));
      session.run("third");
      assertThat(shown(model.requests().getLast()))
          .contains("first", "third")
          .doesNotContain("second");
      assertThat(session.context().folds()).isEmpty();
    }
  }

  @Test
  void saysWhatIsTooLarge() throws InterruptedException {
    try (var session = open(new SequenceModel(500, NOTE))) {
      assertThat(session.run("do it"))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.code()).isEqualTo("context-irreducible");
                assertThat(failed.message()).contains("system prompt", "--model");
              });
    }
  }

  @Test
  void isTheOldOrTheNewViewWhereverItIsKilled() throws InterruptedException {
    var model = model(NOTE).looking(12);
    try (var session = open(model)) {
      session.run("do it");
    }
    var all = journal.occurrences();
    for (var at = 1; at <= all.size(); at++) {
      var messages = transcript(all.subList(0, at));
      var isFolded = all.subList(0, at).stream().anyMatch(FoldingTest::isFold);
      if (messages.isEmpty()) continue;
      var first = ((Block.Text) messages.getFirst().blocks().getFirst()).text();
      assertThat(first).startsWith(isFolded ? "The conversation up to here" : "do it");
      try (var resumed = builder(model(""), look).journal(journal.afterCrashAt(at)).open()) {
        assertThat(resumed.run("go on")).isInstanceOf(Outcome.Finished.class);
      }
    }
  }

  private static boolean isFold(Occurrence occurrence) {
    return occurrence.event() instanceof Event.ContextFolded;
  }

  @Test
  void tellsWhatTheContextHolds() throws InterruptedException {
    var model = model(NOTE).looking(1);
    try (var session = open(model)) {
      session.run("first");
      var report = session.context();
      assertThat(report.shares())
          .extracting(ContextReport.Share::kind)
          .contains(
              ContextReport.Kind.SYSTEM,
              ContextReport.Kind.TOOLS,
              ContextReport.Kind.USER,
              ContextReport.Kind.RESULTS);
      assertThat(report.limit()).isLessThan(WINDOW);
      assertThat(report.tokens()).isPositive();
    }
  }

  @Test
  void doesNotFoldWhileATaskRuns() throws InterruptedException {
    var inside = new ArrayList<Throwable>();
    var sessions = new ArrayList<Session>();
    var tool =
        LambdaTool.pure(
            "look",
            (_, _) -> {
              try {
                sessions.getFirst().compact("");
              } catch (IllegalStateException e) {
                inside.add(e);
              }
              return LambdaTool.ok("");
            });
    try (var session = builder(model(NOTE).looking(1), tool).open()) {
      sessions.add(session);
      session.run("first");
    }
    assertThat(inside)
        .singleElement()
        .extracting(Throwable::getMessage)
        .isEqualTo("a task is running");
  }

  private List<Message> transcript(List<Occurrence> journal) {
    var transcript = new Transcript(Workspaces.in(folder).workspace());
    for (var occurrence : journal) {
      if (occurrence.event() instanceof Event.Durable event) {
        transcript.apply(occurrence.sequence(), event);
      }
    }
    transcript.settle(AgentId.MAIN, journal::forEach);
    return transcript.messages();
  }
}

package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.Usage;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import dev.jackdaw.testkit.Workspaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a task when its model fails, or ends a reply in another way than it should. */
@Timeout(60)
class FailuresTest {
  @TempDir Path folder;

  private MemoryJournal journal = new MemoryJournal();
  private final List<Supplier<Model>> fallbacks = new ArrayList<>();

  private SessionBuilder builder(Model model, Tool<?>... tools) {
    return AgentSession.builder()
        .journal(journal)
        .workspace(Workspaces.in(folder).workspace())
        .model(model)
        .fallbacks(fallbacks)
        .tools(List.of(tools))
        .policy(OpenPolicy.ASKING);
  }

  private Outcome run(Model model, Tool<?>... tools) throws InterruptedException {
    journal = new MemoryJournal();
    try (var session = builder(model, tools).open()) {
      return session.run("do it");
    }
  }

  private static ScriptedModel named(String name, Turn... turns) {
    return ScriptedModel.of(turns).named(name);
  }

  /** A model that fails every time. */
  private record Broken(ModelException failure, int window) implements Model {
    Broken(Failure failure) {
      this(new ModelException(failure, "It is broken."), 0);
    }

    @Override
    public ModelInfo info() {
      return new ModelInfo("test", "broken", window, 0, Set.of(), Optional.empty());
    }

    @Override
    public Reply reply(ModelRequest request, Consumer<Delta> deltas) {
      throw failure;
    }
  }

  /** A model that declines, and says why or does not. */
  private record Declining(String reason) implements Model {
    @Override
    public ModelInfo info() {
      return new ModelInfo("test", "shy", 0, 0, Set.of(), Optional.empty());
    }

    @Override
    public Reply reply(ModelRequest request, Consumer<Delta> deltas) {
      return new Reply(new Message.Assistant(List.of()), Usage.NONE, StopReason.REFUSED)
          .because(reason);
    }
  }

  @Test
  void saysWhyTheModelDeclined() throws InterruptedException {
    assertThat(run(new Declining("SAFETY; harassment: high")).toString())
        .contains("test/shy declined to go on (SAFETY; harassment: high). Rephrase");
    assertThat(run(new Declining("")).toString()).contains("test/shy declined to go on. Rephrase");
  }

  @Test
  void goesOnWithTheNextModelAndSaysWhy() throws InterruptedException {
    var second = named("second", Turn.text("Done."));
    fallbacks.add(() -> second);

    var outcome = run(new Broken(Failure.OVERLOADED));

    assertThat(outcome).isEqualTo(new Outcome.Finished("Done."));
    assertThat(journal.events(Event.ModelFailed.class))
        .extracting(Event.ModelFailed::code)
        .containsExactly("model-overloaded");
    assertThat(journal.events(Event.ModelChanged.class))
        .containsExactly(
            new Event.ModelChanged("scripted/second", "test/broken failed (model-overloaded)."));
    assertThat(journal.events(Event.AgentConfigured.class)).hasSize(2);
    assertThat(journal.events(Event.PromptSubmitted.class)).hasSize(1);
  }

  @Test
  void passesOverFallbacksThatCannotBeUsed() throws InterruptedException {
    fallbacks.add(() -> {
      throw new JackdawException(JackdawException.Kind.USER, "no-key", "A_KEY is not set.");
    });
    fallbacks.add(() -> named("third", Turn.text("Done.")));

    assertThat(run(new Broken(Failure.UNKNOWN_MODEL))).isEqualTo(new Outcome.Finished("Done."));
  }

  @Test
  void tellsWhyNoFallbackWasLeft() throws InterruptedException {
    fallbacks.add(() -> {
      throw new JackdawException(JackdawException.Kind.USER, "no-key", "A_KEY is not set.");
    });

    assertThat(run(new Broken(Failure.QUOTA)))
        .isEqualTo(
            new Outcome.Failed(
                JackdawException.Kind.PROVIDER,
                "model-quota",
                "It is broken. A fallback was passed over: A_KEY is not set."));
  }

  @Test
  void makesNoFallbackThatIsNotNeeded() throws InterruptedException {
    fallbacks.add(() -> {
      throw new AssertionError("not needed");
    });

    assertThat(run(named("first", Turn.text("Done.")))).isEqualTo(new Outcome.Finished("Done."));
    for (var failure : List.of(Failure.UNAUTHORIZED, Failure.INVALID_REQUEST, Failure.OVERFLOW)) {
      assertThat(run(new Broken(failure))).isInstanceOf(Outcome.Failed.class);
    }
  }

  @Test
  void learnsTheWindowOfAnOverflowAndKeepsItOverAResume() throws InterruptedException {
    var overflow = new ModelException(Failure.OVERFLOW, "Too large.", null, null, 5000);
    var model = new Broken(overflow, 8000);
    try (var session = builder(model).open()) {
      assertThat(session.run("do it"))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.code()).isEqualTo("model-overflow");
                assertThat(failed.message())
                    .startsWith("Too large. It is about ")
                    .endsWith(" tokens; test/broken takes 5000.");
              });
      assertThat(session.model().window()).isEqualTo(5000);
    }
    try (var session = builder(model).journal(journal.afterCrash()).open()) {
      assertThat(session.model().window()).isEqualTo(5000);
    }
    assertThat(journal.events(Event.WindowLearned.class)).hasSize(1);
  }

  @Test
  void doesNotFollowAModelThatOverflowedWithoutSayingSo() throws InterruptedException {
    var model =
        ScriptedModel.of(
            Turn.call("look", "{}").using(new Usage(4000, 0, 0, 9, 0)), Turn.text("Done."));
    try (var session = builder(model, LambdaTool.pure("look", (_, _) -> ok("ran"))).open()) {
      assertThat(session.run("x".repeat(100_000))).isEqualTo(new Outcome.Finished("Done."));
    }
    assertThat(journal.events(Event.CallStarted.class))
        .extracting(call -> call.turn().number())
        .containsExactly(2);
    assertThat(journal.events(Event.ContextFolded.class))
        .singleElement()
        .extracting(folded -> folded.fold().shortened().getFirst().text().length())
        .satisfies(length -> assertThat(length).isLessThan(4000));
    assertThat(journal.events(Event.WindowLearned.class))
        .extracting(Event.WindowLearned::tokens)
        .containsExactly(4000);
  }

  @Test
  void isNotAlarmedByAServerThatCountsOnlyWhatItsCacheLacks() throws InterruptedException {
    var model =
        ScriptedModel.of(
            Turn.call("look", "{}").using(new Usage(25_000, 0, 0, 9, 0)),
            Turn.text("Done.").using(new Usage(1_200, 0, 0, 9, 0)));
    try (var session = builder(model, LambdaTool.pure("look", (_, _) -> ok("ran"))).open()) {
      assertThat(session.run("x".repeat(100_000))).isEqualTo(new Outcome.Finished("Done."));
    }
  }

  @Test
  void joinsAnAnswerThatTookSeveralReplies() throws InterruptedException {
    var outcome =
        run(
            ScriptedModel.of(
                Turn.text("One, two, ").stopping(StopReason.LENGTH), Turn.text("three.")));
    assertThat(outcome).isEqualTo(new Outcome.Finished("One, two, three."));
  }

  @Test
  void givesUpOnRepliesThatNeverEnd() throws InterruptedException {
    for (var stop : List.of(StopReason.LENGTH, StopReason.PAUSED)) {
      assertThat(run(ScriptedModel.of(Turn.text("More.").stopping(stop).times(50))))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.code()).isEqualTo("model-incomplete"));
    }
  }

  @Test
  void runsTheWholeCallsOfACutReplyAndTellsTheModel() throws InterruptedException {
    var model =
        ScriptedModel.of(Turn.call("look", "{}").stopping(StopReason.CUT), Turn.text("Done."));
    assertThat(run(model, LambdaTool.pure("look", (_, _) -> ok("ran"))))
        .isEqualTo(new Outcome.Finished("Done."));
    assertThat(journal.events(Event.CallFinished.class))
        .extracting(finished -> finished.result().status())
        .containsExactly(Status.OK);
    assertThat(journal.events(Event.NoticeGiven.class))
        .singleElement()
        .extracting(Event.NoticeGiven::text)
        .asString()
        .contains("connection broke");
  }

  @Test
  void runsNoCallOfARefusal() throws InterruptedException {
    var model =
        ScriptedModel.of(
            Turn.call("look", "{}").saying("I will not.").stopping(StopReason.REFUSED),
            Turn.text("Fine."));
    try (var session = builder(model, LambdaTool.pure("look", (_, _) -> ok("ran"))).open()) {
      assertThat(session.run("do it"))
          .isInstanceOfSatisfying(
              Outcome.Failed.class, failed -> assertThat(failed.code()).isEqualTo("model-refused"));
      assertThat(session.run("something else")).isEqualTo(new Outcome.Finished("Fine."));
    }
    assertThat(journal.events(Event.CallStarted.class)).isEmpty();
    assertThat(model.requests()).allSatisfy(Pairing::check);
    assertThat(model.requests().getLast().messages())
        .filteredOn(Message.Assistant.class::isInstance)
        .hasSize(1);
  }
}

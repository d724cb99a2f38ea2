package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Prices;
import dev.jackdaw.api.Reply;
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
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TitlingTest {
  private static final String PROMPT = "The upload fails at night. Please make it try again.";

  @TempDir Path folder;

  private MemoryJournal journal = new MemoryJournal();

  private SessionBuilder builder(Supplier<Model> small) {
    return AgentSession.builder()
        .journal(journal)
        .workspace(Workspaces.in(folder).workspace())
        .model(new Known("main", "Done.", Optional.of(new Prices(0, 0, 0, 0)), List.of()))
        .smallModel(new SmallModel("small", small))
        .tools(List.of())
        .policy(OpenPolicy.ASKING);
  }

  /** Runs a task, and another when the title is there or was given up. */
  private Outcome run(Model small) throws InterruptedException {
    return run(builder(() -> small));
  }

  private Outcome run(SessionBuilder builder) throws InterruptedException {
    var ended = new CountDownLatch(1);
    try (var session = builder.open()) {
      try (var _ =
          session.listen(heard -> {
            if (heard.event() instanceof Event.SideJobEnded) ended.countDown();
          })) {
        var outcome = session.run(PROMPT);
        ended.await();
        return outcome;
      }
    }
  }

  /** A model that says one thing, with a count of tokens and perhaps a price. */
  private record Known(
      String name, String text, Optional<Prices> prices, List<ModelRequest> requests)
      implements Model {
    @Override
    public ModelInfo info() {
      return new ModelInfo("test", name, 0, 0, Set.of(), prices);
    }

    @Override
    public Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
      if (name.equals("small")) requests.add(request);
      var said = ScriptedModel.of(Turn.text(text)).reply(request, deltas);
      return new Reply(said.message(), new Usage(1_000, 0, 0, 10, 0), said.stop(), name);
    }
  }

  private static Known small(String text) {
    return new Known("small", text, Optional.of(new Prices(2, 2, 2, 100)), new ArrayList<>());
  }

  private static final class Broken implements Model {
    @Override
    public ModelInfo info() {
      return new ModelInfo("test", "broken", 0, 0, Set.of(), Optional.empty());
    }

    @Override
    public Reply reply(ModelRequest request, Consumer<Delta> deltas) {
      throw new ModelException(Failure.OVERLOADED, "It is overloaded.");
    }
  }

  private Event.SideJobEnded ended() {
    var ended = journal.events(Event.SideJobEnded.class);
    assertThat(ended).hasSize(1);
    return ended.getFirst();
  }

  @Test
  void givesANewSessionATitleAndCountsWhatItCost() throws InterruptedException {
    var small = small("Retry failed uploads");

    assertThat(run(small)).isEqualTo(new Outcome.Finished("Done."));

    assertThat(journal.events(Event.SessionTitled.class))
        .containsExactly(new Event.SessionTitled("Retry failed uploads"));
    assertThat(ended().model()).isEqualTo("test/small");
    assertThat(ended().usage()).isEqualTo(new Usage(1_000, 0, 0, 10, 0));
    assertThat(ended().dollars()).hasValue(0.003);
    assertThat(ended().problem()).isEmpty();
    assertThat(small.requests())
        .singleElement()
        .satisfies(request -> {
          assertThat(request.tools()).isEmpty();
          assertThat(request.messages().toString()).contains(PROMPT);
        });
  }

  @Test
  void addsItsCostToTheSession() throws InterruptedException {
    run(small("Retry failed uploads"));
    journal = journal.afterCrash();
    try (var session = builder(Broken::new).open()) {
      assertThat(session.totals().dollars()).isEqualTo(0.003);
      assertThat(session.totals().usage().input()).isEqualTo(2_000);
      assertThat(session.totals().turns()).isEqualTo(1);
    }
  }

  @Test
  void takesOffWhatModelsPutAroundATitle() throws InterruptedException {
    run(small("\n\"# Retry\u0007 failed uploads.\"\nMore words."));
    assertThat(journal.events(Event.SessionTitled.class))
        .containsExactly(new Event.SessionTitled("Retry failed uploads"));

    journal = new MemoryJournal();
    run(small("word ".repeat(100)));
    assertThat(journal.events(Event.SessionTitled.class).getFirst().title()).hasSizeBetween(50, 60);
  }

  @Test
  void aModelThatFailsHarmsNothing() throws InterruptedException {
    assertThat(run(new Broken())).isEqualTo(new Outcome.Finished("Done."));
    assertThat(journal.events(Event.SessionTitled.class)).isEmpty();
    assertThat(ended().problem()).isEqualTo("It is overloaded.");
    assertThat(ended().dollars()).hasValue(0.0);
    assertThat(journal.events(Event.ModelFailed.class)).isEmpty();
  }

  @Test
  void aModelThatCannotBeMadeHarmsNothing() throws InterruptedException {
    var builder =
        builder(() -> {
          throw new JackdawException(JackdawException.Kind.USER, "no-key", "The key is not set.");
        });
    assertThat(run(builder)).isEqualTo(new Outcome.Finished("Done."));
    assertThat(ended().model()).isEqualTo("small");
    assertThat(ended().problem()).isEqualTo("The key is not set.");
  }

  @Test
  void aReplyWithoutTextIsNoTitle() throws InterruptedException {
    run(small(" \n "));
    assertThat(journal.events(Event.SessionTitled.class)).isEmpty();
    assertThat(ended().problem()).isEqualTo("the reply had no text");
    assertThat(ended().dollars()).hasValue(0.003);
  }

  @Test
  void aModelWithoutAPriceIsNotAskedUnderALimitOnCost() throws InterruptedException {
    var small = new Known("small", "A title", Optional.empty(), new ArrayList<>());
    var limits = new Limits(0, Optional.of(1.0), Optional.empty());

    assertThat(run(builder(() -> small).limits(limits))).isEqualTo(new Outcome.Finished("Done."));

    assertThat(small.requests()).isEmpty();
    assertThat(ended().problem()).contains("price").contains("--max-cost");
  }

  @Test
  void whatStillRunsIsGivenUpWhenTheSessionCloses() throws InterruptedException {
    var never = new CountDownLatch(1);
    var asked = new CountDownLatch(1);
    var small =
        new Model() {
          @Override
          public ModelInfo info() {
            return new ModelInfo("test", "slow", 0, 0, Set.of(), Optional.empty());
          }

          @Override
          public Reply reply(ModelRequest request, Consumer<Delta> deltas)
              throws InterruptedException {
            asked.countDown();
            never.await();
            throw new IllegalStateException("not reached");
          }
        };
    try (var session = builder(() -> small).open()) {
      assertThat(session.run(PROMPT)).isEqualTo(new Outcome.Finished("Done."));
      asked.await();
    }
    assertThat(ended().usage()).isEqualTo(Usage.UNKNOWN);
    assertThat(ended().dollars()).isEmpty();
    assertThat(ended().problem()).isEqualTo("the session was closed");
  }

  @Test
  void asksOnceAndNeverForASessionThatIsResumed() throws InterruptedException {
    var small = small("Retry failed uploads");
    run(small);
    journal = journal.afterCrash();
    try (var session = builder(() -> small).open()) {
      session.run("And the downloads?");
    }
    assertThat(small.requests()).hasSize(1);
  }
}

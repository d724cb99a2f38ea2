package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Prices;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.SideJobs;
import dev.jackdaw.api.SideJobs.Choice;
import dev.jackdaw.api.Usage;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Small jobs of tools and hooks: who does them, and what is recorded. */
class SideWorkTest {
  private final MemoryJournal journal = new MemoryJournal();
  private final Tally tally = new Tally();

  /** A model that says its name, for a price or one that is not known. */
  private record Named(String name, Optional<Prices> prices) implements Model {
    @Override
    public ModelInfo info() {
      return new ModelInfo("test", name, 0, 0, Set.of(), prices);
    }

    @Override
    public Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
      assertThat(request.tools()).isEmpty();
      var said = ScriptedModel.of(Turn.text("by " + name)).reply(request, deltas);
      return new Reply(said.message(), new Usage(1_000, 0, 0, 10, 0), said.stop(), name);
    }
  }

  private static final Optional<Prices> PRICE = Optional.of(new Prices(2, 2, 2, 100));

  private SideWork work(Optional<Model> small, Limits limits, Optional<Prices> price) {
    var recorder = new Recorder(journal, InstantSource.system(), new Origins());
    return new SideWork(
        () -> small.map(model -> new SmallModel("small", () -> model)),
        () -> new Named("main", price),
        recorder,
        tally,
        limits,
        InstantSource.system());
  }

  private static SideJobs.Job job(Choice choice) {
    return new SideJobs.Job("sampling", choice, "Be brief.", List.of(Message.User.text("?")), 50);
  }

  private List<Event.SideJobEnded> ended() {
    return journal.events(Event.SideJobEnded.class);
  }

  @Test
  void theSmallModelDoesThemUnlessTheMainOneIsWantedOrAlone() throws InterruptedException {
    var both = work(Optional.of(new Named("small", PRICE)), Limits.NONE, PRICE);
    assertThat(both.run(job(Choice.SMALL)).text()).isEqualTo("by small");
    assertThat(both.run(job(Choice.MAIN)).text()).isEqualTo("by main");
    var alone = work(Optional.empty(), Limits.NONE, PRICE);
    assertThat(alone.run(job(Choice.SMALL)).model()).isEqualTo("test/main");
  }

  @Test
  void whatTheyCostIsOnTheBill() throws InterruptedException {
    var _ = work(Optional.empty(), Limits.NONE, PRICE).run(job(Choice.SMALL));
    assertThat(ended())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.job()).isEqualTo("sampling");
          assertThat(event.dollars()).hasValue(0.003);
        });
    assertThat(tally.totals().dollars()).isEqualTo(0.003);
  }

  @Test
  void aLimitOfCostHolds() {
    var limits = new Limits(0, Optional.of(0.001), Optional.empty());
    assertThatThrownBy(() -> work(Optional.empty(), limits, Optional.empty()).run(job(Choice.MAIN)))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("price of test/main is not known");
    var work = work(Optional.empty(), limits, PRICE);
    tally.add(new Event.SideJobEnded("x", "m", Usage.NONE, Optional.of(0.002), Duration.ZERO, ""));
    assertThatThrownBy(() -> work.run(job(Choice.MAIN)))
        .hasMessageContaining("--max-cost is reached");
    assertThat(ended()).extracting(Event.SideJobEnded::problem).noneMatch(String::isEmpty);
  }
}

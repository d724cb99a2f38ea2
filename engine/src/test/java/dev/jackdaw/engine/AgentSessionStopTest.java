package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Prices;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.Usage;
import dev.jackdaw.testkit.Script;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steering, interruption and limits: a task that does not go its way to the end. */
@Timeout(60)
class AgentSessionStopTest extends SessionFixture {
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
  void passesASecondInterruptionOnToARunningCall() throws InterruptedException {
    var running = new CountDownLatch(1);
    var asked = new CountDownLatch(1);
    var forever = new CountDownLatch(1);
    var stubborn =
        LambdaTool.command(
            "bash",
            (_, _) -> {
              running.countDown();
              try {
                forever.await();
              } catch (InterruptedException _) {
                asked.countDown();
              }
              try {
                forever.await();
              } catch (InterruptedException _) {
                return ok("killed");
              }
              return ok("ended");
            });
    var model = ScriptedModel.of(Turn.call("bash", "{}"), Turn.text("Done."));
    try (var session = builder(model, stubborn).policy(OpenPolicy.allowingTools("bash")).open()) {
      session.submit("do it");
      running.await();
      session.interrupt();
      asked.await();
      session.interrupt();

      session.await();
      assertThat(journal.events(Event.CallFinished.class))
          .extracting(finished -> finished.result().text())
          .containsExactly("killed");
    }
  }

  @Test
  void stopsWhenAToolUsedTheInterruptionUp() throws InterruptedException {
    var running = new CountDownLatch(1);
    var forever = new CountDownLatch(1);
    var tidy =
        LambdaTool.command(
            "bash",
            (_, _) -> {
              running.countDown();
              try {
                forever.await();
                return ok("");
              } catch (InterruptedException _) {
                return ToolResult.of(Status.CANCELLED, "it was ended", Label.JACKDAW);
              }
            });
    var model = ScriptedModel.of(Turn.call("bash", "{}"), Turn.text("Done."));
    try (var session = builder(model, tidy).policy(OpenPolicy.allowingTools("bash")).open()) {
      session.submit("do it");
      running.await();
      session.interrupt();

      assertThat(session.await()).isEqualTo(new Outcome.Interrupted());
    }
    assertThat(model.requests()).hasSize(1);
  }

  @Test
  void tellsTheModelWhatHappenedMeanwhile() throws InterruptedException {
    var news = new ArrayList<>(List.of(List.of("bg1 is over"), List.<String>of()));
    var model = ScriptedModel.of(Turn.call("look", "{}"), Turn.text("Done."));
    try (var session =
        builder(model, LambdaTool.pure("look", (_, _) -> ok("a view")))
            .notices(news::removeFirst)
            .open()) {
      session.run("do it");
    }

    assertThat(journal.events(Event.NoticeGiven.class))
        .containsExactly(new Event.NoticeGiven("bg1 is over"));
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
}

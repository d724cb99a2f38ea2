package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import java.net.ConnectException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RetryingModelTest {
  private static final Reply REPLY =
      new Reply(
          new Message.Assistant(List.of(new Block.Text("Yes", Label.MODEL))),
          Usage.NONE,
          StopReason.END);

  private final List<Duration> waits = new ArrayList<>();
  private final List<Delta> deltas = new ArrayList<>();
  private final Deque<ModelException> failures = new ArrayDeque<>();
  private final Breaker breaker = new Breaker(InstantSource.system());
  private String streamed = "";
  private int asked;

  @Test
  void triesAgainUntilItWorks() throws Exception {
    fail(Failure.OVERLOADED, 3);
    assertThat(ask(Retry.DEFAULT)).isEqualTo(REPLY);
    assertThat(asked).isEqualTo(4);
    assertThat(deltas)
        .containsExactly(
            new Delta.Retrying("the provider is overloaded", waits.get(0), 2),
            new Delta.Retrying("the provider is overloaded", waits.get(1), 3),
            new Delta.Retrying("the provider is overloaded", waits.get(2), 4));
  }

  @Test
  void takesBackWhatWasStreamed() throws Exception {
    fail(Failure.UNREACHABLE, 2);
    streamed = "Ye";
    ask(Retry.DEFAULT);
    assertThat(deltas)
        .containsExactly(
            new Delta.TextDelta("Ye"),
            new Delta.Retrying("the connection failed", waits.get(0), 2),
            new Delta.Restarted(),
            new Delta.TextDelta("Ye"),
            new Delta.Retrying("the connection failed", waits.get(1), 3),
            new Delta.Restarted(),
            new Delta.TextDelta("Ye"));
  }

  @Test
  void givesUpAfterEightTries() {
    fail(Failure.RATE_LIMITED, 20);
    assertThatThrownBy(() -> ask(Retry.DEFAULT))
        .isInstanceOfSatisfying(
            ModelException.class, e -> assertThat(e.failure()).isEqualTo(Failure.RATE_LIMITED))
        .hasMessage("RATE_LIMITED. Gave up after 8 tries.");
    assertThat(asked).isEqualTo(8);
  }

  @Test
  void givesUpSoonerOnWhatWillNotHeal() {
    failures.clear();
    fail(Failure.MALFORMED, 20);
    assertThatThrownBy(() -> ask(Retry.DEFAULT)).isInstanceOf(ModelException.class);
    assertThat(asked).isEqualTo(3);
    failures.clear();
    asked = 0;
    for (var i = 0; i < 20; i++) {
      failures.add(
          new ModelException(
              Failure.UNREACHABLE,
              "refused",
              null,
              new IllegalStateException("of a vendor's SDK", new ConnectException())));
    }
    assertThatThrownBy(() -> ask(Retry.DEFAULT)).isInstanceOf(ModelException.class);
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void neverRepeatsWhatCannotSucceed() {
    for (var failure : Failure.values()) {
      if (failure.isTransient()) continue;
      asked = 0;
      failures.clear();
      fail(failure, 20);
      assertThatThrownBy(() -> ask(Retry.DEFAULT)).hasMessage(failure + ".");
      assertThat(asked).as(failure.toString()).isEqualTo(1);
    }
    assertThat(deltas).isEmpty();
  }

  @Test
  void waitsLongerAndLongerButNeverTooLong() throws Exception {
    for (var seed = 0; seed < 500; seed++) {
      waits.clear();
      failures.clear();
      fail(Failure.OVERLOADED, 19);
      model(new Retry(20, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ZERO), seed)
          .reply(Samples.request(), deltas::add);
      for (var i = 0; i < waits.size(); i++) {
        var bound = Duration.ofSeconds(Math.min(60, 1L << Math.min(i, 10)));
        assertThat(waits.get(i)).as("seed " + seed).isBetween(Duration.ZERO, bound);
      }
    }
  }

  @Test
  void waitsAsLongAsTheProviderAsks() throws Exception {
    failures.add(new ModelException(Failure.RATE_LIMITED, "x", Duration.ofSeconds(90), null));
    ask(Retry.DEFAULT);
    assertThat(waits.getFirst()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(91));
  }

  @Test
  void failsAtOnceWhenTheProviderAsksForTooMuch() {
    failures.add(new ModelException(Failure.RATE_LIMITED, "Limit.", Duration.ofHours(2), null));
    assertThatThrownBy(() -> ask(Retry.DEFAULT)).hasMessage("Limit. It asks to wait 120 minutes.");
    assertThat(waits).isEmpty();
  }

  @Test
  void interruptionEndsTheWait() {
    fail(Failure.OVERLOADED, 1);
    var model =
        new RetryingModel(new Flaky(), Retry.DEFAULT, new Random(1), Thread::sleep, breaker);
    assertThatThrownBy(() ->
            model.reply(
                Samples.request(),
                delta -> {
                  if (delta instanceof Delta.Retrying) Thread.currentThread().interrupt();
                }))
        .isInstanceOf(InterruptedException.class);
    assertThat(asked).isEqualTo(1);
  }

  private void fail(Failure failure, int times) {
    for (var i = 0; i < times; i++) failures.add(new ModelException(failure, failure + "."));
  }

  private Reply ask(Retry retry) throws InterruptedException {
    return model(retry, 1).reply(Samples.request(), deltas::add);
  }

  @Test
  void showsAgainWhatIsKeptOfACutReply() throws Exception {
    var call = new Block.Call(new CallId("1"), "look", Json.parseObject("{\"a\":1}"));
    var kept =
        new Reply(
            new Message.Assistant(List.of(new Block.Text("I look", Label.MODEL), call)),
            Usage.NONE,
            StopReason.CUT);
    Model cut =
        new Model() {
          @Override
          public ModelInfo info() {
            return new Flaky().info();
          }

          @Override
          public Reply reply(ModelRequest request, Consumer<Delta> deltas) {
            deltas.accept(new Delta.TextDelta("I look and then"));
            return kept;
          }
        };
    var reply =
        new RetryingModel(cut, Retry.NEVER, new Random(1)).reply(Samples.request(), deltas::add);
    assertThat(reply).isEqualTo(kept);
    assertThat(deltas)
        .containsExactly(
            new Delta.TextDelta("I look and then"),
            new Delta.Restarted(),
            new Delta.TextDelta("I look"),
            new Delta.CallBegun(0, "look"),
            new Delta.CallInputDelta(0, "{\"a\":1}"));
  }

  @Test
  void isLessPatientWithSomeFailures() {
    fail(Failure.OVERLOADED, 20);
    var retry =
        Retry.DEFAULT.withLimits(
            Map.of(Failure.OVERLOADED, new Retry.Limit(2, Duration.ofSeconds(1))));
    assertThatThrownBy(() -> ask(retry)).hasMessage("OVERLOADED. Gave up after 2 tries.");
    failures.clear();
    failures.add(new ModelException(Failure.OVERLOADED, "Busy.", Duration.ofSeconds(90), null));
    assertThatThrownBy(() -> ask(retry)).hasMessage("Busy. It asks to wait 90 seconds.");
  }

  private RetryingModel model(Retry retry, int seed) {
    return new RetryingModel(new Flaky(), retry, new Random(seed), waits::add, breaker);
  }

  private final class Flaky implements Model {
    @Override
    public ModelInfo info() {
      return new ModelInfo("test", "flaky", 0, 0, Set.of(), Optional.empty());
    }

    @Override
    public Reply reply(ModelRequest request, Consumer<Delta> deltas) {
      asked++;
      if (!streamed.isEmpty()) deltas.accept(new Delta.TextDelta(streamed));
      if (!failures.isEmpty()) throw failures.removeFirst();
      return REPLY;
    }
  }
}

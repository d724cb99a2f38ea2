package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.testkit.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private final Breaker breaker = new Breaker(FakeClock.create());

  private void fail(Failure failure, int times) {
    for (var i = 0; i < times; i++) {
      try (var pass = breaker.enter()) {
        pass.gaveUp(new ModelException(failure, "It is down."));
      }
    }
  }

  @Test
  void letsOneRequestTryWhatFailedAgainAndAgain() {
    fail(Failure.OVERLOADED, 3);
    try (var probe = breaker.enter()) {
      probe.waits(Duration.ofSeconds(20));
      assertThatThrownBy(breaker::enter)
          .isInstanceOfSatisfying(
              ModelException.class,
              e -> {
                assertThat(e.failure()).isEqualTo(Failure.OVERLOADED);
                assertThat(e.retryAfter()).contains(Duration.ofSeconds(20));
              })
          .hasMessageContaining("3 requests in a row")
          .hasMessageContaining("tries it again at")
          .hasMessageContaining("It is down.");
    }
  }

  @Test
  void isNeverInTheWayOfWhoIsAlone() {
    assertThatCode(() -> fail(Failure.UNREACHABLE, 50)).doesNotThrowAnyException();
  }

  @Test
  void closesWithTheFirstAnswer() {
    fail(Failure.OVERLOADED, 3);
    try (var probe = breaker.enter()) {
      probe.answered();
      breaker.enter().close();
    }
  }

  @Test
  void letsAnotherTryWhenTheOneThatTriedIsGone() {
    fail(Failure.OVERLOADED, 3);
    breaker.enter().close();
    breaker.enter().close();
  }

  @Test
  void countsOnlyFailuresOfOneKind() {
    fail(Failure.OVERLOADED, 2);
    fail(Failure.RATE_LIMITED, 2);
    try (var _ = breaker.enter()) {
      breaker.enter().close();
    }
  }
}

package dev.jackdaw.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClosingTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  @Test
  void endsThemAllAtOnceAndWaits() {
    var both = new CountDownLatch(2);
    var ended = new AtomicInteger();
    AutoCloseable needsTheOther =
        () -> {
          both.countDown();
          both.await();
          ended.incrementAndGet();
        };
    Closing.all(List.of(needsTheOther, needsTheOther), "closing", LONG);
    assertThat(ended).hasValue(2);
  }

  @Test
  void oneThatFailsIsNoReasonForTheOthers() {
    var ended = new AtomicInteger();
    AutoCloseable broken =
        () -> {
          throw new IOException("broken");
        };
    Closing.all(List.of(broken, ended::incrementAndGet), "closing", LONG);
    assertThat(ended).hasValue(1);
  }

  @Test
  void oneThatNeverEndsIsLeftBehind() {
    AutoCloseable never = new CountDownLatch(1)::await;
    Closing.all(List.of(never), "closing", Duration.ofMillis(50));
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void whoeverIsInterruptedWaitsNoMore() {
    AutoCloseable never = new CountDownLatch(1)::await;
    Thread.currentThread().interrupt();
    Closing.all(List.of(never), "closing", LONG);
    assertThat(Thread.interrupted()).isTrue();
  }
}

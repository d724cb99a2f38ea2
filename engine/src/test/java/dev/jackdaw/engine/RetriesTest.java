package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetriesTest {
  private static final ToolResult DONE = ToolResult.ok("done", Label.JACKDAW);

  private final List<Duration> waits = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private final Retries retries = new Retries(() -> now, waits::add, new Random(7));
  private int runs;

  /** Fails so many times, then works. */
  private Retries.Attempt failing(int times, IOException with) {
    return () -> {
      if (++runs <= times) throw with;
      return DONE;
    };
  }

  private static IOException reset() {
    return new SocketException("Connection reset");
  }

  private static IOException full() {
    return new FileSystemException("/x", null, "No space left on device");
  }

  @ParameterizedTest
  @EnumSource(
      value = Idempotency.class,
      names = {"PURE", "NATURAL", "KEYED"})
  void triesThreeTimesWithGrowingWaits(Idempotency idempotency) throws Exception {
    assertThat(retries.run("web_fetch", idempotency, failing(2, reset()))).isEqualTo(DONE);

    assertThat(waits).hasSize(2);
    assertThat(waits.getFirst()).isBetween(Duration.ofMillis(200), Duration.ofSeconds(1));
    assertThat(waits.getLast()).isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
  }

  @Test
  void givesUpAfterTheThirdTry() {
    assertThatThrownBy(() -> retries.run("web_fetch", Idempotency.PURE, failing(9, reset())))
        .hasMessage("Connection reset");
    assertThat(runs).isEqualTo(3);
  }

  @Test
  void neverRepeatsWhatMustNotRunTwice() {
    assertThatThrownBy(() -> retries.run("bash", Idempotency.UNSAFE, failing(9, reset())))
        .hasMessage("Connection reset");
    assertThat(runs).isEqualTo(1);
  }

  @Test
  void neverRepeatsWhatWillNotPass() {
    var gone = new IOException("no such host");
    assertThatThrownBy(() -> retries.run("web_fetch", Idempotency.PURE, failing(9, gone)))
        .isSameAs(gone);
    assertThat(runs).isEqualTo(1);
  }

  @Test
  void seesTheCauseBehindAnException() throws Exception {
    var wrapped = new IOException("request failed", reset());
    assertThat(retries.run("web_fetch", Idempotency.PURE, failing(1, wrapped))).isEqualTo(DONE);
  }

  @Test
  void aToolThatTheMachineFailsThreeTimesRestsForAWhile() throws Exception {
    for (var i = 0; i < 3; i++) {
      assertThatThrownBy(() -> retries.run("write", Idempotency.NATURAL, failing(9, full())))
          .hasMessageContaining("No space left");
    }

    var refused = retries.run("write", Idempotency.NATURAL, failing(9, full()));

    assertThat(refused.status()).isEqualTo(ToolResult.Status.FAILED);
    assertThat(refused.text())
        .startsWith("Not run: write failed 3 times in a row")
        .contains("No space left on device", "after 60 s");
    assertThat(runs).isEqualTo(3);
    assertThat(retries.run("read", Idempotency.PURE, () -> DONE)).isEqualTo(DONE);

    now = now.plus(Retries.REST);
    assertThat(retries.run("write", Idempotency.NATURAL, () -> DONE)).isEqualTo(DONE);
    assertThatThrownBy(() -> retries.run("write", Idempotency.NATURAL, failing(9, full())))
        .isInstanceOf(IOException.class);
    assertThat(runs).isEqualTo(4);
  }

  @Test
  void onlyFailuresInARowCount() throws Exception {
    for (var i = 0; i < 5; i++) {
      assertThatThrownBy(() -> retries.run("write", Idempotency.NATURAL, failing(99, full())))
          .isInstanceOf(IOException.class);
      var _ = retries.run("write", Idempotency.NATURAL, () -> DONE);
    }
    assertThat(runs).isEqualTo(5);
  }
}

package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.models.http.ByteSource;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class GatheringTest {
  /** Every read waits for a byte, as a fast model makes it. */
  private static final ByteSource TRICKLE =
      (buffer, offset, length) -> {
        if (Thread.interrupted()) throw new InterruptedException();
        var end = System.nanoTime() + 200_000;
        while (System.nanoTime() < end) LockSupport.parkNanos(50_000);
        buffer[offset] = 'x';
        return 1;
      };

  @Test
  void handsOutEverythingOfATrickle() throws Exception {
    var source = new Gathering(TRICKLE);
    var buffer = new byte[60];
    for (var at = 0; at < buffer.length; ) at += source.read(buffer, at, buffer.length - at);
    assertThat(new String(buffer, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("x".repeat(60));
  }

  @Test
  void anInterruptionReachesTheSourceWhileItRests() throws Exception {
    var source = new Gathering(TRICKLE);
    for (var i = 0; i < 40; i++) source.read(new byte[1], 0, 1);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> source.read(new byte[1], 0, 1))
        .isInstanceOf(InterruptedException.class);
  }
}

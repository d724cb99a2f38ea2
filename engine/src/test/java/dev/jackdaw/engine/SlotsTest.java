package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Effect;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlotsTest {
  private static final Effect RUNS = new Effect.Executes("make", Path.of("/w"));
  private static final Effect CONNECTS = new Effect.Connects("example.org", 443);

  private final Slots slots = new Slots(new Parallelism(2, 1, 3));

  @Test
  void letsACommandWaitWhenAsManyRunAsMay() throws InterruptedException {
    slots.take(List.of(RUNS));
    var second = slots.take(List.of(RUNS));
    var third = taking(RUNS);
    assertThat(third.getState()).isEqualTo(Thread.State.WAITING);
    second.close();
    third.join();
  }

  @Test
  void countsConnectionsByThemselves() throws InterruptedException {
    slots.take(List.of(RUNS));
    var first = slots.take(List.of(RUNS, CONNECTS));
    var second = taking(CONNECTS);
    assertThat(second.getState()).isEqualTo(Thread.State.WAITING);
    slots.take(List.of()).close();
    first.close();
    second.join();
  }

  @Test
  void givesEveryAgentItsOwnPlacesForSubAgents() {
    assertThat(slots.forAgents().availablePermits()).isEqualTo(3);
    assertThat(slots.forAgents()).isNotSameAs(slots.forAgents());
  }

  /** Returns a thread that takes a place, once it has it or waits for it. */
  private Thread taking(Effect effect) {
    var thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                slots.take(List.of(effect));
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    while (thread.getState() == Thread.State.RUNNABLE || thread.getState() == Thread.State.NEW) {
      Thread.onSpinWait();
    }
    return thread;
  }
}

package dev.jackdaw.tools.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RushTest {
  @Test
  void oneThatLeavesMakesRoomForOne() throws Exception {
    var rush = new Rush(2);
    var first = rush.enter();
    var second = rush.enter();
    var waiting = new CountDownLatch(1);
    var third =
        new FutureTask<>(() -> {
          waiting.countDown();
          return rush.enter();
        });
    Thread.ofVirtual().start(third);
    waiting.await();
    assertThat(third.isDone()).isFalse();

    first.close();
    first.close();

    third.get(30, TimeUnit.SECONDS).close();
    second.close();
  }
}

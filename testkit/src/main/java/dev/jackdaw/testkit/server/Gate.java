package dev.jackdaw.testkit.server;

import java.util.concurrent.CountDownLatch;

/** Where replies wait that were told to stall. */
final class Gate {
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch stalled = new CountDownLatch(1);
  private final CountDownLatch disconnected = new CountDownLatch(1);

  void release() {
    released.countDown();
  }

  boolean isReleased() {
    return released.getCount() == 0;
  }

  void stall() {
    stalled.countDown();
  }

  void awaitRelease() throws InterruptedException {
    released.await();
  }

  void awaitStall() throws InterruptedException {
    stalled.await();
  }

  void disconnect() {
    disconnected.countDown();
  }

  void awaitDisconnect() throws InterruptedException {
    disconnected.await();
  }
}

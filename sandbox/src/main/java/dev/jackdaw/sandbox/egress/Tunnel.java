package dev.jackdaw.sandbox.egress;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Carries bytes both ways until both ends have said all; each end may fall silent alone. */
final class Tunnel {
  private final Wire child;
  private final Wire server;
  private final ScheduledExecutorService timer;
  private final Duration idle;
  final AtomicLong sent = new AtomicLong();
  final AtomicLong received = new AtomicLong();

  Tunnel(Wire child, Wire server, ScheduledExecutorService timer, Duration idle) {
    this.child = child;
    this.server = server;
    this.timer = timer;
    this.idle = idle;
  }

  void send(byte[] bytes) throws IOException {
    server.write(bytes);
    sent.addAndGet(bytes.length);
  }

  /** Sends the next {@code bytes} bytes of the child and no more. */
  void send(long bytes) throws IOException {
    for (var left = bytes; left > 0; ) {
      var part = child.atMost(left);
      send(part);
      left -= part.length;
    }
  }

  /** Passes the rest of the server's answer on, to its end. */
  void answer() throws IOException {
    var stall = stallCheck();
    try {
      receiveAll();
    } finally {
      stall.cancel(false);
    }
  }

  private void receiveAll() throws IOException {
    pump(server, child, received);
  }

  void both() throws IOException, InterruptedException {
    var stall = stallCheck();
    var back = Thread.ofVirtual().start(this::receiveQuietly);
    try {
      pump(child, server, sent);
    } catch (IOException e) {
      end();
      throw e;
    } finally {
      back.join();
      stall.cancel(false);
    }
  }

  /** Ends the connection when neither end said anything for {@code idle} to twice that time. */
  private ScheduledFuture<?> stallCheck() {
    var last = new AtomicLong(-1);
    Runnable check =
        () -> {
          var now = sent.get() + received.get();
          if (last.getAndSet(now) == now) end();
        };
    return timer.scheduleAtFixedRate(check, 0, idle.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A server that breaks off ends the child's connection as well; there is nobody to tell. */
  private void receiveQuietly() {
    try {
      receiveAll();
    } catch (IOException _) {
      end();
    }
  }

  private void end() {
    Watch.end(child.channel());
    Watch.end(server.channel());
  }

  private void pump(Wire from, Wire to, AtomicLong count) throws IOException {
    while (true) {
      var part = from.some();
      if (part.length == 0) break;
      to.write(part);
      count.addAndGet(part.length);
    }
    to.channel().shutdownOutput();
  }
}

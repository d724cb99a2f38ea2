package dev.jackdaw.cli;

import dev.jackdaw.api.Session;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a session in order when the process is told to end (SIGTERM, SIGINT, SIGHUP): what runs is
 * stopped, the journal closed, and the run gets the time to report. A second signal cuts the time
 * that commands have to end by themselves. The JVM then exits with 128 and the first signal's
 * number.
 */
final class Shutdown {
  private static final long PATIENCE_SECONDS = 10;

  private final CountDownLatch finished = new CountDownLatch(1);

  private Shutdown() {}

  /** Stops the running task and lets the run report before the process ends. */
  static Shutdown interrupting(Session session) {
    var shutdown = new Shutdown();
    register(() -> shutdown.end(session));
    return shutdown;
  }

  /** Closes a session that has nobody to report to. */
  static Shutdown closing(Runnable close) {
    var shutdown = new Shutdown();
    register(() -> {
      if (shutdown.finished.getCount() > 0) close.run();
    });
    return shutdown;
  }

  private static void register(Runnable action) {
    Runtime.getRuntime().addShutdownHook(new Thread(action, "shutdown"));
  }

  private void end(Session session) {
    if (finished.getCount() == 0) return;
    SecondSignal.handle(session::interrupt);
    session.interrupt();
    try {
      if (finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    session.close();
  }

  /** The session was closed in the ordinary way. */
  void finished() {
    finished.countDown();
  }
}

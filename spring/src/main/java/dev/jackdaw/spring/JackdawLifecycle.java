package dev.jackdaw.spring;

import dev.jackdaw.embed.Jackdaw;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * Ends the agents when the application stops: after those who take requests, and before beans are
 * destroyed. Running tasks get some time to end by themselves.
 */
final class JackdawLifecycle implements SmartLifecycle {
  /** Web servers stop accepting and drain at higher phases, which are stopped before. */
  private static final int PHASE = DEFAULT_PHASE - 4096;

  private final Jackdaw jackdaw;
  private final Duration grace;
  private volatile boolean running;

  JackdawLifecycle(Jackdaw jackdaw, Duration grace) {
    this.jackdaw = jackdaw;
    this.grace = grace;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    jackdaw.close(grace);
  }

  @Override
  public void stop(Runnable done) {
    Thread.ofVirtual()
        .name("jackdaw-stop")
        .start(() -> {
          try {
            stop();
          } finally {
            done.run();
          }
        });
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}

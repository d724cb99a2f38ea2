package dev.jackdaw.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told to move. Thread-safe. */
public final class FakeClock implements InstantSource {
  private final AtomicReference<Instant> now;

  /** Returns a clock that shows the first second of 2026. */
  public static FakeClock create() {
    return new FakeClock(Instant.parse("2026-01-01T00:00:00Z"));
  }

  public FakeClock(Instant start) {
    now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  public void advance(Duration step) {
    now.updateAndGet(instant -> instant.plus(step));
  }

  /** Sets the clock, backwards too. */
  public void set(Instant instant) {
    now.set(instant);
  }
}

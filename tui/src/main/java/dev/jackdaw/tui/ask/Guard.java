package dev.jackdaw.tui.ask;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was typed for something else from answering a question: keys count once the question
 * is on the screen and none came for a moment.
 */
final class Guard {
  /** Whoever types on does not pause as long; whoever reads a question takes longer. */
  static final Duration QUIET = Duration.ofMillis(400);

  private final InstantSource clock;
  private @Nullable Instant quietSince;
  private boolean open;

  Guard(InstantSource clock) {
    this.clock = clock;
  }

  void shown() {
    if (quietSince == null) quietSince = clock.instant();
  }

  boolean isOpen() {
    if (open) return true;
    var since = quietSince;
    return since != null && Duration.between(since, clock.instant()).compareTo(QUIET) >= 0;
  }

  /** Returns whether a key that comes now counts. */
  boolean lets() {
    if (isOpen()) open = true;
    else if (quietSince != null) quietSince = clock.instant();
    return open;
  }
}

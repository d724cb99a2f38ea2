package dev.jackdaw.journal;

import java.time.Duration;

/**
 * How long, and how much of it, what changed is kept for undo.
 *
 * @param age of sessions that nobody touched; the steps of older ones are let go
 * @param bytes of a project; beyond, the steps of the oldest sessions are let go. The newest
 *     session and the present state of the workspace are kept whatever they take
 */
public record Keeping(Duration age, long bytes) {
  public static final Keeping USUAL = new Keeping(Duration.ofDays(30), 4096L << 20);

  public Keeping {
    if (age.isNegative() || bytes < 0) throw new IllegalArgumentException("negative");
  }
}

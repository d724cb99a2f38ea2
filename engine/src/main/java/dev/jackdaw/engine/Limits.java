package dev.jackdaw.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * What a session may use up.
 *
 * @param turns of one task, sub-agents not counted; 0 for no limit
 * @param dollars of this run, sub-agents included; nothing for no limit
 * @param time of one task; nothing for no limit
 * @param circles whether a task may go in circles
 */
public record Limits(
    int turns, Optional<Double> dollars, Optional<Duration> time, boolean circles) {
  public static final Limits NONE = new Limits(0, Optional.empty(), Optional.empty());

  public Limits(int turns, Optional<Double> dollars, Optional<Duration> time) {
    this(turns, dollars, time, false);
  }

  public Limits {
    if (turns < 0) throw new IllegalArgumentException("turns must be 0 or more, was " + turns);
    if (dollars.isPresent() && !(dollars.get() > 0)) {
      throw new IllegalArgumentException("dollars must be more than 0, was " + dollars.get());
    }
  }

  /** Returns these limits for tasks that may, or may not, go in circles. */
  public Limits withCircles(boolean allowed) {
    return new Limits(turns, dollars, time, allowed);
  }
}

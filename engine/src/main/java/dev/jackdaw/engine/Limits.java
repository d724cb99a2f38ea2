package dev.jackdaw.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * What a session may use up.
 *
 * @param turns of one task, sub-agents not counted; 0 for no limit
 * @param dollars of this run, sub-agents included; nothing for no limit
 * @param time of one task; nothing for no limit
 */
public record Limits(int turns, Optional<Double> dollars, Optional<Duration> time) {
  public static final Limits NONE = new Limits(0, Optional.empty(), Optional.empty());

  public Limits {
    if (turns < 0) throw new IllegalArgumentException("turns must be 0 or more, was " + turns);
    if (dollars.isPresent() && !(dollars.get() > 0)) {
      throw new IllegalArgumentException("dollars must be more than 0, was " + dollars.get());
    }
  }
}

package dev.jackdaw.cli.settings;

import java.util.Optional;

/**
 * What may be used up beside turns, money and time.
 *
 * @param loopDetection whether a task that goes in circles is stopped
 */
public record LimitSettings(Optional<Setting<Boolean>> loopDetection) {
  public static final LimitSettings NONE = new LimitSettings(Optional.empty());
}

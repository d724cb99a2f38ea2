package dev.jackdaw.cli.settings;

import java.util.Map;
import java.util.Optional;

/**
 * What may be used up beside turns, money and time.
 *
 * @param maxTokens of prompts and replies together
 * @param maxCalls of all tools together
 * @param maxCallsPerTool by the name of the tool
 * @param subagentShare the part of what is left that a sub-agent gets
 * @param loopDetection whether a task that goes in circles is stopped
 * @param memoryTokens how much of memory files is shown
 */
public record LimitSettings(
    Optional<Setting<Long>> maxTokens,
    Optional<Setting<Integer>> maxCalls,
    Map<String, Setting<Integer>> maxCallsPerTool,
    Optional<Setting<Double>> subagentShare,
    Optional<Setting<Boolean>> loopDetection,
    Optional<Setting<Long>> memoryTokens) {
  public static final LimitSettings NONE =
      new LimitSettings(
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public LimitSettings {
    maxCallsPerTool = Map.copyOf(maxCallsPerTool);
  }
}

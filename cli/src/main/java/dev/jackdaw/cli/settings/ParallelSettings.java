package dev.jackdaw.cli.settings;

import java.util.Optional;

/**
 * How much of a session runs at once; nothing leaves it to Jackdaw.
 *
 * @param commands over all agents
 * @param network calls that talk to a host, over all agents
 * @param agents sub-agents of one agent
 */
public record ParallelSettings(
    Optional<Setting<Integer>> commands,
    Optional<Setting<Integer>> network,
    Optional<Setting<Integer>> agents) {
  static final ParallelSettings NONE =
      new ParallelSettings(Optional.empty(), Optional.empty(), Optional.empty());
}

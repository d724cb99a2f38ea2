package dev.jackdaw.engine;

/**
 * How much of a session runs at once. What is beyond it waits its turn.
 *
 * @param processes commands that run, over all agents
 * @param network calls that talk to a host, over all agents
 * @param agents sub-agents of one agent
 */
public record Parallelism(int processes, int network, int agents) {
  private static final int NETWORK = 8;
  private static final int AGENTS = 4;

  public Parallelism {
    if (processes < 1 || network < 1 || agents < 1) {
      throw new IllegalArgumentException(
          "at least one of a kind must run, was " + processes + ", " + network + ", " + agents);
    }
  }

  /** Returns what suits this machine: one core is left to the user. */
  public static Parallelism standard() {
    var cores = Runtime.getRuntime().availableProcessors();
    return new Parallelism(Math.max(2, cores - 1), NETWORK, AGENTS);
  }
}

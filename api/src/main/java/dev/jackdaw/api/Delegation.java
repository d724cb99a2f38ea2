package dev.jackdaw.api;

/**
 * A task for a sub-agent.
 *
 * @param description a few words for screens
 * @param prompt the whole task: the sub-agent sees nothing else
 * @param agent the name of an {@link AgentDefinition}; empty for a sub-agent like its parent
 * @param background whether the caller goes on meanwhile
 * @param isolated whether it works in a worktree of its own
 */
public record Delegation(
    String description, String prompt, String agent, boolean background, boolean isolated) {
  /** A task for a sub-agent like its parent, which is waited for. */
  public Delegation(String description, String prompt) {
    this(description, prompt, "", false, false);
  }
}

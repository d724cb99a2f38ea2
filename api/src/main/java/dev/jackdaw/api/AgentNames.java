package dev.jackdaw.api;

import java.util.HashMap;
import java.util.Map;

/**
 * What people call the agents of a session, as a function of its events. Used by one thread at a
 * time.
 */
public final class AgentNames {
  private final Map<AgentId, String> names = new HashMap<>();

  /** Takes in an event of any agent. */
  public void hear(Occurrence occurrence) {
    if (occurrence.event() instanceof Event.AgentStarted started) {
      names.put(started.child(), started.name());
    }
  }

  /** Returns such as {@code reviewer (agent…)}; the handle alone where there is no definition. */
  public String of(AgentId agent) {
    var name = names.getOrDefault(agent, "");
    return name.isEmpty() ? agent.handle() : name + " (" + agent.handle() + ")";
  }
}

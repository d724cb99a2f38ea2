package dev.jackdaw.journal.timeline;

import dev.jackdaw.api.AgentId;
import java.util.List;

/**
 * What one agent did, in the order in which it began.
 *
 * @param description what it was started for; empty for the main agent
 * @param startedBy the number of the call that started it; 0 when there is none
 */
public record Lane(AgentId agent, String description, int startedBy, List<Entry> entries) {
  public Lane {
    entries = List.copyOf(entries);
  }
}

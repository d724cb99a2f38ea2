package dev.jackdaw.engine;

import dev.jackdaw.api.AgentDefinition;
import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the sub-agents of a session have in common.
 *
 * @param definitions those there are when one is started
 * @param models makes the models that definitions name
 * @param isolation makes the places of those that work apart; nothing where none can be made
 * @param merging is held while the work of one comes back
 */
record SubAgents(
    Supplier<List<AgentDefinition>> definitions,
    Function<String, Model> models,
    Optional<Isolation> isolation,
    ReentrantLock merging,
    BackgroundAgents background) {
  /** Sub-agents may start sub-agents of their own, but no deeper. */
  static final int MAX_DEPTH = 2;

  /** Returns whether an agent is offered the tool as far as it is about sub-agents. */
  static boolean isOffered(String tool, AgentId agent) {
    return agent.depth() < MAX_DEPTH || !tool.equals("task");
  }

  /** Returns the definition of that name, whatever its case. */
  Optional<AgentDefinition> named(String name) {
    return definitions.get().stream()
        .filter(found -> found.name().equalsIgnoreCase(name))
        .findFirst();
  }

  /** Returns what to tell a model that named one there is not. */
  String unknown(String name) {
    var names = definitions.get().stream().map(AgentDefinition::name).toList();
    return names.isEmpty()
        ? "No agents are defined here. Leave \"agent\" out."
        : "There is no agent \""
            + name
            + "\""
            + Nearest.hint(name, names)
            + " Known: "
            + String.join(", ", names)
            + ". Without \"agent\" it is one like you.";
  }
}

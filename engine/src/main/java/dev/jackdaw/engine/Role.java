package dev.jackdaw.engine;

import dev.jackdaw.api.AgentDefinition;
import dev.jackdaw.api.Block;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an agent is beside one more agent of the session.
 *
 * @param tools the names of its parent's tools, of which it gets no others; nothing for the main
 *     agent
 */
record Role(Optional<AgentDefinition> definition, Optional<Set<String>> tools) {
  static final Role MAIN = new Role(Optional.empty(), Optional.empty());

  Role {
    tools = tools.map(Set::copyOf);
  }

  /** Returns whether it may have the tool: its definition and its parent both let it. */
  boolean has(String tool) {
    if (tools.isPresent() && !tools.get().contains(tool)) return false;
    if (definition.isEmpty()) return true;
    var wanted = definition.get().tools();
    return (wanted.isEmpty() || names(wanted.get(), tool))
        && !names(definition.get().withheld(), tool);
  }

  private static boolean names(List<String> names, String tool) {
    return names.stream().anyMatch(name -> plain(name).equals(plain(tool)));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** Returns how many turns its task may take; 0 for no limit of its own. */
  int maxTurns() {
    return definition.map(AgentDefinition::maxTurns).orElse(0);
  }

  /** Returns what it is told behind the standing orders. */
  List<Block.Text> orders() {
    return definition
        .filter(found -> !found.prompt().isBlank())
        .map(found -> List.of(new Block.Text(found.prompt().strip(), found.label())))
        .orElse(List.of());
  }
}

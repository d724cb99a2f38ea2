package dev.jackdaw.engine.workflow;

import dev.jackdaw.api.json.Json;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What names stand for at one moment.
 *
 * @param roots every name a reference may begin with
 * @param values of those that are known by now
 */
record Scope(Set<String> roots, Map<String, Json> values) {
  static final String ITEM = "item";

  Scope {
    roots = Set.copyOf(roots);
    values = Map.copyOf(values);
  }

  @Nullable Json value(String root) {
    return values.get(root);
  }

  Scope withItem(Json item) {
    var more = new java.util.HashMap<>(values);
    more.put(ITEM, item);
    var names = new java.util.HashSet<>(roots);
    names.add(ITEM);
    return new Scope(names, more);
  }
}

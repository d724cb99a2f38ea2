package dev.jackdaw.engine.workflow;

import dev.jackdaw.api.json.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One step as the model wrote it.
 *
 * @param args with the references in them
 * @param foreach what to run it for, one by one; a list or a reference to one
 * @param max how many elements of that it runs for at most
 * @param parallel how many of them at a time
 * @param retry how often a failed call that is safe to repeat is tried again
 */
public record Step(
    String id,
    String tool,
    Json.Obj args,
    Optional<Condition> condition,
    Optional<Json> foreach,
    int max,
    int parallel,
    OnError onError,
    int retry) {
  /** What a failure means for the rest. */
  public enum OnError {
    STOP,
    CONTINUE
  }

  Optional<Builtin> builtin() {
    return Builtin.named(tool);
  }

  /** Returns whether the condition is one for each element. */
  boolean choosesItems() {
    return foreach.isPresent()
        && condition.isPresent()
        && condition.get().references().stream().anyMatch(r -> r.root().equals(Scope.ITEM));
  }

  /** Returns the steps whose values it cannot do without. */
  Set<String> needs(Set<String> ids) {
    var needs = new LinkedHashSet<String>();
    var roots = new LinkedHashSet<>(ids);
    roots.add(Scope.ITEM);
    for (var reference : references(roots)) {
      if (ids.contains(reference.root())) needs.add(reference.root());
    }
    return needs;
  }

  /** Returns every step that must be over before it. */
  Set<String> waitsFor(Set<String> ids) {
    var all = new LinkedHashSet<>(needs(ids));
    condition.map(Condition::references).orElse(Set.of()).stream()
        .map(Reference::root)
        .filter(ids::contains)
        .forEach(all::add);
    return all;
  }

  private List<Reference> references(Set<String> roots) {
    var found = new LinkedHashSet<Reference>(Template.references(args, roots, _ -> {}));
    foreach.ifPresent(list -> found.addAll(Template.references(list, roots, _ -> {})));
    if (builtin().isPresent()) {
      args.string("where").ifPresent(where -> found.addAll(conditionReferences(where)));
    }
    return List.copyOf(found);
  }

  private static Set<Reference> conditionReferences(String where) {
    try {
      return Condition.parse(where).references();
    } catch (StepProblem _) {
      return Set.of();
    }
  }

  /** Returns whether the arguments are what they will be when it runs. */
  boolean isLiteral(Set<String> ids) {
    var roots = new LinkedHashSet<>(ids);
    if (foreach.isPresent()) roots.add(Scope.ITEM);
    return foreach.isEmpty() && Template.references(args, roots, _ -> {}).isEmpty();
  }
}

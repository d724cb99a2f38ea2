package dev.jackdaw.engine.workflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Puts steps behind what they refer to and otherwise leaves them as they were written. */
final class Order {
  private final Map<String, Set<String>> waits = new HashMap<>();
  private final Map<Integer, Step> written = new TreeMap<>();

  Order(List<Step> steps) {
    var ids = new LinkedHashSet<String>();
    for (var step : steps) ids.add(step.id());
    for (var step : steps) {
      waits.put(step.id(), step.waitsFor(ids));
      written.put(written.size(), step);
    }
  }

  /** Returns all of them; fewer when some refer to each other in a circle. */
  List<Step> sorted() {
    var sorted = new ArrayList<Step>();
    var done = new LinkedHashSet<String>();
    var left = new ArrayList<>(written.values());
    while (true) {
      var next = left.stream().filter(step -> done.containsAll(waits.get(step.id()))).findFirst();
      if (next.isEmpty()) return sorted;
      left.remove(next.get());
      sorted.add(next.get());
      done.add(next.get().id());
    }
  }

  /** Returns a circle, as {@code a, b, a}; there must be one. */
  List<String> cycle() {
    var sorted = sorted();
    var done = sorted.stream().map(Step::id).toList();
    var at =
        written.values().stream()
            .filter(step -> !sorted.contains(step))
            .findFirst()
            .orElseThrow()
            .id();
    var path = new ArrayList<String>();
    while (!path.contains(at)) {
      path.add(at);
      at =
          waits.getOrDefault(at, Set.of()).stream()
              .filter(id -> !done.contains(id))
              .findFirst()
              .orElseThrow();
    }
    path.add(at);
    return path.subList(path.indexOf(at), path.size());
  }
}

package dev.jackdaw.cli.trust;

import dev.jackdaw.api.text.LineDiff;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** How it stands with the trust in a folder. */
public sealed interface Trust {
  /** A person said yes, for this run or to exactly what is there. */
  record Given() implements Trust {}

  /** Nobody was asked yet. */
  record Unknown(Inventory inventory) implements Trust {}

  /** A person said yes to something else. */
  record Outdated(Inventory inventory, Map<String, String> before) implements Trust {
    public Outdated {
      before = Map.copyOf(before);
    }

    /** Returns what is different, as lines of a diff. */
    public List<String> changes() {
      var after = inventory.texts();
      var names = new LinkedHashSet<>(before.keySet());
      names.addAll(after.keySet());
      var lines = new ArrayList<String>();
      for (var name : names) {
        var diff =
            LineDiff.shown(name, before.getOrDefault(name, ""), after.getOrDefault(name, ""));
        lines.addAll(diff.lines().toList());
      }
      return lines;
    }
  }

  /** Compares what is there with what was trusted. */
  static Trust of(Inventory inventory, TrustStore store) {
    var before = store.trusted(inventory.folder());
    if (before.isEmpty()) return new Unknown(inventory);
    return before.get().equals(inventory.texts())
        ? new Given()
        : new Outdated(inventory, before.get());
  }

  default boolean isGiven() {
    return this instanceof Given;
  }
}

package dev.jackdaw.engine;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import java.util.ArrayList;
import java.util.List;

/**
 * What the order of calls rests on: what a call touches, and which of it it changes.
 *
 * @param read files and folders it looks at
 * @param changed files and folders it may change
 * @param anything whether it runs a command, which may touch whatever is on this machine
 * @param sends whether it talks to a host in a way that must not be repeated
 */
record Reach(List<Place> read, List<Place> changed, boolean anything, boolean sends) {
  static final Reach NOTHING = new Reach(List.of(), List.of(), false, false);

  Reach {
    read = List.copyOf(read);
    changed = List.copyOf(changed);
  }

  static Reach of(List<Effect> effects, Idempotency idempotency) {
    var read = new ArrayList<Place>();
    var changed = new ArrayList<Place>();
    var anything = false;
    var connects = false;
    for (var effect : effects) {
      switch (effect) {
        case Effect.Reads(var path) -> read.add(Place.of(path));
        case Effect.Writes(var path) -> changed.add(Place.of(path));
        case Effect.Persists(var path, _) -> changed.add(Place.of(path));
        case Effect.Executes _ -> anything = true;
        case Effect.Connects _ -> connects = true;
      }
    }
    var repeatable =
        switch (idempotency) {
          case PURE, NATURAL -> true;
          case KEYED, UNSAFE -> false;
        };
    return new Reach(read, changed, anything, connects && !repeatable);
  }

  /** Returns whether the order of the two could matter. Symmetric. */
  boolean conflicts(Reach other) {
    if (anything && other.isHere() || other.anything && isHere()) return true;
    if (sends && other.sends) return true;
    return overlap(changed, other.changed)
        || overlap(changed, other.read)
        || overlap(read, other.changed);
  }

  /** Returns whether the order that was found for this one is right for the other, too. */
  boolean covers(Reach other) {
    return equals(other) || anything && !other.sends;
  }

  /** Returns whether something is different afterwards. */
  boolean changes() {
    return anything || sends || !changed.isEmpty();
  }

  /** Returns whether it touches this machine. */
  private boolean isHere() {
    return anything || !read.isEmpty() || !changed.isEmpty();
  }

  private static boolean overlap(List<Place> some, List<Place> others) {
    return some.stream().anyMatch(place -> others.stream().anyMatch(place::overlaps));
  }
}

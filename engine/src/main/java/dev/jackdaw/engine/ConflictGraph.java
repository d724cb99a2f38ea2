package dev.jackdaw.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Which calls of a turn wait for which: a call for every earlier one that it conflicts with. Calls
 * are known by their place in the model's order, from 0.
 *
 * @param before the earlier calls that each call conflicts with, in order
 */
record ConflictGraph(List<Reach> calls, List<List<Integer>> before) {
  static ConflictGraph of(List<Reach> calls) {
    var before = new ArrayList<List<Integer>>();
    for (var later = 0; later < calls.size(); later++) {
      var conflicting = new ArrayList<Integer>();
      for (var earlier = 0; earlier < later; earlier++) {
        if (calls.get(earlier).conflicts(calls.get(later))) conflicting.add(earlier);
      }
      before.add(List.copyOf(conflicting));
    }
    return new ConflictGraph(List.copyOf(calls), List.copyOf(before));
  }

  int size() {
    return calls.size();
  }

  /** Returns the earlier calls it waits for. */
  List<Integer> before(int call) {
    return before.get(call);
  }

  /** Returns whether the later call must not run when the earlier one failed: both would change. */
  boolean blocks(int earlier, int later) {
    return calls.get(earlier).changes()
        && calls.get(later).changes()
        && before(later).contains(earlier);
  }
}

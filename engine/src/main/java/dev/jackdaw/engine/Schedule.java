package dev.jackdaw.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * How far the calls of a turn are. A call starts when it is cleared, that is decided on, and every
 * call before it in the graph has ended. Runs nothing itself. Thread-safe.
 */
final class Schedule {
  private enum State {
    OPEN,
    CLEARED,
    STARTED,
    DONE,
    FAILED
  }

  private final ConflictGraph graph;
  private final State[] states;

  Schedule(ConflictGraph graph) {
    this.graph = graph;
    this.states = new State[graph.size()];
    Arrays.fill(states, State.OPEN);
  }

  /** Notes that the call was decided on; returns the calls to start now, in order. */
  synchronized List<Integer> clear(int call) {
    require(call, State.OPEN);
    states[call] = State.CLEARED;
    return startable();
  }

  /** Notes how the call ended; returns the calls to start now, in order. */
  synchronized List<Integer> end(int call, boolean failed) {
    require(call, State.STARTED);
    states[call] = failed ? State.FAILED : State.DONE;
    return startable();
  }

  private void require(int call, State wanted) {
    if (states[call] == wanted) return;
    throw new IllegalStateException("call " + call + " is " + states[call] + ", not " + wanted);
  }

  private List<Integer> startable() {
    var found = new ArrayList<Integer>();
    for (var call = 0; call < states.length; call++) {
      if (states[call] != State.CLEARED) continue;
      if (!graph.before(call).stream().allMatch(this::isEnded)) continue;
      states[call] = State.STARTED;
      found.add(call);
    }
    return List.copyOf(found);
  }

  private boolean isEnded(int call) {
    return switch (states[call]) {
      case OPEN, CLEARED, STARTED -> false;
      case DONE, FAILED -> true;
    };
  }

  /**
   * Returns the first failed call because of which this one must not run. Final once all calls
   * before it have ended.
   */
  synchronized OptionalInt culprit(int call) {
    return graph.before(call).stream()
        .filter(earlier -> states[earlier] == State.FAILED && graph.blocks(earlier, call))
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  /** Returns whether every call has ended. */
  synchronized boolean isOver() {
    for (var call = 0; call < states.length; call++) if (!isEnded(call)) return false;
    return true;
  }
}

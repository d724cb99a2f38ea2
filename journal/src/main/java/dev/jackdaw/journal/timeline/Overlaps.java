package dev.jackdaw.journal.timeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Finds which calls ran at the same time as which, of all agents. Wholes are compared with wholes
 * only: what runs beside their parts is said of the parts.
 */
final class Overlaps {
  /** How many others a call names. */
  static final int MOST_NAMED = 8;

  /** How many others a call that begins is compared with, so that the time it takes is bounded. */
  private static final int MOST_COMPARED = 100;

  private static final int DEEPEST = 50;

  private record Run(CallDraft call, Span span) {}

  private final Collection<LaneDraft> lanes;
  private final PriorityQueue<Run> running =
      new PriorityQueue<>(Comparator.comparing(run -> run.span().to()));

  Overlaps(Collection<LaneDraft> lanes) {
    this.lanes = lanes;
  }

  void find() {
    for (var run : runs()) {
      var now = run.span().from();
      while (!running.isEmpty() && !running.element().span().to().isAfter(now)) running.remove();
      var compared = 0;
      for (var other : running) {
        if (++compared > MOST_COMPARED) break;
        if (run.span().overlaps(other.span()) && !isNoMatch(run.call(), other.call())) {
          name(run.call(), other.call());
          name(other.call(), run.call());
        }
      }
      running.add(run);
    }
  }

  private List<Run> runs() {
    var runs = new ArrayList<Run>();
    for (var lane : lanes) {
      lane.calls().forEach(call -> call.runs().forEach(span -> runs.add(new Run(call, span))));
    }
    runs.sort(Comparator.comparing(run -> run.span().from()));
    return runs;
  }

  private static void name(CallDraft call, CallDraft other) {
    if (call.beside.contains(other.number)) return;
    if (call.beside.size() < MOST_NAMED) call.beside.add(other.number);
    else call.besideMore = true;
  }

  private static boolean isNoMatch(CallDraft one, CallDraft other) {
    return one == other
        || one.isWhole != other.isWhole
        || isBelow(one, other)
        || isBelow(other, one);
  }

  /** Damaged journals can lead in a circle. */
  private static boolean isBelow(CallDraft part, CallDraft whole) {
    var above = part.above();
    for (var depth = 0; above != null && depth < DEEPEST; depth++) {
      if (above == whole) return true;
      above = above.above();
    }
    return false;
  }
}

package dev.jackdaw.engine.progress;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notices calls that are made again, with the same result, although nothing changed in between. */
final class Repetition {
  private static final int IN_A_ROW = 3;
  private static final int OF_RECENT = 5;
  private static final int RECENT = 10;
  private static final int KEPT = 20;
  private static final int ERRORS = 3;
  private static final int ALTERNATIONS = 3;

  private final List<Signature> recent = new ArrayList<>();
  private final Map<Signature, Integer> errors = new HashMap<>();

  void clear() {
    recent.clear();
    errors.clear();
  }

  Optional<String> see(Seen seen) {
    if (seen.changes()) clear();
    if (seen.polls()) return Optional.empty();
    var signature = seen.signature();
    recent.add(signature);
    var same = recent.size();
    while (same > 0 && recent.get(same - 1).equals(signature)) same--;
    var inARow = recent.size() - same;
    if (recent.size() > KEPT) recent.removeFirst();
    var failed = seen.step().isOk() ? 0 : errors.merge(signature, 1, Integer::sum);
    var tool = seen.step().tool();
    if (inARow >= IN_A_ROW) {
      return Optional.of(
          tool
              + " was called "
              + inARow
              + " times in a row with the same input and the same result");
    }
    if (failed >= ERRORS) {
      return Optional.of(
          tool
              + " failed "
              + failed
              + " times in the same way with the same input, and nothing was changed in between");
    }
    if (alternates()) {
      return Optional.of(
          "the same two calls, "
              + recent.get(recent.size() - 2).tool()
              + " and "
              + tool
              + ", took turns "
              + ALTERNATIONS
              + " times with the same results");
    }
    var recently = recent.subList(Math.max(0, recent.size() - RECENT), recent.size());
    var often = Collections.frequency(recently, signature);
    return often < OF_RECENT
        ? Optional.empty()
        : Optional.of(
            tool
                + " was called "
                + often
                + " times within the last "
                + recently.size()
                + " calls with the same input and the same result");
  }

  private boolean alternates() {
    var from = recent.size() - 2 * ALTERNATIONS;
    if (from < 0) return false;
    for (var i = from + 2; i < recent.size(); i++) {
      if (!recent.get(i).equals(recent.get(i - 2))) return false;
    }
    return true;
  }
}

package dev.jackdaw.lsp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tells new problems from those that were there, wherever their lines are by now. */
final class Novelty {
  private Novelty() {}

  /**
   * Returns those of {@code after} that have no counterpart in {@code before}, the worst first. A
   * problem on a line with the same text is the same before one on any other line.
   */
  static List<Problem> of(List<Problem> before, List<Problem> after) {
    var old = new ArrayList<>(before);
    var rest = new ArrayList<Problem>();
    for (var problem : after) {
      if (!takeAway(old, problem, true)) rest.add(problem);
    }
    rest.removeIf(problem -> takeAway(old, problem, false));
    rest.sort(Comparator.comparing(Problem::severity).thenComparingInt(Problem::line));
    return List.copyOf(rest);
  }

  private static boolean takeAway(List<Problem> old, Problem problem, boolean sameText) {
    for (var i = 0; i < old.size(); i++) {
      var candidate = old.get(i);
      if (!candidate.identity().equals(problem.identity())) continue;
      if (sameText && !candidate.lineText().equals(problem.lineText())) continue;
      old.remove(i);
      return true;
    }
    return false;
  }
}

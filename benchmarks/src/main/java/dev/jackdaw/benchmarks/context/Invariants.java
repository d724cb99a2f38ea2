package dev.jackdaw.benchmarks.context;

import java.util.HashSet;

/** What every prompt must fulfil, whatever the policy; a prompt that does not is a bug here. */
final class Invariants {
  private Invariants() {}

  /**
   * Checks that the fixed part leads, that steps are in order, and that each call has its result
   * and each result its call; only what changed since the last request is looked at.
   */
  static void check(View view) {
    if (view.get(0).kind() != Piece.Kind.FIXED) throw broken("the fixed part does not lead", view);
    if (view.stable() > view.size()) throw broken("a mark is behind the end", view);
    var open = new HashSet<Long>();
    var step = Integer.MIN_VALUE;
    for (var i = startOfStep(view); i < view.size(); i++) {
      var piece = view.get(i);
      if (piece.kind() == Piece.Kind.DIGEST) continue;
      if (piece.step() < step) throw broken("steps are out of order", view);
      if (piece.step() > step && !open.isEmpty()) throw broken("a call has no result", view);
      step = piece.step();
      var call = (long) piece.step() << 32 | piece.call() & 0xffffffffL;
      if (piece.kind() == Piece.Kind.CALL && !open.add(call)) throw broken("a call twice", view);
      if (piece.isResult() && !open.remove(call)) throw broken("a result without call", view);
    }
    if (!open.isEmpty()) throw broken("a call has no result", view);
  }

  private static int startOfStep(View view) {
    var start = Math.min(view.intact(), view.size() - 1);
    while (start > 1 && view.get(start - 1).step() == view.get(start).step()) start--;
    return Math.max(1, start);
  }

  private static IllegalStateException broken(String problem, View view) {
    return new IllegalStateException(problem + ": " + view.pieces());
  }
}

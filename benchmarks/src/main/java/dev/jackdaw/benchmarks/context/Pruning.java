package dev.jackdaw.benchmarks.context;

import java.util.ArrayList;
import java.util.List;

/**
 * After each task, clears results beyond the newest 40,000 tokens of them where that saves 20,000;
 * near the limit a model's summary stands for everything.
 */
final class Pruning implements Policy {
  private static final int PROTECTED_TOKENS = 40_000;
  private static final int FEWEST_TOKENS = 20_000;
  private static final int PROTECTED_TASKS = 2;
  private static final int RESERVED = 32_000;
  private final Truncation truncation = Truncation.inHalves();

  @Override
  public void arrange(View view, Desk desk) {
    if (!desk.step(desk.request()).said().isEmpty()) prune(view, desk);
    if (view.tokens() > desk.window() - Math.min(RESERVED, desk.window() / 4)) {
      Summarising.all(view, desk, false, false);
    }
    truncation.arrange(view, desk);
  }

  private static void prune(View view, Desk desk) {
    var tasks = 0;
    var results = 0L;
    var gain = 0L;
    var old = new ArrayList<Integer>();
    for (var i = view.size() - 1; i > 0; i--) {
      var piece = view.get(i);
      if (piece.kind() == Piece.Kind.STUB || piece.kind() == Piece.Kind.DIGEST) break;
      if (piece.kind() == Piece.Kind.USER) tasks++;
      if (tasks < PROTECTED_TASKS || piece.kind() != Piece.Kind.RESULT) continue;
      results += piece.tokens();
      if (results <= PROTECTED_TOKENS) continue;
      gain += piece.tokens();
      old.add(i);
    }
    if (gain <= FEWEST_TOKENS) return;
    clear(view, old);
    desk.folded();
  }

  private static void clear(View view, List<Integer> indexes) {
    for (var index : indexes) view.set(index, view.get(index).stub());
    view.markStable(indexes.getFirst() + 1);
  }
}

package dev.jackdaw.benchmarks.context;

import java.util.ArrayList;
import java.util.List;

/** Near a limit, a summary written by a model stands for the older part. */
final class Summarising implements Policy {
  private final Rule rule;
  private final Truncation truncation = Truncation.inHalves();

  /**
   * When and how.
   *
   * @param asSuffix whether the summary is asked for behind the prompt as it stands
   * @param paths whether code lists the changed paths beside the summary
   * @param userTokens how much of the newest words of users stays beside the summary
   */
  record Rule(Limit trigger, Limit tail, boolean asSuffix, boolean paths, int userTokens) {}

  /** Tokens as a share of the window less a number. */
  record Limit(double share, int less) {
    long tokens(int window) {
      return Math.max((long) (window * share) - less, window / 8);
    }
  }

  Summarising(Rule rule) {
    this.rule = rule;
  }

  @Override
  public void arrange(View view, Desk desk) {
    var limit = Math.min(rule.trigger().tokens(desk.window()), desk.usable());
    if (view.tokens() > limit) {
      var tail =
          rule.tail().share() == 0 && rule.tail().less() == 0
              ? 0
              : rule.tail().tokens(desk.window());
      fold(view, desk, cut(view, tail), rule);
    }
    truncation.arrange(view, desk);
  }

  /** Puts a summary in the place of all but the newest step. */
  static void all(View view, Desk desk, boolean asSuffix, boolean paths) {
    fold(view, desk, cut(view, 0), new Rule(new Limit(1, 0), new Limit(0, 0), asSuffix, paths, 0));
  }

  private static void fold(View view, Desk desk, int cut, Rule rule) {
    if (cut <= 1) return;
    var old = List.copyOf(view.pieces().subList(1, cut));
    var kept = new ArrayList<Piece>();
    var left = rule.userTokens();
    for (var piece : old.reversed()) {
      if (piece.kind() != Piece.Kind.USER || piece.tokens() > left) continue;
      left -= piece.tokens();
      kept.addFirst(piece);
    }
    kept.add(desk.summary(view, old, rule.asSuffix(), rule.paths()));
    view.replace(1, cut, kept);
    view.markStable(1 + kept.size());
  }

  /** Returns where the newest steps begin that have no more than so many tokens together. */
  private static int cut(View view, long tail) {
    var last = view.get(view.size() - 1).step();
    var kept = 0L;
    var cut = view.size();
    for (var i = view.size() - 1; i > 0; i--) {
      var piece = view.get(i);
      kept += piece.tokens();
      if (piece.kind() == Piece.Kind.DIGEST) break;
      if (kept > tail && piece.step() < last - 1) break;
      if (startsStep(view, i)) cut = i;
    }
    return cut;
  }

  private static boolean startsStep(View view, int index) {
    return view.get(index).step() != view.get(index - 1).step();
  }
}

package dev.jackdaw.engine.context;

import dev.jackdaw.api.Fold;
import java.util.Optional;

/**
 * A place up to which the conversation could be folded.
 *
 * @param through the number of the last turn to fold
 * @param gain tokens that the request would have less
 * @param after tokens of the request afterwards
 * @param rewritten tokens that the cache holds now and would have to hold anew: what stands behind
 *     the fixed part and the stable beginning of the digest
 */
record Cut(int through, long gain, long after, long rewritten) {

  /**
   * Returns the cut that keeps as much of the newest turns as fits into {@code tail}, rather less
   * when a piece of work ends there. The newest turn is never folded: the model may not have seen
   * its results.
   *
   * @return nothing when that takes nothing away
   */
  static Optional<Cut> keeping(long tail, Load load) {
    var turns = load.turns();
    var folded = turns.size() - 1;
    if (folded < 1) return Optional.empty();
    var kept = (long) turns.getLast().tokens();
    var tidy = 0;
    while (folded > 0) {
      if (2 * kept >= tail && turns.get(folded - 1).isBoundary()) tidy = folded;
      var more = kept + turns.get(folded - 1).tokens();
      if (more > tail) break;
      kept = more;
      folded--;
    }
    if (folded == 0) return Optional.empty();
    return through(tidy == 0 ? folded : tidy, load);
  }

  private static Optional<Cut> through(int folded, Load load) {
    var turns = load.turns();
    var gain = (long) load.digest() - load.digestKept();
    for (var turn : turns.subList(0, folded)) gain += turn.tokens() - turn.kept();
    if (gain <= 0) return Optional.empty();
    var after = load.total() - gain;
    var unseen = load.open() + turns.getLast().tokens();
    return Optional.of(
        new Cut(turns.get(folded - 1).number(), gain, after, after - load.cached() - unseen));
  }

  /** Returns what stands for a cut where there is nothing to fold. */
  static Cut none(Load load) {
    return new Cut(0, 0, load.total(), load.total() - load.cached());
  }

  Advice.Go go(Fold.Reason reason, double price, String detail) {
    return new Advice.Go(through, reason, after, price, detail);
  }
}

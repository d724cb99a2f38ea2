package dev.jackdaw.engine.context;

import java.util.Optional;

/**
 * A place up to which the conversation could be folded.
 *
 * @param through the number of the last turn to fold
 * @param brief the number of the last turn to show with its long texts cut; {@code through} for
 *     none
 * @param gain tokens that the request would have less
 * @param after tokens of the request afterwards
 * @param rewritten tokens that the cache holds now and would have to hold anew: what stands behind
 *     the fixed part and the stable beginning of the digest
 */
record Cut(int through, int brief, long gain, long after, long rewritten) {

  /**
   * Returns the cut that keeps as much of the newest turns as fits into the tail, rather less when
   * a piece of work ends there. The newest turn is never folded: the model may not have seen its
   * results.
   *
   * @return nothing when that takes nothing away
   */
  static Optional<Cut> keeping(Tail tail, Load load) {
    var turns = load.turns();
    var folded = turns.size() - 1;
    if (folded < 1) return Optional.empty();
    var whole = folded;
    var kept = (long) turns.getLast().tokens();
    var inBrief = 0L;
    var tidy = 0;
    while (folded > 0) {
      var turn = turns.get(folded - 1);
      if (2 * (kept + inBrief) >= tail.all() && turn.isBoundary()) tidy = folded;
      if (whole == folded && kept + turn.tokens() <= tail.whole()) {
        kept += turn.tokens();
        whole--;
      } else if (inBrief + turn.brief() <= tail.brief()) {
        inBrief += turn.brief();
      } else {
        break;
      }
      folded--;
    }
    if (folded == 0) return Optional.empty();
    return through(tidy == 0 ? folded : tidy, whole, load);
  }

  private static Optional<Cut> through(int folded, int whole, Load load) {
    var turns = load.turns();
    var gain = (long) load.digest() - load.digestKept();
    for (var turn : turns.subList(0, folded)) gain += turn.tokens() - turn.kept();
    for (var i = folded; i < whole; i++) gain += turns.get(i).tokens() - turns.get(i).brief();
    if (gain <= 0) return Optional.empty();
    var after = load.total() - gain;
    var unseen = load.open() + turns.getLast().tokens();
    return Optional.of(
        new Cut(
            turns.get(folded - 1).number(),
            turns.get(Math.max(folded, whole) - 1).number(),
            gain,
            after,
            after - load.cached() - unseen));
  }

  /** Returns what stands for a cut where there is nothing to fold. */
  static Cut none(Load load) {
    return new Cut(0, 0, 0, load.total(), load.total() - load.cached());
  }
}

package dev.jackdaw.benchmarks.context;

import dev.jackdaw.engine.context.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The cheapest schedule of folds for a session that is known to its end, by dynamic programming
 * over the request of the last fold. Digest and tail are those of {@link Folding}; what is chosen
 * is when.
 */
final class Optimum {
  private final Sitting sitting;
  private final List<Step> steps;
  private final PromptCache cache;
  private final Desk desk;
  private final long tail;
  private final long brief;

  /** Tokens of the conversation before each request, what was said before it included. */
  private final long[] before;

  /** For each request, whether the cache has the one before. */
  private final boolean[] warm;

  /** The cheapest cost of all requests before one that folds; the first one folds nothing. */
  private final double[] best;

  private final int[] previous;

  private final List<int[]> cuts = new ArrayList<>();

  /** Tokens by which the replies before each step are longer than in brief. */
  private final long[] longer;

  private Optimum(Sitting sitting, Profile profile, int window, PromptCache cache) {
    this.sitting = sitting;
    this.steps = sitting.steps();
    this.cache = cache;
    this.desk = new Desk(sitting, window, cache);
    this.tail = Math.min(profile.tail(), desk.room() / 4);
    this.brief = Math.min(profile.brief(), desk.room() / 4 - tail);
    this.longer = new long[steps.size() + 1];
    this.before = new long[steps.size()];
    this.warm = new boolean[steps.size()];
    this.best = new double[steps.size() + 1];
    this.previous = new int[steps.size() + 1];
  }

  /** Requests that fold, each with the last turn it folds. */
  record Schedule(NavigableMap<Integer, Folding.Span> folds, double units) {}

  /**
   * Finds the schedule.
   *
   * @param sitting as in the window
   * @param cache of which only prices and lifetime are asked
   */
  static Schedule of(Sitting sitting, Profile profile, int window, PromptCache cache) {
    return new Optimum(sitting, profile, window, cache).schedule();
  }

  private Schedule schedule() {
    measure();
    var reducer = new Reducer(sitting, Reducer.Digest.USUAL, desk.room());
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    best[0] = 0;
    for (var fold = 0; fold < steps.size(); fold++) {
      if (Double.isFinite(best[fold])) goOn(fold, reducer);
    }
    var folds = new TreeMap<Integer, Folding.Span>();
    for (var at = previous[steps.size()]; at > 0; at = previous[at])
      folds.put(at, new Folding.Span(folded(at) - 1, Math.max(folded(at), whole(at)) - 1, 0));
    return new Schedule(folds, best[steps.size()]);
  }

  private void measure() {
    var tokens = 0L;
    for (var i = 0; i < steps.size(); i++) {
      tokens += steps.get(i).saidTokens();
      before[i] = tokens;
      tokens += steps.get(i).replyTokens();
      longer[i + 1] = longer[i] + steps.get(i).replyTokens() - steps.get(i).brief(sitting.facts());
      // The clock of a replay is the same whatever is sent.
      warm[i] = i > 0 && !steps.get(i).losesCache() && cache.keepsFor(steps.get(i).seconds());
    }
  }

  /**
   * Pays for the requests from a fold on, and offers what is spent to each that could fold next.
   */
  private void goOn(int fold, Reducer reducer) {
    var end = fold == 0 ? 0 : folded(fold);
    if (fold > 0 && end == 0) return;
    var fixed = (long) sitting.fixed().tokens();
    var digest = fold == 0 ? List.<Piece>of() : reducer.digest(end, 0);
    var words = digest.isEmpty() ? 0 : Desk.tokens(digest.subList(0, digest.size() - 1));
    var rest = fixed + (fold == 0 ? 0 : Desk.tokens(digest) - before[end] - cut(end, whole(fold)));
    var spent = best[fold];
    for (var i = fold; i < steps.size(); i++) {
      if (i > fold && folded(i) > end) offer(i, spent - repeated(i, words), fold);
      var total = rest + before[i];
      // What no fold makes fit is sent in part, as in a replay.
      if (total > desk.usable() && i > fold && folded(i) > end) return;
      total = Math.min(total, desk.usable());
      var found = i == fold ? fixed : Math.min(total, rest + before[i - 1]);
      spent += cost(total, warm[i] ? cache.found(found) : 0) + output(i);
    }
    offer(steps.size(), spent, fold);
  }

  /** Returns what a fold saves because it repeats the words of users in the digest before. */
  private double repeated(int request, long words) {
    return warm[request] ? (cache.writePrice() - cache.readPrice()) * words : 0;
  }

  private void offer(int request, double spent, int fold) {
    if (spent >= best[request]) return;
    best[request] = spent;
    previous[request] = fold;
  }

  private double cost(long total, long found) {
    return cache.readPrice() * found + cache.writePrice() * (total - found);
  }

  private double output(int request) {
    return PromptCache.OUTPUT * steps.get(request).outputTokens();
  }

  /** Returns how many steps a fold before this request folds, by the planner's own rule. */
  private int folded(int request) {
    while (cuts.size() <= request) cuts.add(cut(cuts.size()));
    return cuts.get(request)[0];
  }

  private int whole(int request) {
    folded(request);
    return cuts.get(request)[1];
  }

  private long cut(int end, int whole) {
    return whole > end ? longer[whole] - longer[end] : 0;
  }

  private int[] cut(int request) {
    var folded = request - 1;
    if (folded < 1) return new int[] {0, 0};
    var whole = folded;
    long kept = steps.get(folded).replyTokens();
    var inBrief = 0L;
    var tidy = 0;
    while (folded > 0) {
      if (2 * (kept + inBrief) >= tail + brief && isBoundary(folded - 1)) tidy = folded;
      var said = steps.get(folded).saidTokens();
      var more = steps.get(folded - 1).replyTokens() + said;
      var less = steps.get(folded - 1).brief(sitting.facts()) + said;
      if (whole == folded && kept + more <= tail) {
        kept += more;
        whole--;
      } else if (inBrief + less <= brief) {
        inBrief += less;
      } else {
        break;
      }
      folded--;
    }
    return new int[] {folded == 0 || tidy == 0 ? folded : tidy, whole};
  }

  private boolean isBoundary(int step) {
    return steps.get(step).endsWork() || !steps.get(step + 1).said().isEmpty();
  }
}

package dev.jackdaw.engine.context;

import dev.jackdaw.api.Fold;
import java.util.Optional;

/**
 * Decides when to fold how much, from sizes and prices alone. Waiting costs rent: each request
 * reads from the cache what a fold would have taken away. Used by one thread.
 */
public final class Planner {
  private static final double FULL = 0.92;

  private final Profile profile;

  public Planner(Profile profile) {
    this.profile = profile;
  }

  /**
   * Returns what to do before a request.
   *
   * @param isCold whether the cache is known to be lost
   * @param rung 0 at first; each higher one gives up more of the tail, when a fold before was not
   *     enough
   */
  public Advice advise(Load load, Terms terms, boolean isCold, int rung) {
    if (load.total() <= FULL * terms.usable()) return new Advice.Stay("");
    var tail =
        (int) Math.min(profile.tail(), 0.25 * (FULL * terms.usable() - load.fixed())) >> rung;
    var through = 0;
    var left = load.total() - load.fixed() - load.open();
    var after = load.total() - load.digest() + load.digestKept();
    for (var turn : load.turns()) {
      if (left <= tail) break;
      left -= turn.tokens();
      after -= turn.tokens() - turn.kept();
      through = turn.number();
    }
    if (through == 0) return new Advice.Stuck(load.total(), terms.usable());
    return new Advice.Go(through, Fold.Reason.PRESSURE, after, 0, "the window is nearly full");
  }

  /** Returns the deepest fold, whether or not it pays; nothing when there is nothing to fold. */
  public Optional<Advice.Go> force(Load load, Terms terms) {
    if (load.turns().isEmpty()) return Optional.empty();
    var after = load.total() - load.digest() + load.digestKept();
    for (var turn : load.turns()) after -= turn.tokens() - turn.kept();
    return Optional.of(
        new Advice.Go(
            load.turns().getLast().number(), Fold.Reason.ASKED, after, 0, "the user asked"));
  }

  /** Tells that a request was sent as it was last advised on. */
  public void requested(Load load, Terms terms) {}
}

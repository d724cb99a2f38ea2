package dev.jackdaw.engine.context;

import dev.jackdaw.api.Fold;

/** What folds of one request cost, in tokens of fresh input, and what is asked of them. */
record Prices(Load load, Terms terms, Thresholds thresholds) {

  /** Returns what to keep of the newest turns. */
  Tail tail(Profile profile, int rung) {
    var most = (long) (thresholds.tailShare() * room());
    var whole = Math.min(profile.tail(), most);
    return new Tail(whole >> rung, Math.min(profile.brief(), most - whole) >> rung);
  }

  /**
   * Returns the price of a fold while the cache holds the request: what stays behind the fixed part
   * is written instead of read. Where that costs nothing, forgetting details still does.
   */
  double warm(Cut cut) {
    var price = (terms.write() - terms.read()) * cut.rewritten();
    return Math.max(price, thresholds.gain()) + note(cut, terms.read());
  }

  /** Returns the price when the cache is lost: all is written, and the less the better. */
  double cold(Cut cut) {
    return note(cut, 1) - terms.write() * cut.gain();
  }

  private double note(Cut cut, double read) {
    if (!asksForNote(cut)) return 0;
    var notes = thresholds.notes();
    return read * load.total() + Notes.QUESTION_TOKENS + terms.output() * notes.tokens();
  }

  private boolean asksForNote(Cut cut) {
    return thresholds.notes().isAsked(cut, load);
  }

  Advice.Go go(Cut cut, Fold.Reason reason, double price, String detail) {
    return new Advice.Go(
        cut.through(), cut.brief(), reason, cut.after(), price, detail, asksForNote(cut));
  }

  /** Returns whether a fold that is not urgent is worth the forgetting. */
  boolean isWorthIt(Cut cut) {
    return cut.gain() >= thresholds.gain() && makesProgress(cut);
  }

  /** Returns whether there is room for a while after the fold. */
  boolean makesProgress(Cut cut) {
    return cut.after() <= load.fixed() + thresholds.afterShare() * room();
  }

  /** Returns whether the request, which cannot be sent, could be sent after the fold. */
  boolean isLastResort(Cut cut) {
    return !fits() && cut.after() <= terms.usable();
  }

  boolean fits() {
    return load.total() <= terms.usable();
  }

  boolean isAtBoundary() {
    return !load.turns().isEmpty() && load.turns().getLast().isBoundary();
  }

  /** Returns the tokens by which the request may grow before a fold is urgent. */
  long left() {
    return (long) (thresholds.full() * terms.usable()) - load.total();
  }

  private double room() {
    return Math.max(0, thresholds.full() * terms.usable() - load.fixed());
  }
}

package dev.jackdaw.engine.context;

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
    return Math.max(price, thresholds.gain()) + note(terms.read());
  }

  /** Returns the price when the cache is lost: all is written, and the less the better. */
  double cold(Cut cut) {
    return note(1) - terms.write() * cut.gain();
  }

  private double note(double read) {
    if (thresholds.note() == 0) return 0;
    return read * load.total() + terms.output() * thresholds.note();
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

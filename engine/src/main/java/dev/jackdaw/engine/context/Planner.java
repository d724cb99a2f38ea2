package dev.jackdaw.engine.context;

import dev.jackdaw.api.Fold;
import java.util.Optional;

/**
 * Decides when to fold how much, from sizes and prices alone. Waiting costs rent: each request
 * reads from the cache what a fold would have taken away. Once the rent has reached the price of a
 * fold, as many times as the profile has patience, the fold is due: whoever rents skis until they
 * could have bought them pays at most twice what was needed. Used by one thread, for one
 * conversation.
 */
public final class Planner {
  private final Profile profile;
  private final Thresholds thresholds;
  private final Growth growth = new Growth();

  /** In tokens of fresh input, since the last fold. */
  private double rent;

  /** Requests since a fold is near enough to wait for a boundary. */
  private int waited;

  /** The first turn that is shown as it is: another one means that something was folded. */
  private int first = Integer.MIN_VALUE;

  public Planner(Profile profile) {
    this(profile, Thresholds.USUAL);
  }

  public Planner(Profile profile, Thresholds thresholds) {
    this.profile = profile;
    this.thresholds = thresholds;
  }

  /**
   * Returns what to do before a request. A fold that is not urgent leaves the newest turns as the
   * profile says; an urgent one gives up more and more of them until it is worth it.
   *
   * @param isCold whether the cache is known to be lost
   * @param rung 0 at first; each higher one gives up more of the tail, when a fold before was not
   *     enough
   */
  public Advice advise(Load load, Terms terms, boolean isCold, int rung) {
    renew(load);
    var prices = new Prices(load, terms, thresholds);
    if (load.total() > thresholds.full() * terms.usable()) return urgent(prices, isCold, rung);
    return Cut.keeping(prices.tail(profile, rung), load)
        .filter(cut -> Double.isFinite(profile.patience()) && prices.isWorthIt(cut))
        .flatMap(cut -> isCold ? thawed(cut, prices) : due(cut, prices))
        .orElseGet(() -> new Advice.Stay(forecast(load, terms)));
  }

  /** Tells that a request was sent as it was last advised on. */
  public void requested(Load load, Terms terms) {
    renew(load);
    growth.add(load.total());
    var prices = new Prices(load, terms, thresholds);
    var cut = Cut.keeping(prices.tail(profile, 0), load);
    if (cut.isEmpty()) return;
    rent += terms.read() * cut.get().gain();
    if (isNear(prices.warm(cut.get()))) waited++;
  }

  /**
   * Returns the fold that takes away the most, whether or not it pays. Changes nothing.
   *
   * @param reason who or what wants it
   * @return nothing when there is nothing to fold
   */
  public Optional<Advice.Go> force(Load load, Terms terms, Fold.Reason reason) {
    var prices = new Prices(load, terms, thresholds);
    return Cut.keeping(Tail.NONE, load)
        .map(cut ->
            prices.go(cut, reason, prices.warm(cut), "as much as can be folded was asked for"));
  }

  /** Returns when the next fold is to be expected, as a sentence. Changes nothing. */
  public String forecast(Load load, Terms terms) {
    var prices = new Prices(load, terms, thresholds);
    var cut = Cut.keeping(prices.tail(profile, 0), load).orElse(Cut.none(load));
    var missing = profile.patience() * prices.warm(cut) - rent;
    return growth.forecast(load.total(), cut.gain(), thresholds.gain(), missing, prices);
  }

  /** A fold, or that one was taken back, starts the account anew. */
  private void renew(Load load) {
    var now = load.turns().isEmpty() ? Integer.MIN_VALUE : load.turns().getFirst().number();
    if (now == first) return;
    first = now;
    rent = 0;
    waited = 0;
    growth.folded();
  }

  private Optional<Advice> thawed(Cut cut, Prices prices) {
    var price = prices.cold(cut);
    if (price >= 0) return Optional.empty();
    return Optional.of(prices.go(cut, Fold.Reason.COLD, price, "the prompt cache is lost anyway"));
  }

  private Optional<Advice> due(Cut cut, Prices prices) {
    var price = prices.warm(cut);
    var limit = profile.patience() * price;
    var isDue =
        isNear(price) && prices.isAtBoundary()
            || rent >= limit && waited >= thresholds.waits()
            || rent >= limit * (1 + thresholds.nearness());
    if (!isDue) return Optional.empty();
    var detail = "reading it again and again has cost as much as " + Math.round(rent) + " tokens";
    return Optional.of(prices.go(cut, Fold.Reason.PRICE, price, detail));
  }

  private boolean isNear(double price) {
    return rent >= profile.patience() * price * (1 - thresholds.nearness());
  }

  private Advice urgent(Prices prices, boolean isCold, int rung) {
    Optional<Cut> cut;
    var tail = prices.tail(profile, rung);
    while (true) {
      cut = Cut.keeping(tail, prices.load()).filter(prices::makesProgress);
      if (cut.isPresent() || tail.all() == 0) break;
      tail = tail.half();
    }
    if (cut.isEmpty()) cut = Cut.keeping(Tail.NONE, prices.load()).filter(prices::isLastResort);
    if (cut.isPresent()) {
      var price = isCold ? prices.cold(cut.get()) : prices.warm(cut.get());
      return prices.go(cut.get(), Fold.Reason.PRESSURE, price, "the window is nearly full");
    }
    if (prices.fits()) return new Advice.Stay("a fold is expected once the window is full");
    return new Advice.Stuck(prices.load().total(), prices.terms().usable());
  }
}

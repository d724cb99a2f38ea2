package dev.jackdaw.engine.recall;

/**
 * Okapi BM25: a passage is the better the more often it has the terms of the query, rare ones above
 * all, and the shorter it is. After Robertson and Zaragoza, "The Probabilistic Relevance Framework:
 * BM25 and Beyond" (2009), with the usual k1 and b, and 1 added within the logarithm so that a term
 * in most passages counts little rather than against them.
 */
final class Ranking {
  private static final double K1 = 1.2;
  private static final double B = 0.75;

  private final int[] holding;
  private long passages;
  private long terms;

  /** For a query of so many terms. */
  Ranking(int queried) {
    holding = new int[queried];
  }

  /** Takes in a passage that is searched. */
  void learn(Counter counter) {
    passages++;
    terms += counter.length();
    var counts = counter.counts();
    for (var i = 0; i < holding.length; i++) if (counts[i] > 0) holding[i]++;
  }

  double score(Counter counter) {
    var usual = Math.max(1, (double) terms / Math.max(1, passages));
    var damped = K1 * (1 - B + B * counter.length() / usual);
    var counts = counter.counts();
    var score = 0.0;
    for (var i = 0; i < holding.length; i++) {
      if (counts[i] > 0) score += rarity(holding[i]) * counts[i] * (K1 + 1) / (counts[i] + damped);
    }
    return score;
  }

  private double rarity(int in) {
    return Math.log(1 + (passages - in + 0.5) / (in + 0.5));
  }
}

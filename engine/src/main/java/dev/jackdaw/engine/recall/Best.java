package dev.jackdaw.engine.recall;

import dev.jackdaw.api.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;

/** The best passages that fit an answer together, and where the next best stand. */
final class Best {
  /** So many others are named. */
  private static final int OTHERS = 8;

  /**
   * A passage that matches.
   *
   * @param piece without its content
   * @param order of all passages that were looked at; of two as good the later one is better
   * @param text of the passage alone
   * @param isWhole whether the piece has no other text
   */
  record Found(
      double score,
      long order,
      Piece piece,
      Passage passage,
      String text,
      Label label,
      boolean isWhole) {

    int tokens() {
      return Tokens.of(text) + Tokens.of(piece.head()) + 8;
    }

    /** Returns the beginning of it if all of it is too much. */
    Found within(int most) {
      if (tokens() <= most) return this;
      var room = Math.max(1, most - (tokens() - Tokens.of(text)));
      var to = Passage.end(text, 0, (int) ((long) text.length() * room / Tokens.of(text)));
      return new Found(score, order, piece, passage, text.substring(0, to), label, false);
    }
  }

  private record Other(double score, long order, long number) {}

  private final int maxTokens;
  private final PriorityQueue<Found> kept =
      new PriorityQueue<>(Comparator.comparingDouble(Found::score).thenComparingLong(Found::order));
  private final PriorityQueue<Other> others =
      new PriorityQueue<>(Comparator.comparingDouble(Other::score).thenComparingLong(Other::order));
  private int tokens;

  Best(int maxTokens) {
    this.maxTokens = maxTokens;
  }

  /** Returns whether a passage with this score would be kept or named. */
  boolean takes(double score) {
    return others.size() < OTHERS || score >= others.element().score();
  }

  void offer(Found given) {
    var found = given.within(maxTokens);
    // The same words again, as of a command that was run twice: the later ones count.
    if (kept.removeIf(other -> other.text().equals(found.text()))) tokens = sum();
    kept.add(found);
    tokens += found.tokens();
    while (tokens > maxTokens && kept.size() > 1) {
      var worst = kept.remove();
      tokens -= worst.tokens();
      name(worst);
    }
  }

  private int sum() {
    return kept.stream().mapToInt(Found::tokens).sum();
  }

  private void name(Found worst) {
    others.removeIf(other -> other.number() == worst.piece().number());
    others.add(new Other(worst.score(), worst.order(), worst.piece().number()));
    if (others.size() > OTHERS) others.remove();
  }

  /** Returns them in the order in which they were said. */
  List<Found> found() {
    var all = new ArrayList<>(kept);
    all.sort(Comparator.comparingLong(Found::order));
    return all;
  }

  /** Returns the numbers of others that match, those that are shown anyway left out. */
  List<Long> others() {
    var numbers = new TreeSet<Long>();
    for (var other : others) numbers.add(other.number());
    for (var found : kept) numbers.remove(found.piece().number());
    return List.copyOf(numbers);
  }
}

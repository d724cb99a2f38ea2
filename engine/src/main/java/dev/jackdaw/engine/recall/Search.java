package dev.jackdaw.engine.recall;

import dev.jackdaw.api.Block;
import java.util.BitSet;
import java.util.List;

/**
 * Looks for the passages that match best. Hears the pieces twice: all of them, to learn how rare
 * the words are and which pieces have any; then those that are looked at. Used once, by one thread.
 */
final class Search {
  private final Counter counter;
  private final Ranking ranking;
  private final Best best;
  private final BitSet matching = new BitSet();
  private long order;

  Search(List<String> terms, int maxTokens) {
    counter = new Counter(terms);
    ranking = new Ranking(terms.size());
    best = new Best(maxTokens);
  }

  /** What hears of each passage of a piece once its terms are counted. */
  private interface Each {
    void passage(Block.Text block, Passage passage, boolean isWhole);
  }

  void learn(Piece piece) {
    read(
        piece,
        (_, _, _) -> {
          ranking.learn(counter);
          if (!counter.isEmpty()) matching.set(bit(piece));
        });
  }

  void look(Piece piece) {
    if (!matching.get(bit(piece))) return;
    var named = new Piece(piece.number(), piece.title(), List.of());
    read(
        piece,
        (block, passage, isWhole) -> {
          order++;
          if (!counter.isEmpty()) offer(named, block, passage, isWhole);
        });
  }

  /** Pieces of one event share a bit; events far beyond any journal would share one, too. */
  private static int bit(Piece piece) {
    return (int) (piece.number() & Integer.MAX_VALUE);
  }

  /** What a piece is called counts for its beginning: a result is found by its command. */
  private void read(Piece piece, Each each) {
    var title = piece.title();
    for (var block : piece.content()) {
      if (!(block instanceof Block.Text text)) continue;
      var passages = Passage.of(text.text());
      for (var passage : passages) {
        counter.clear();
        counter.add(title, 0, title.length());
        title = "";
        counter.add(text.text(), passage.from(), passage.to());
        each.passage(text, passage, passages.size() == 1);
      }
    }
  }

  private void offer(Piece named, Block.Text block, Passage passage, boolean isWhole) {
    var score = ranking.score(counter);
    if (!best.takes(score)) return;
    var slice = block.text().substring(passage.from(), passage.to());
    if (slice.isBlank()) return;
    best.offer(new Best.Found(score, order, named, passage, slice, block.label(), isWhole));
  }

  Best best() {
    return best;
  }
}

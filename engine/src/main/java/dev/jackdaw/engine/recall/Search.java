package dev.jackdaw.engine.recall;

import dev.jackdaw.api.Block;
import java.util.List;

/** Looks for the best passages. Used once, by one thread. */
final class Search {
  private final Counter counter;
  private final Ranking ranking;
  private final Best best;
  private long order;

  Search(Counter counter, Ranking ranking, Best best) {
    this.counter = counter;
    this.ranking = ranking;
    this.best = best;
  }

  void look(Piece piece) {
    var isFirst = true;
    var named = new Piece(piece.number(), piece.title(), List.of());
    for (var block : piece.content()) {
      if (!(block instanceof Block.Text text)) continue;
      var passages = Passage.of(text.text());
      for (var passage : passages) {
        order++;
        look(named, text, passage, isFirst, passages.size() == 1);
        isFirst = false;
      }
    }
  }

  /** What a piece is called counts for its beginning: a result is found by its command. */
  private void look(
      Piece piece, Block.Text block, Passage passage, boolean isFirst, boolean isWhole) {
    var text = block.text();
    counter.clear();
    if (isFirst) counter.add(piece.title(), 0, piece.title().length());
    counter.add(text, passage.from(), passage.to());
    if (counter.isEmpty()) return;
    var slice = text.substring(passage.from(), passage.to());
    if (slice.isBlank()) return;
    best.offer(
        new Best.Found(
            ranking.score(counter),
            order,
            piece,
            passage,
            slice,
            block.label(),
            isWhole));
  }
}

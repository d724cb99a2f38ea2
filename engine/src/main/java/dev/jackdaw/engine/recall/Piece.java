package dev.jackdaw.engine.recall;

import dev.jackdaw.api.Block;
import java.util.List;

/**
 * One thing that was said to the model or by it.
 *
 * @param number of its event in the journal; a reply and its calls share one
 * @param title what it is, such as {@code result of bash "mvn test"}
 */
record Piece(long number, String title, List<Block.Content> content) {

  /** Returns what stands above the text. */
  String head() {
    return "#" + number + " " + title;
  }
}

package dev.jackdaw.engine.recall;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is told of what was found. Every slice is a block that carries the label its text had, and
 * the whole carries the most foreign of them, so that what came from a page counts as that again.
 */
final class Answer {
  private final List<Block.Content> content = new ArrayList<>();
  private final Set<Json> numbers = new LinkedHashSet<>();
  private Label origin = Label.JACKDAW;

  boolean isEmpty() {
    return content.isEmpty();
  }

  void add(Piece piece, String remark, String text, Label label) {
    put(piece, new Block.Text(piece.head() + remark + ":\n" + text.stripTrailing(), label));
  }

  void add(Piece piece, Block.Image image) {
    put(piece, image);
  }

  private void put(Piece piece, Block.Content block) {
    content.add(block);
    numbers.add(Json.of(piece.number()));
    if (block.label().source().compareTo(origin.source()) > 0) origin = block.label();
  }

  /** Says something about the rest. */
  void remark(String text) {
    content.add(new Block.Text(text, Label.JACKDAW));
  }

  ToolResult result() {
    return new ToolResult(
        ToolResult.Status.OK,
        content,
        Json.object().put("numbers", Json.array(List.copyOf(numbers))).build(),
        origin);
  }
}

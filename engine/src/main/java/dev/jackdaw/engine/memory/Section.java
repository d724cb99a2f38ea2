package dev.jackdaw.engine.memory;

import dev.jackdaw.api.Retention;
import java.util.Optional;

/**
 * A heading with what stands below it up to the next one, whatever its level.
 *
 * @param heading without its mark; empty for what stands above the first heading
 * @param level 1 to 6; 0 above the first heading
 * @param line the first line, from 1
 * @param head how many lines the heading takes
 * @param text all of it, heading and line ends included
 * @param keep how its own mark, or that of a heading above it, asks to be treated
 */
public record Section(
    String heading, int level, int line, int head, String text, Optional<Retention> keep) {

  /** Returns the heading in quotes, or what stands for it. */
  public String name() {
    return heading.isEmpty() ? "the beginning" : "\"" + heading + "\"";
  }

  /** Returns how many lines it has. */
  public int lines() {
    return SectionReader.rows(text).size();
  }

  /** Returns the heading and the first paragraph below it; all of it when there is no more. */
  String beginning() {
    var rows = SectionReader.rows(text);
    var fence = new Fence();
    var begun = false;
    for (var i = head; i < rows.size(); i++) {
      var row = rows.get(i);
      var isCode = fence.takes(row);
      if (row.isBlank() && !isCode && begun) {
        var rest = String.join("", rows.subList(i, rows.size()));
        return rest.isBlank() ? text : String.join("", rows.subList(0, i));
      }
      if (!row.isBlank() && (isCode || Mark.in(row).isEmpty())) begun = true;
    }
    return text;
  }

  /**
   * Returns as many whole lines from the top as have so many tokens at most, never half a block of
   * code; nothing when it were the heading alone.
   */
  String top(long tokens) {
    var fence = new Fence();
    var rows = SectionReader.rows(text);
    var at = 0;
    var end = 0;
    for (var i = 0; i < rows.size(); i++) {
      at += rows.get(i).length();
      if (Tokens.of(text.subSequence(0, at)) > tokens) break;
      fence.takes(rows.get(i));
      if (!fence.isOpen() && i >= head) end = at;
    }
    return text.substring(0, end);
  }
}

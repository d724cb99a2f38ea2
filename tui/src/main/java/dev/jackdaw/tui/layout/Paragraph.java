package dev.jackdaw.tui.layout;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/**
 * A line as it was written, before it is broken to a width.
 *
 * @param first stands in front of its first line
 * @param next stands in front of the others
 * @param isExact whether it is broken anywhere, so that nothing is left out
 */
public record Paragraph(
    AttributedString first, AttributedString next, AttributedString text, boolean isExact) {

  /** Returns a paragraph that is broken between words. */
  public static Paragraph of(AttributedString text) {
    return indented(0, text);
  }

  /** Returns a paragraph that is broken between words, behind some spaces. */
  public static Paragraph indented(int columns, AttributedString text) {
    var margin = new AttributedString(" ".repeat(columns));
    return new Paragraph(margin, margin, text, false);
  }

  /** Returns what it looks like at a width. */
  public List<AttributedString> lines(int width) {
    var margin = Math.max(Columns.of(first), Columns.of(next));
    if (margin >= width) return Wrap.exactly(text, width);
    var broken = isExact ? Wrap.exactly(text, width - margin) : Wrap.words(text, width - margin);
    if (margin == 0) return broken;
    var lines = new ArrayList<AttributedString>(broken.size());
    for (var line : broken) lines.add(Ink.join(lines.isEmpty() ? first : next, line));
    return lines;
  }

  /** Returns what several look like at a width. */
  public static List<AttributedString> lines(List<Paragraph> all, int width) {
    var lines = new ArrayList<AttributedString>();
    for (var each : all) lines.addAll(each.lines(width));
    return lines;
  }
}

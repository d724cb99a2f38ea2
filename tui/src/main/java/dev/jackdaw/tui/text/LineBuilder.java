package dev.jackdaw.tui.text;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Puts a line together, with its links and its width. */
public final class LineBuilder {
  private final Cells cells;
  private final AttributedStringBuilder text = new AttributedStringBuilder();
  private final List<LinkedLine.Link> links = new ArrayList<>();
  private int width;

  public LineBuilder(Cells cells) {
    this.cells = cells;
  }

  public LineBuilder add(Span span) {
    if (!span.target().isEmpty() && !span.text().isEmpty()) link(span);
    return add(span.text(), span.style());
  }

  private void link(Span span) {
    var start = text.length();
    var end = start + span.text().length();
    if (!links.isEmpty()) {
      var last = links.getLast();
      if (last.end() == start && last.target().equals(span.target())) {
        start = last.start();
        links.removeLast();
      }
    }
    links.add(new LinkedLine.Link(start, end, span.target()));
  }

  public LineBuilder add(String more, AttributedStyle style) {
    text.append(more, style);
    width += cells.width(more);
    return this;
  }

  public LineBuilder add(AttributedString more) {
    if (more instanceof LinkedLine linked) {
      for (var link : linked.links()) {
        var offset = text.length();
        links.add(new LinkedLine.Link(offset + link.start(), offset + link.end(), link.target()));
      }
    }
    text.append(more);
    width += cells.width(more);
    return this;
  }

  /** Adds spaces until the line is as wide as given. */
  public LineBuilder padTo(int columns) {
    return columns <= width ? this : add(" ".repeat(columns - width), AttributedStyle.DEFAULT);
  }

  /** Returns how many columns the line takes so far. */
  public int width() {
    return width;
  }

  public boolean isEmpty() {
    return text.length() == 0;
  }

  public AttributedString build() {
    var line = text.toAttributedString();
    return links.isEmpty() ? line : new LinkedLine(line, links);
  }
}

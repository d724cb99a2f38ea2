package dev.jackdaw.tui.markdown;

import dev.jackdaw.tui.text.LineBuilder;
import dev.jackdaw.tui.text.Span;
import dev.jackdaw.tui.text.Wrapper;
import dev.jackdaw.tui.theme.Role;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * A table. Its columns are as wide as their cells, or narrower where they would not fit; where not
 * even that helps, each row becomes a list of what its cells mean. The widths are settled at the
 * end, or once {@value #MAX_HELD} characters are held: rows after that come as they arrive.
 */
final class Table implements Leaf {
  private static final int MAX_HELD = 8_192;
  private static final int NARROWEST = 6;

  private final Layout layout;
  private final AttributedString prefix;
  private final List<Align> aligns;
  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<AttributedString> done = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private int[] widths = {};
  private boolean isSettled;
  private boolean hasRows;
  private int held;

  enum Align {
    LEFT,
    CENTRE,
    RIGHT
  }

  Table(Layout layout, AttributedString prefix, List<String> head, List<Align> aligns) {
    this.layout = layout;
    this.prefix = prefix;
    this.head = head;
    this.aligns = aligns;
  }

  @Override
  public Leaf copy() {
    var copy = new Table(layout, prefix, head, aligns);
    copy.rows.addAll(rows);
    copy.line.append(line);
    copy.widths = widths;
    copy.isSettled = isSettled;
    copy.hasRows = hasRows;
    return copy;
  }

  @Override
  public void text(String part) {
    line.append(part);
  }

  @Override
  public void endLine() {
    if (line.isEmpty()) return;
    var row = Rows.cells(line.toString());
    held += line.length();
    line.setLength(0);
    while (row.size() < head.size()) row.add("");
    if (row.size() > head.size()) {
      var rest = row.subList(head.size() - 1, row.size());
      var last = String.join(" | ", rest);
      rest.clear();
      row.add(last);
    }
    if (isSettled) draw(row);
    else rows.add(row);
    if (held > MAX_HELD) settle();
  }

  @Override
  public void end() {
    endLine();
    settle();
  }

  private void settle() {
    if (isSettled) return;
    isSettled = true;
    widths = widths();
    if (widths.length > 0) drawHead();
    rows.forEach(this::draw);
    if (rows.isEmpty() && widths.length == 0) record(head);
    rows.clear();
  }

  private List<Span> spans(String cell, AttributedStyle base) {
    return layout.inlines(cell, base).spans();
  }

  private int natural(String cell, AttributedStyle base) {
    var widest = 0;
    var width = 0;
    for (var span : spans(cell, base)) {
      if (span.text().equals(Inlines.BREAK)) width = 0;
      else width += layout.abilities().cells().width(span.text());
      widest = Math.max(widest, width);
    }
    return widest;
  }

  /** Returns the columns' widths; none when the table cannot be drawn as one. */
  private int[] widths() {
    var count = head.size();
    var wanted = new int[count];
    for (var i = 0; i < count; i++) {
      wanted[i] = Math.max(1, natural(head.get(i), layout.style(Role.STRONG)));
      for (var row : rows)
        wanted[i] = Math.max(wanted[i], natural(row.get(i), AttributedStyle.DEFAULT));
    }
    return fitted(wanted, layout.width() - layout.width(prefix) - 3 * (count - 1));
  }

  /** What is narrower than its share stays; the others share what is left. */
  static int[] fitted(int[] wanted, int room) {
    var result = wanted.clone();
    var fixed = new boolean[wanted.length];
    var left = room;
    var open = wanted.length;
    for (var again = true; again && open > 0; ) {
      again = false;
      for (var i = 0; i < wanted.length; i++) {
        if (fixed[i] || wanted[i] > left / open) continue;
        fixed[i] = true;
        left -= wanted[i];
        open--;
        again = true;
        if (open == 0) break;
      }
    }
    if (open > 0 && left / open < NARROWEST) return new int[0];
    for (var i = 0; i < wanted.length; i++) {
      if (fixed[i]) continue;
      result[i] = left / open;
      left -= result[i];
      open--;
    }
    return left < 0 ? new int[0] : result;
  }

  private void drawHead() {
    drawCells(head, layout.style(Role.STRONG));
    var builder = new LineBuilder(layout.abilities().cells()).add(prefix);
    var signs = layout.abilities().hasSigns();
    var rule = new StringBuilder();
    for (var i = 0; i < widths.length; i++) {
      if (i > 0) rule.append(signs ? "─┼─" : "-+-");
      rule.repeat(signs ? "─" : "-", widths[i]);
    }
    done.add(builder.add(rule.toString(), layout.style(Role.BORDER)).build());
  }

  private void draw(List<String> row) {
    if (widths.length == 0) record(row);
    else drawCells(row, layout.style(Role.TEXT));
  }

  private void drawCells(List<String> row, AttributedStyle base) {
    var cells = new ArrayList<List<AttributedString>>();
    var height = 1;
    for (var i = 0; i < widths.length; i++) {
      var wrapper =
          new Wrapper(
              widths[i],
              AttributedString.EMPTY,
              AttributedString.EMPTY,
              layout.abilities().cells());
      Layout.wrap(spans(row.get(i), base), wrapper);
      cells.add(wrapper.end());
      height = Math.max(height, cells.getLast().size());
    }
    for (var y = 0; y < height; y++) done.add(line(cells, y));
  }

  private AttributedString line(List<List<AttributedString>> cells, int y) {
    var builder = new LineBuilder(layout.abilities().cells()).add(prefix);
    var start = builder.width();
    for (var i = 0; i < widths.length; i++) {
      if (i > 0) {
        builder.padTo(start - 3);
        builder.add(layout.abilities().hasSigns() ? " │ " : " | ", layout.style(Role.BORDER));
      }
      var text = y < cells.get(i).size() ? cells.get(i).get(y) : AttributedString.EMPTY;
      var spare = widths[i] - layout.width(text);
      builder.padTo(start + lead(aligns.get(i), spare));
      builder.add(text);
      start += widths[i] + 3;
    }
    return builder.build();
  }

  private static int lead(Align align, int spare) {
    return switch (align) {
      case LEFT -> 0;
      case CENTRE -> Math.max(0, spare / 2);
      case RIGHT -> Math.max(0, spare);
    };
  }

  /** Draws a row as a list: what each cell means, and what is in it. */
  private void record(List<String> row) {
    if (hasRows) done.add(prefix);
    hasRows = true;
    for (var i = 0; i < head.size(); i++) {
      if (row.get(i).isBlank() && head.get(i).isBlank()) continue;
      var next = AttributedString.join(AttributedString.EMPTY, prefix, new AttributedString("  "));
      var wrapper = layout.wrapper(prefix, next);
      Layout.wrap(spans(head.get(i), layout.style(Role.STRONG)), wrapper);
      if (!row.equals(head)) {
        wrapper.add(Span.of(": ", layout.style(Role.STRONG)));
        Layout.wrap(spans(row.get(i), layout.style(Role.TEXT)), wrapper);
      }
      done.addAll(wrapper.end());
    }
  }

  @Override
  public List<AttributedString> finished() {
    var lines = List.copyOf(done);
    done.clear();
    return lines;
  }
}

package dev.jackdaw.tui.text;

import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * A few lines in place of many.
 *
 * @param first how many of the first lines are shown
 * @param last how many of the last ones
 * @param key what opens the whole, as it is said to the user; may be empty
 */
public record Folded(int first, int last, String key, Theme theme, Capabilities abilities) {
  /** Returns the lines, each cut to the width, with what is left out said between them. */
  public List<AttributedString> of(List<AttributedString> lines, int width) {
    var hidden = lines.size() - first - last;
    var shown = new ArrayList<AttributedString>();
    if (hidden <= 1) {
      for (var line : lines) shown.add(clipped(line, width));
      return shown;
    }
    for (var line : lines.subList(0, first)) shown.add(clipped(line, width));
    shown.add(clipped(theme.styled(Role.DIM, remark(hidden)), width));
    for (var line : lines.subList(lines.size() - last, lines.size())) {
      shown.add(clipped(line, width));
    }
    return shown;
  }

  private String remark(int hidden) {
    return dots() + " " + hidden + " more lines" + (key.isEmpty() ? "" : " (" + key + ")");
  }

  private String dots() {
    return abilities.hasSigns() ? "…" : "...";
  }

  /** Returns the line, or its beginning with dots behind it when it is too wide. */
  public AttributedString clipped(AttributedString line, int width) {
    var cells = abilities.cells();
    if (cells.width(line) <= width) return line;
    var dots = dots();
    if (width <= dots.length()) return line.subSequence(0, cells.fitting(line, 0, width));
    var end = cells.fitting(line, 0, width - dots.length());
    return new LineBuilder(cells)
        .add(line.subSequence(0, end))
        .add(dots, theme.style(Role.DIM))
        .build();
  }

  /** Returns all lines for a view of its own: what is too wide goes on in the next line. */
  public static List<AttributedString> whole(List<AttributedString> lines, int width, Cells cells) {
    var all = new ArrayList<AttributedString>();
    for (var line : lines) {
      var from = 0;
      do {
        var length = cells.fitting(line, from, Math.max(2, width));
        all.add(
            from == 0 && length == line.length() ? line : line.subSequence(from, from + length));
        from += length;
      } while (from < line.length());
    }
    return all;
  }

  /** Returns lines without colours for a text that is safe. */
  public static List<AttributedString> plain(List<String> lines) {
    return lines.stream().map(line -> new AttributedString(line, AttributedStyle.DEFAULT)).toList();
  }
}

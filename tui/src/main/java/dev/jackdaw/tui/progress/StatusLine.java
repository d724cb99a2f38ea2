package dev.jackdaw.tui.progress;

import dev.jackdaw.tui.Signs;
import dev.jackdaw.tui.layout.Columns;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import dev.jackdaw.tui.widget.Drawing;
import dev.jackdaw.tui.widget.Widget;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/**
 * The line at the bottom that says how the session stands; or what a script of the user's printed
 * instead, of which no escape survives. Safe for use by several threads.
 */
public final class StatusLine implements Widget {
  private static final int MOST_LINES = 3;

  private final Ink ink;
  private List<String> parts = List.of();
  private String script = "";

  public StatusLine(Theme theme, Signs signs) {
    this.ink = new Ink(theme, signs);
  }

  public synchronized void show(Status status) {
    parts = status.parts();
  }

  /** Shows what a script printed; blank text brings the usual line back. */
  public synchronized void script(String printed) {
    script = printed.isBlank() ? "" : printed.strip();
  }

  @Override
  public synchronized Drawing draw(int width, int height) {
    if (!script.isEmpty()) {
      var lines = new ArrayList<AttributedString>();
      for (var line : ink.read(Role.DIM, script)) {
        if (lines.size() < Math.min(height, MOST_LINES)) lines.add(ink.cut(line, width));
      }
      return Drawing.of(lines);
    }
    if (parts.isEmpty()) return Drawing.of(List.of());
    var line = new StringBuilder();
    for (var part : parts) {
      var more = line + (line.isEmpty() ? "" : ink.signs().separator()) + part;
      if (line.isEmpty() || Columns.of(ink.line(Role.DIM, more)) <= width) {
        line.setLength(0);
        line.append(more);
      }
    }
    return Drawing.of(List.of(ink.cut(ink.line(Role.DIM, line.toString()), width)));
  }
}

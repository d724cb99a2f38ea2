package dev.jackdaw.tui;

import dev.jackdaw.tui.ask.QuestionQueue;
import dev.jackdaw.tui.compose.Composer;
import dev.jackdaw.tui.layout.Columns;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.progress.Activity;
import dev.jackdaw.tui.progress.StatusLine;
import dev.jackdaw.tui.screen.Frame;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.widget.Drawing;
import dev.jackdaw.tui.widget.Widget;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** Lays out the live part of the screen, and says what gives way where there is little room. */
final class Bottom {
  private static final int MOST_ACTIVITY = 12;

  private final Appearance theme;
  private final Composer composer;
  private final QuestionQueue questions;
  private final Activity activity;
  private final StatusLine status;
  private final LiveScreen screen;
  private @Nullable Widget inline;
  private boolean hasSteps = true;

  Bottom(
      Appearance theme,
      Composer composer,
      QuestionQueue questions,
      Activity activity,
      StatusLine status,
      LiveScreen screen) {
    this.theme = theme;
    this.composer = composer;
    this.questions = questions;
    this.activity = activity;
    this.status = status;
    this.screen = screen;
  }

  /** Draws that in the place of the composer; null for the composer again. */
  void inline(@Nullable Widget widget) {
    inline = widget;
  }

  /** Shows the steps of the work, or no longer. */
  void toggleSteps() {
    hasSteps = !hasSteps;
  }

  Frame draw(int columns, int rows) {
    var left = rows;
    var foot = status(columns, left >= 6 ? Math.min(3, left / 6) : 0);
    left -= foot.size();
    var input = input(columns, left);
    left -= input.lines().size();
    var above = above(columns, left);
    left -= above.size();
    var open = screen.open();
    var tail = open.subList(Math.max(0, open.size() - left), open.size());
    var offset = tail.size() + above.size();
    return new Frame(
        List.of(tail, above, input.lines(), foot),
        input.cursor().map(cursor -> new Drawing.Cursor(cursor.row() + offset, cursor.column())));
  }

  private Drawing input(int columns, int rows) {
    if (!questions.isEmpty()) return questions.draw(columns, Math.max(1, rows - 2));
    if (inline != null) return inline.draw(columns, Math.max(1, rows - 2));
    return composer.draw(columns, Math.clamp(rows / 2, 1, Math.max(1, rows - 1)));
  }

  /** What runs, between blank rows as far as there is room for them. */
  private List<AttributedString> above(int columns, int rows) {
    if (rows < 3) return List.of();
    var lines = new ArrayList<AttributedString>();
    lines.add(AttributedString.EMPTY);
    var most = Math.min(hasSteps ? MOST_ACTIVITY : 1, rows - 2);
    var running = activity.draw(columns, most).lines();
    if (!running.isEmpty()) lines.addAll(running);
    else if (!screen.status().isEmpty()) lines.add(theme.styled(Role.DIM, screen.status()));
    else return lines;
    if (rows > lines.size() + 1) lines.add(AttributedString.EMPTY);
    return lines;
  }

  private List<AttributedString> status(int columns, int rows) {
    if (rows < 1) return List.of();
    var line = new ArrayList<AttributedString>();
    var vim = composer.vimState();
    for (var row : status.draw(Math.max(1, columns - 2), rows).lines()) {
      var mode = line.isEmpty() && !vim.isEmpty() ? vim + "  " : "";
      var text = Ink.join(theme.styled(Role.DIM, "  " + mode), row);
      line.add(Columns.cut(text, columns, ""));
    }
    return line;
  }
}

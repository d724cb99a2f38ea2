package dev.jackdaw.tui;

import dev.jackdaw.tui.ask.QuestionQueue;
import dev.jackdaw.tui.compose.Composer;
import dev.jackdaw.tui.layout.Columns;
import dev.jackdaw.tui.progress.Activity;
import dev.jackdaw.tui.screen.Frame;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.widget.Drawing;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** Lays out the live part of the screen, and says what gives way where there is little room. */
final class Bottom {
  private static final int MOST_ACTIVITY = 12;

  private final Appearance theme;
  private final Signs signs;
  private final Conversation conversation;
  private final Composer composer;
  private final QuestionQueue questions;
  private final Activity activity;
  private final LiveScreen screen;
  private boolean hasSteps = true;
  private long tokens;

  Bottom(
      Appearance theme,
      Signs signs,
      Conversation conversation,
      Composer composer,
      QuestionQueue questions,
      Activity activity,
      LiveScreen screen) {
    this.theme = theme;
    this.signs = signs;
    this.conversation = conversation;
    this.composer = composer;
    this.questions = questions;
    this.activity = activity;
    this.screen = screen;
  }

  /** Takes note of how much the model's context holds, in tokens. */
  void context(long held) {
    tokens = held;
  }

  /** Shows the steps of the work, or no longer. */
  void toggleSteps() {
    hasSteps = !hasSteps;
  }

  Frame draw(int columns, int rows) {
    var left = rows;
    var status = left >= 6 ? List.of(status(columns)) : List.<AttributedString>of();
    left -= status.size();
    var input = input(columns, left);
    left -= input.lines().size();
    var above = above(columns, left);
    left -= above.size();
    var open = screen.open();
    var tail = open.subList(Math.max(0, open.size() - left), open.size());
    var offset = tail.size() + above.size();
    return new Frame(
        List.of(tail, above, input.lines(), status),
        input
            .cursor()
            .map(cursor -> new Drawing.Cursor(cursor.row() + offset, cursor.column())));
  }

  private Drawing input(int columns, int rows) {
    if (!questions.isEmpty()) return questions.draw(columns, Math.max(1, rows - 2));
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

  private AttributedString status(int columns) {
    var session = conversation.session();
    var parts = new ArrayList<String>();
    parts.add(session.mode().text());
    parts.add(session.model().id());
    var window = session.model().window();
    if (tokens > 0 && window > 0) parts.add(100 * tokens / window + "% of context");
    if (!composer.vimState().isEmpty()) parts.add(composer.vimState());
    var text = "  " + OutputFilter.line(String.join(signs.separator(), parts));
    return Columns.cut(theme.styled(Role.DIM, text), columns, signs.dots());
  }
}

package dev.jackdaw.tui.compose;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.widget.Drawing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jspecify.annotations.Nullable;

/** Draws a composer: what is queued, the text, what is offered, a hint. */
final class ComposerView {
  static final int POPUP_ROWS = 8;

  private static final int QUEUE_ROWS = 3;
  private static final int LEAST_ROWS = 3;
  private static final int GUTTER = 2;
  private static final int LEAST_WIDTH_FOR_GUTTER = 8;

  private final ComposerParts parts;
  private final TextBuffer buffer;
  private final Chips chips;
  private final Popup popup;
  private final Vim vim;
  private final Waiting waiting;
  private int width = 80;
  private int top;
  private long laidOut = -1;
  private int laidOutWidth;
  private @Nullable Layout layout;

  ComposerView(
      ComposerParts parts, TextBuffer buffer, Chips chips, Popup popup, Vim vim, Waiting waiting) {
    this.parts = parts;
    this.buffer = buffer;
    this.chips = chips;
    this.popup = popup;
    this.vim = vim;
    this.waiting = waiting;
  }

  /** Returns the text in the rows it was drawn in last. */
  Layout layout() {
    var inner = Math.max(1, width - gutter());
    var known = layout;
    if (known != null && laidOut == buffer.version() && laidOutWidth == inner) return known;
    laidOut = buffer.version();
    laidOutWidth = inner;
    known = new Layout(buffer.text(), chips, parts.cells(), inner);
    layout = known;
    return known;
  }

  private int gutter() {
    return width >= LEAST_WIDTH_FOR_GUTTER ? GUTTER : 0;
  }

  Drawing draw(int columns, int height, @Nullable HistorySearch search, String hint) {
    width = columns;
    return search == null ? composer(height, hint) : searching(search, height);
  }

  private Drawing composer(int height, String hint) {
    var rows = layout().rows().size();
    var share = height <= 2 * LEAST_ROWS ? height : Math.max(LEAST_ROWS, height / 2);
    var textRows = Math.clamp(rows, 1, Math.min(share, height));
    var left = height - textRows;
    var hints = hint.isEmpty() || left == 0 ? List.<AttributedString>of() : List.of(hint(hint));
    left -= hints.size();
    var offered = offered(Math.min(left, POPUP_ROWS));
    left -= offered.size();
    var queued = queued(Math.min(left, QUEUE_ROWS));
    var lines = new ArrayList<>(queued);
    var cursor = text(textRows, lines);
    lines.addAll(offered);
    lines.addAll(hints);
    return new Drawing(lines, Optional.of(cursor));
  }

  private AttributedString hint(String text) {
    return line(Role.DIM, " ".repeat(gutter()) + VisibleText.inOneLine(text));
  }

  private AttributedString line(Role role, String text) {
    return parts.theme().styled(role, parts.cells().fitting(text, width, parts.signs().dots()));
  }

  private List<AttributedString> queued(int most) {
    var drafts = waiting.queued();
    var lines = new ArrayList<AttributedString>();
    if (most == 0) return lines;
    var shown = drafts.size() <= most ? drafts.size() : most - 1;
    for (var draft : drafts.subList(0, shown))
      lines.add(line(Role.DIM, "queued: " + oneLine(draft)));
    if (shown < drafts.size())
      lines.add(line(Role.DIM, "queued: " + (drafts.size() - shown) + " more"));
    return lines;
  }

  /** Only the beginning is looked at: the rest does not fit any line. */
  private String oneLine(String draft) {
    var end = Clusters.snap(draft, Math.min(draft.length(), 4 * width));
    return VisibleText.inOneLine(chips.labelled(draft.substring(0, end)).strip());
  }

  private Drawing.Cursor text(int most, List<AttributedString> lines) {
    var rows = layout().rows();
    var row = layout().row(buffer.cursor());
    top =
        Math.clamp(
            top, Math.max(0, row - most + 1), Math.min(row, Math.max(0, rows.size() - most)));
    var above = lines.size();
    for (var i = top; i < Math.min(rows.size(), top + most); i++) {
      var isCut = i == top && top > 0 || i == top + most - 1 && i < rows.size() - 1;
      lines.add(row(rows.get(i), i == 0, isCut));
    }
    var column = gutter() + layout().column(row, buffer.cursor());
    return new Drawing.Cursor(above + row - top, Math.min(column, width - 1));
  }

  private AttributedString row(Layout.Row row, boolean isFirst, boolean isCut) {
    var line = new AttributedStringBuilder();
    if (gutter() > 0) {
      var sign =
          isCut ? parts.signs().dots().substring(0, 1) : isFirst ? parts.signs().prompt() : " ";
      line.append(parts.theme().styled(isCut ? Role.DIM : promptRole(), sign)).append(" ");
    }
    var selection = vim.selection();
    for (var piece : layout().pieces(row)) {
      var isMarked =
          selection
              .filter(part -> piece.start() >= part.from() && piece.start() < part.to())
              .isPresent();
      line.append(
          parts.theme().styled(isMarked ? Role.SELECTION : role(piece.kind()), piece.shown()));
    }
    return line.toAttributedString();
  }

  private Role promptRole() {
    if (buffer.isEmpty()) return Role.PROMPT;
    return switch (buffer.charAt(0)) {
      case '!' -> Role.WARNING;
      case '#' -> Role.ACCENT;
      default -> Role.PROMPT;
    };
  }

  private static Role role(Layout.Kind kind) {
    return switch (kind) {
      case TEXT -> Role.TEXT;
      case HIDDEN -> Role.WARNING;
      case CHIP -> Role.ACCENT;
    };
  }

  private List<AttributedString> offered(int most) {
    var lines = new ArrayList<AttributedString>();
    if (most <= 0 || popup.offer().isEmpty()) return lines;
    var all = popup.offer().get().suggestions();
    var first = first(popup.marked(), all.size(), most);
    var shown = all.subList(first, Math.min(all.size(), first + most));
    var widest = shown.stream().mapToInt(one -> parts.cells().ofText(one.shown())).max().orElse(0);
    for (var i = 0; i < shown.size(); i++) {
      lines.add(entry(shown.get(i), Math.min(widest, width / 2), first + i == popup.marked()));
    }
    return lines;
  }

  private static int first(int marked, int count, int most) {
    return Math.clamp(marked - most / 2, 0, Math.max(0, count - most));
  }

  private AttributedString entry(Suggestion one, int column, boolean isMarked) {
    var start = isMarked ? mark() : " ".repeat(gutter());
    var hasHelp = !one.help().isEmpty() && width >= 30;
    var room = hasHelp ? column : width - gutter();
    var name = parts.cells().fitting(one.shown(), Math.max(1, room), parts.signs().dots());
    var gap = hasHelp ? " ".repeat(Math.max(0, column - parts.cells().ofText(name)) + 2) : "";
    var left = start + name + gap;
    if (isMarked) return line(Role.SELECTION, hasHelp ? left + one.help() : left);
    var help =
        parts
            .cells()
            .fitting(
                one.help(), Math.max(0, width - parts.cells().ofText(left)), parts.signs().dots());
    return new AttributedStringBuilder()
        .append(line(Role.TEXT, left))
        .append(parts.theme().styled(Role.DIM, hasHelp ? help : ""))
        .toAttributedString();
  }

  private String mark() {
    return gutter() == 0 ? "" : parts.signs().mark() + " ";
  }

  private Drawing searching(HistorySearch search, int height) {
    var lines = new ArrayList<AttributedString>();
    var label = "search: ";
    var wanted = VisibleText.inOneLine(search.wanted());
    lines.add(line(Role.PROMPT, label + wanted));
    var most = Math.min(height - 1, POPUP_ROWS);
    var found = search.found();
    if (found.isEmpty() && most > 0) lines.add(line(Role.DIM, "  nothing like it was sent"));
    var first = first(search.marked(), found.size(), most);
    for (var i = first; i < Math.min(found.size(), first + most); i++) {
      var isMarked = i == search.marked();
      var start = isMarked ? mark() : " ".repeat(gutter());
      lines.add(line(isMarked ? Role.SELECTION : Role.TEXT, start + oneLine(found.get(i))));
    }
    var column = Math.min(width - 1, parts.cells().ofText(label + wanted));
    return new Drawing(lines, Optional.of(new Drawing.Cursor(0, column)));
  }
}

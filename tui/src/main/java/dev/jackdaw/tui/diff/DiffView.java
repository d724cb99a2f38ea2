package dev.jackdaw.tui.diff;

import dev.jackdaw.api.text.LineDiff;
import dev.jackdaw.tui.text.Capabilities;
import dev.jackdaw.tui.text.LineBuilder;
import dev.jackdaw.tui.text.SafeText;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * Draws differences: the number of each line where it is known, a sign that tells without colour
 * what happened to it, and the words that changed where one line replaced another. Lines that do
 * not fit go on below; very long ones are cut.
 *
 * @param width in columns
 */
public record DiffView(Theme theme, int width, Capabilities abilities) {
  private static final int MAX_LINE = 1_000;
  private static final int TAB = 4;
  private static final int NARROWEST = 8;

  /** Draws a unified difference, or a patch. */
  public List<AttributedString> patch(String text) {
    return draw(PatchReader.read(text));
  }

  /**
   * Draws what becomes of a text.
   *
   * @param firstLine the number of its first line; 0 where that is not known
   */
  public List<AttributedString> edit(String before, String after, int firstLine) {
    var rows = new ArrayList<Row>();
    var isPart = !before.endsWith("\n") && !after.endsWith("\n");
    var end = isPart ? "\n" : "";
    var old = before.isEmpty() ? before : before + end;
    for (var row :
        PatchReader.read(LineDiff.of(old, after.isEmpty() ? after : after + end).unified())) {
      rows.add(
          switch (row) {
            case Row.Line(var sign, var number, var line) ->
                new Row.Line(sign, firstLine == 0 ? 0 : number + firstLine - 1, line);
            case Row.Head _, Row.Gap _, Row.Remark _ -> row;
          });
    }
    return draw(rows);
  }

  private List<AttributedString> draw(List<Row> rows) {
    var digits = 0;
    for (var row : rows) {
      if (row instanceof Row.Line(_, var number, _) && number > 0) {
        digits = Math.max(digits, Integer.toString(number).length());
      }
    }
    var lines = new ArrayList<AttributedString>();
    for (var at = 0; at < rows.size(); ) at = draw(rows, at, digits, lines);
    return lines;
  }

  /** Draws one row, or all those that replaced one another, and returns where the next is. */
  private int draw(List<Row> rows, int at, int digits, List<AttributedString> lines) {
    switch (rows.get(at)) {
      case Row.Head(var text) -> remark(safe(text), theme.style(Role.STRONG), "", lines);
      case Row.Remark(var text) -> remark(safe(text), theme.style(Role.DIM), "", lines);
      case Row.Gap(var count, var heading) -> gap(count, safe(heading), digits, lines);
      case Row.Line(var sign, _, _) when sign == '-' -> {
        return replaced(rows, at, digits, lines);
      }
      case Row.Line line -> {
        var pieces = List.of(new WordDiff.Piece(safe(line.text()), false));
        line(line, pieces, digits, lines);
      }
    }
    return at + 1;
  }

  private int replaced(List<Row> rows, int from, int digits, List<AttributedString> lines) {
    var middle = runEnd(rows, from, '-');
    var end = runEnd(rows, middle, '+');
    var pairs = new ArrayList<WordDiff.Pair>();
    for (var i = 0; i < Math.min(middle - from, end - middle); i++) {
      pairs.add(WordDiff.of(text(rows.get(from + i)), text(rows.get(middle + i))));
    }
    for (var i = from; i < end; i++) {
      var isOld = i < middle;
      var place = isOld ? i - from : i - middle;
      var pieces =
          place >= pairs.size()
              ? List.of(new WordDiff.Piece(text(rows.get(i)), false))
              : isOld ? pairs.get(place).before() : pairs.get(place).after();
      if (rows.get(i) instanceof Row.Line line) line(line, pieces, digits, lines);
    }
    return end;
  }

  private static int runEnd(List<Row> rows, int from, char sign) {
    var at = from;
    while (at < rows.size() && rows.get(at) instanceof Row.Line(var c, _, _) && c == sign) at++;
    return at;
  }

  private static String text(Row row) {
    return row instanceof Row.Line(_, _, var text) ? safe(text) : "";
  }

  private static String safe(String text) {
    var line = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    var shown = SafeText.all(line);
    if (shown.indexOf('\t') < 0) return shown;
    var out = new StringBuilder();
    for (var i = 0; i < shown.length(); i++) {
      if (shown.charAt(i) == '\t') out.repeat(' ', TAB - out.length() % TAB);
      else out.append(shown.charAt(i));
    }
    return out.toString();
  }

  private void gap(int count, String heading, int digits, List<AttributedString> lines) {
    var dots = abilities.hasSigns() ? "⋮" : ":";
    var indent = " ".repeat(Math.max(0, digits - 1)) + dots;
    var what =
        count == 0 ? "" : count == 1 ? " 1 unchanged line" : " " + count + " unchanged lines";
    var text = heading.isEmpty() ? what : what + "  " + heading;
    remark(text, theme.style(Role.DIM), indent, lines);
  }

  private void remark(
      String text, AttributedStyle style, String indent, List<AttributedString> lines) {
    var builder = new LineBuilder(abilities.cells()).add(indent, theme.style(Role.DIFF_GUTTER));
    var room = Math.max(1, width - builder.width());
    builder.add(text.substring(0, abilities.cells().fitting(text, 0, room)), style);
    lines.add(builder.build());
  }

  private void line(
      Row.Line line, List<WordDiff.Piece> pieces, int digits, List<AttributedString> lines) {
    var number = line.number() == 0 ? "" : Integer.toString(line.number());
    var gutter = digits == 0 ? "" : " ".repeat(digits - number.length()) + number + " ";
    if (width - gutter.length() < NARROWEST) gutter = "";
    var sign = line.sign() + " ";
    var builder = start(gutter, sign, line.sign());
    var room = Math.max(1, width - builder.width());
    var left = room;
    var written = 0;
    for (var piece : pieces) {
      var style = style(line.sign(), piece.isChanged());
      var text = piece.text();
      for (var from = 0; from < text.length() && written < MAX_LINE; ) {
        var length = left <= 0 ? 0 : abilities.cells().fitting(text, from, left);
        var columns = abilities.cells().width(text.substring(from, from + length));
        if (length == 0 || columns > left && left < room) {
          lines.add(builder.build());
          builder = start(" ".repeat(gutter.length()), "  ", line.sign());
          left = room;
          continue;
        }
        builder.add(text.substring(from, from + length), style);
        left -= columns;
        from += length;
        written += length;
      }
    }
    lines.add(builder.build());
    var all = pieces.stream().mapToInt(piece -> piece.text().length()).sum();
    if (written < all) {
      var dots = abilities.hasSigns() ? "… " : "... ";
      remark(
          dots + (all - written) + " more characters",
          theme.style(Role.DIM),
          " ".repeat(gutter.length() + 2),
          lines);
    }
  }

  private LineBuilder start(String gutter, String sign, char kind) {
    return new LineBuilder(abilities.cells())
        .add(gutter, theme.style(Role.DIFF_GUTTER))
        .add(sign, style(kind, false));
  }

  private AttributedStyle style(char sign, boolean isChanged) {
    return theme.style(
        switch (sign) {
          case '+' -> isChanged ? Role.DIFF_ADDED_WORD : Role.DIFF_ADDED;
          case '-' -> isChanged ? Role.DIFF_REMOVED_WORD : Role.DIFF_REMOVED;
          default -> Role.TEXT;
        });
  }
}

package dev.jackdaw.tui.layout;

import dev.jackdaw.tui.text.Cells;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** Breaks a line into lines of a width. What it returns shares the text it was given. */
public final class Wrap {
  /** Stands for a character that is wider than the screen. */
  private static final AttributedString TOO_WIDE = new AttributedString("?");

  private Wrap() {}

  /** Breaks between words where that is possible; the spaces at a break are left out. */
  public static List<AttributedString> words(AttributedString line, int width) {
    return broken(line, width, true);
  }

  /** Breaks between words; what goes on stands below what the line begins with, signs left out. */
  public static List<AttributedString> hanging(AttributedString line, int width) {
    var margin = margin(line);
    if (margin == 0 || margin > width / 2) return words(line, width);
    var space = new AttributedString(" ".repeat(margin));
    var lines = new ArrayList<AttributedString>();
    var first = words(line, width).getFirst();
    lines.add(first);
    var rest = line.subSequence(behindSpaces(line, first.length()), line.length());
    if (rest.length() == 0) return lines;
    for (var each : words(rest, width - margin)) {
      lines.add(AttributedString.join(AttributedString.EMPTY, space, each));
    }
    return lines;
  }

  private static int margin(AttributedString line) {
    var at = behindSpaces(line, 0);
    var isSign = at + 1 < line.length() && line.charAt(at + 1) == ' ';
    return isSign ? behindSpaces(line, at + 1) : at;
  }

  /** Breaks where the width ends, and leaves nothing out. */
  public static List<AttributedString> exactly(AttributedString line, int width) {
    return broken(line, width, false);
  }

  private static List<AttributedString> broken(AttributedString line, int width, boolean atWords) {
    if (width < 1) throw new IllegalArgumentException("no width: " + width);
    var lines = new ArrayList<AttributedString>();
    var at = 0;
    do {
      var end = Columns.fitting(line, at, width);
      if (end == line.length()) {
        lines.add(line.subSequence(at, end));
        return lines;
      }
      if (end == at) {
        lines.add(TOO_WIDE);
        at += Cells.CLUSTERS.lengthAt(line, at);
        continue;
      }
      var stop = atWords ? wordEnd(line, at, end) : end;
      lines.add(line.subSequence(at, stop));
      at = atWords ? behindSpaces(line, stop) : stop;
    } while (at < line.length());
    return lines;
  }

  private static int wordEnd(CharSequence line, int from, int end) {
    if (line.charAt(end) == ' ') return trimmed(line, from, end);
    for (var i = end - 1; i > from; i--) {
      if (line.charAt(i) == ' ') {
        var stop = trimmed(line, from, i);
        return stop > from ? stop : end;
      }
    }
    return end;
  }

  private static int trimmed(CharSequence line, int from, int end) {
    var stop = end;
    while (stop > from && line.charAt(stop - 1) == ' ') stop--;
    return stop > from ? stop : end;
  }

  private static int behindSpaces(CharSequence line, int from) {
    var at = from;
    while (at < line.length() && line.charAt(at) == ' ') at++;
    return at;
  }
}

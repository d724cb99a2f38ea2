package dev.jackdaw.tui.text;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * Writes lines as a terminal reads them: their characters as they are, which JLine would replace
 * where it does not know the terminal. Each line is whole: what it turns on it turns off.
 */
public final class Ansi {
  private static final String LINK = "\u001b]8;";
  private static final String END = "\u001b\\";

  private static final AttributedStyle NONE = AttributedStyle.DEFAULT;
  private static final long[] FLAGS = {
    NONE.bold().getStyle(),
    NONE.faint().getStyle(),
    NONE.italic().getStyle(),
    NONE.underline().getStyle(),
    NONE.inverse().getStyle(),
    NONE.crossedOut().getStyle()
  };
  private static final int[] CODES = {1, 2, 3, 4, 7, 9};
  private static final long FOREGROUND = NONE.foreground(0).getStyle();
  private static final long FOREGROUND_RGB = NONE.foregroundRgb(0).getStyle();
  private static final long BACKGROUND = NONE.background(0).getStyle();
  private static final long BACKGROUND_RGB = NONE.backgroundRgb(0).getStyle();
  private static final int FOREGROUND_AT =
      Long.numberOfTrailingZeros(NONE.foreground(1).getStyle() & ~FOREGROUND);
  private static final int BACKGROUND_AT =
      Long.numberOfTrailingZeros(NONE.background(1).getStyle() & ~BACKGROUND);

  private static final long FOREGROUND_BITS = NONE.foregroundRgb(0xffffff).getStyle() | FOREGROUND;
  private static final long BACKGROUND_BITS = NONE.backgroundRgb(0xffffff).getStyle() | BACKGROUND;

  /** What can be seen where there is no letter: underlined, inverse, crossed out, background. */
  private static final long SEEN_ON_SPACES = FLAGS[3] | FLAGS[4] | FLAGS[5] | BACKGROUND_BITS;

  private static final long WRITTEN =
      FLAGS[0] | FLAGS[1] | FLAGS[2] | FOREGROUND_BITS | SEEN_ON_SPACES;

  private static final long COLOURED = FOREGROUND | FOREGROUND_RGB | BACKGROUND | BACKGROUND_RGB;

  private Ansi() {}

  /** Returns the line with its colours, and with its links where the terminal has them (OSC 8). */
  public static String of(AttributedString line, boolean withLinks) {
    var out = new StringBuilder(line.length() + 16);
    var at = 0;
    if (withLinks && line instanceof LinkedLine linked) {
      for (var link : linked.links()) {
        colours(line, at, link.start(), out);
        out.append(LINK);
        if (mayGoOn(line, link)) {
          out.append("id=").append(Integer.toHexString(link.target().hashCode()));
        }
        out.append(';').append(link.target()).append(END);
        colours(line, link.start(), link.end(), out);
        out.append(LINK).append(';').append(END);
        at = link.end();
      }
    }
    colours(line, at, line.length(), out);
    return out.toString();
  }

  /** The parts of a link in several lines have a name in common, so that they are one. */
  private static boolean mayGoOn(AttributedString line, LinkedLine.Link link) {
    return link.end() == line.length() || isBlank(line, 0, link.start());
  }

  private static void colours(AttributedString line, int from, int to, StringBuilder out) {
    var now = 0L;
    for (var at = from; at < to; ) {
      var next = line.styleAt(at).getStyle() & WRITTEN;
      var end = Math.min(to, line.runLimit(at));
      if (next != now && !(looksAlikeOnSpaces(next, now) && isBlank(line, at, end))) {
        change(now, next, out);
        now = next;
      }
      out.append(line, at, end);
      at = end;
    }
    change(now, 0, out);
  }

  /** Between words of one style a space has it, too, where nobody can see that: it saves bytes. */
  private static boolean looksAlikeOnSpaces(long a, long b) {
    return ((a | b) & SEEN_ON_SPACES) == 0;
  }

  private static boolean isBlank(AttributedString line, int from, int to) {
    for (var i = from; i < to; i++) if (line.charAt(i) != ' ') return false;
    return true;
  }

  /** Writes what makes one style of another, which is less than the whole where nothing ends. */
  private static void change(long now, long next, StringBuilder out) {
    if (now == next) return;
    var codes = new StringBuilder();
    var ends = isEnding(now, next);
    if (ends && next != 0) codes.append('0');
    var before = ends ? 0 : now;
    for (var i = 0; i < FLAGS.length; i++) {
      if ((next & ~before & FLAGS[i]) != 0) add(codes).append(CODES[i]);
    }
    if ((next & FOREGROUND_BITS) != (before & FOREGROUND_BITS)) foreground(next, codes);
    if ((next & BACKGROUND_BITS) != (before & BACKGROUND_BITS)) background(next, codes);
    out.append("\u001b[").append(codes).append('m');
  }

  /** Returns whether something of the style stops: an attribute, or having a colour at all. */
  private static boolean isEnding(long now, long next) {
    var attributes = WRITTEN & ~FOREGROUND_BITS & ~BACKGROUND_BITS;
    return (now & ~next & attributes) != 0
        || (now & COLOURED & FOREGROUND_BITS) != 0 && (next & COLOURED & FOREGROUND_BITS) == 0
        || (now & COLOURED & BACKGROUND_BITS) != 0 && (next & COLOURED & BACKGROUND_BITS) == 0;
  }

  private static void foreground(long style, StringBuilder out) {
    var colour = (int) (style >>> FOREGROUND_AT) & 0xffffff;
    if ((style & FOREGROUND_RGB) != 0) rgb(add(out).append("38;2"), colour);
    else numbered(add(out), colour, 30);
  }

  private static void background(long style, StringBuilder out) {
    var colour = (int) (style >>> BACKGROUND_AT) & 0xffffff;
    if ((style & BACKGROUND_RGB) != 0) rgb(add(out).append("48;2"), colour);
    else numbered(add(out), colour, 40);
  }

  private static StringBuilder add(StringBuilder out) {
    return out.isEmpty() ? out : out.append(';');
  }

  private static void rgb(StringBuilder out, int colour) {
    out.append(';').append(colour >> 16);
    out.append(';').append(colour >> 8 & 255);
    out.append(';').append(colour & 255);
  }

  private static void numbered(StringBuilder out, int index, int first) {
    if (index < 8) out.append(first + index);
    else if (index < 16) out.append(first + 60 + index - 8);
    else out.append(first + 8).append(";5;").append(index);
  }
}

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

  private Ansi() {}

  /** Returns the line with its colours, and with its links where the terminal has them (OSC 8). */
  public static String of(AttributedString line, boolean withLinks) {
    var out = new StringBuilder(line.length() + 16);
    var at = 0;
    if (withLinks && line instanceof LinkedLine linked) {
      for (var link : linked.links()) {
        colours(line, at, link.start(), out);
        out.append(LINK).append("id=").append(Integer.toHexString(link.target().hashCode()));
        out.append(';').append(link.target()).append(END);
        colours(line, link.start(), link.end(), out);
        out.append(LINK).append(';').append(END);
        at = link.end();
      }
    }
    colours(line, at, line.length(), out);
    return out.toString();
  }

  private static void colours(AttributedString line, int from, int to, StringBuilder out) {
    var plain = true;
    for (var at = from; at < to; ) {
      var style = line.styleAt(at);
      var end = Math.min(to, line.runLimit(at));
      var codes = codes(style.getStyle());
      if (codes.isEmpty()) {
        if (!plain) out.append("\u001b[0m");
      } else {
        out.append(plain ? "\u001b[" : "\u001b[0;").append(codes).append('m');
      }
      plain = codes.isEmpty();
      out.append(line, at, end);
      at = end;
    }
    if (!plain) out.append("\u001b[0m");
  }

  /** Returns the codes that turn a style on, as in {@code 1;31}; empty for none. */
  static String codes(long style) {
    if (style == 0) return "";
    var out = new StringBuilder();
    for (var i = 0; i < FLAGS.length; i++) if ((style & FLAGS[i]) != 0) add(out).append(CODES[i]);
    var foreground = (int) (style >>> FOREGROUND_AT) & 0xffffff;
    if ((style & FOREGROUND_RGB) != 0) rgb(add(out).append("38;2"), foreground);
    else if ((style & FOREGROUND) != 0) numbered(add(out), foreground, 30);
    var background = (int) (style >>> BACKGROUND_AT) & 0xffffff;
    if ((style & BACKGROUND_RGB) != 0) rgb(add(out).append("48;2"), background);
    else if ((style & BACKGROUND) != 0) numbered(add(out), background, 40);
    return out.toString();
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

package dev.jackdaw.tui.text;

import org.jline.utils.AttributedCharSequence;
import org.jline.utils.AttributedString;

/** Writes lines as a terminal reads them. Each line is whole: what it turns on it turns off. */
public final class Ansi {
  private static final String LINK = "\u001b]8;";
  private static final String END = "\u001b\\";

  private Ansi() {}

  /** Returns the line with its colours, and with its links where the terminal has them (OSC 8). */
  public static String of(AttributedString line, boolean withLinks) {
    if (!withLinks || !(line instanceof LinkedLine linked)) return colours(line);
    var out = new StringBuilder();
    var at = 0;
    for (var link : linked.links()) {
      out.append(colours(line.subSequence(at, link.start())));
      out.append(LINK).append("id=").append(Integer.toHexString(link.target().hashCode()));
      out.append(';').append(link.target()).append(END);
      out.append(colours(line.subSequence(link.start(), link.end())));
      out.append(LINK).append(';').append(END);
      at = link.end();
    }
    return out.append(colours(line.subSequence(at, line.length()))).toString();
  }

  private static String colours(AttributedString line) {
    return line.length() == 0
        ? ""
        : line.toAnsi(AttributedCharSequence.TRUE_COLORS, AttributedCharSequence.ForceMode.None);
  }
}

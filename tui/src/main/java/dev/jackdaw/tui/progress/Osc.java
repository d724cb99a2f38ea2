package dev.jackdaw.tui.progress;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.tui.layout.Columns;

/**
 * The sequences that speak to the window rather than to the screen. Whatever text is put into one
 * cannot end it, nor mean anything in it: this is the only place that makes them.
 */
final class Osc {
  private static final String START = "\u001b]";
  private static final String END = "\u001b\\";
  private static final String BELL = "\u0007";
  private static final int MOST_COLUMNS = 120;

  private Osc() {}

  static String bell() {
    return BELL;
  }

  static String title(String text) {
    return START + "2;" + safe(text) + END;
  }

  /** Keeps the title that there is, for {@link #restoreTitle}. */
  static String keepTitle() {
    return "\u001b[22;2t";
  }

  static String restoreTitle() {
    return "\u001b[23;2t";
  }

  /** {@code percent} is 0 to 100; it counts for {@code state} 1, 2 and 4 only. */
  static String progress(int state, int percent) {
    return START + "9;4;" + state + ";" + percent + END;
  }

  /** A message as iTerm2 has it. A digit at its beginning would be a command to others. */
  static String message9(String text) {
    var safe = safe(text);
    var first = safe.isEmpty() || Character.isDigit(safe.charAt(0)) ? " " : "";
    return START + "9;" + first + safe + END;
  }

  /** A message as rxvt has it; a semicolon would begin another part. */
  static String message777(String title, String text) {
    return START
        + "777;notify;"
        + safe(title).replace(';', ',')
        + ";"
        + safe(text).replace(';', ',')
        + END;
  }

  /** A message as kitty has it, shown only while the window is not in front. */
  static String message99(String title, String text) {
    return START
        + "99;i=jackdaw:d=0:o=unfocused;"
        + safe(title)
        + END
        + START
        + "99;i=jackdaw:d=1:p=body;"
        + safe(text)
        + END;
  }

  /** Returns one line in which nothing is hidden or controls anything, of a bounded width. */
  static String safe(String text) {
    return Columns.cut(VisibleText.blanked(text).strip(), MOST_COLUMNS, "...");
  }
}

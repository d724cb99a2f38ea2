package dev.jackdaw.tui;

import dev.jackdaw.tui.text.SafeText;

/**
 * Makes text from models and tools safe to print, see {@link SafeText}. An instance follows one
 * stream; {@link #all} takes whole texts. Not for use by several threads.
 */
public final class OutputFilter {
  private final SafeText filter = SafeText.toJudge();

  /** Filters a whole text. */
  public static String all(String text) {
    return SafeText.all(text);
  }

  /** Filters a whole text and puts it on one line. */
  public static String line(String text) {
    return SafeText.line(text);
  }

  /** Returns what of the stream can be printed now. */
  String accept(String piece) {
    return filter.accept(piece);
  }

  /** Returns what was held back at the end of the stream. */
  String end() {
    return filter.end();
  }
}

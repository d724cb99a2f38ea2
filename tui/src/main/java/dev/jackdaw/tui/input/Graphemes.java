package dev.jackdaw.tui.input;

import dev.jackdaw.tui.text.Cells;

/** Finds what a person takes for one character. */
final class Graphemes {
  private Graphemes() {}

  /** Returns how many chars the grapheme at the position has, at least 1. */
  static int length(CharSequence text, int at) {
    var c = text.charAt(at);
    var next = at + 1 < text.length() ? text.charAt(at + 1) : 'a';
    if (c < 0x80 && next < 0x80) return 1;
    if (Character.isHighSurrogate(c) && !Character.isLowSurrogate(next)) return 1;
    if (Character.isLowSurrogate(c)) return 1;
    return Cells.CLUSTERS.lengthAt(text, at);
  }
}

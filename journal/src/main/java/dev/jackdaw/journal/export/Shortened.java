package dev.jackdaw.journal.export;

/**
 * The beginning and the end of a text that is too long to show whole.
 *
 * @param text what is shown
 * @param remark how much is left out, empty when nothing is
 */
record Shortened(String text, String remark) {
  private static final int HEAD = 3_000;
  private static final int TAIL = 1_000;

  static Shortened of(String text) {
    if (text.length() <= HEAD + TAIL) return new Shortened(text, "");
    var left = text.length() - HEAD - TAIL;
    return new Shortened(
        text.substring(0, HEAD) + "\n[...]\n" + text.substring(text.length() - TAIL),
        left + " of " + text.length() + " characters are left out");
  }
}

package dev.jackdaw.journal.text;

/**
 * How many columns of a terminal text takes: two for a character of East Asia or an emoji, none for
 * a mark that combines with the one before, else one. The text is expected to be {@link
 * VisibleText}.
 */
public final class Columns {
  private static final String DOTS = "...";

  private Columns() {}

  /** Returns the columns of the text. */
  public static int of(String text) {
    var columns = 0;
    for (var i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      columns += of(text.codePointAt(i));
    }
    return columns;
  }

  private static int of(int code) {
    if (code < 0x300) return 1;
    return switch (Character.getType(code)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(code) ? 2 : 1;
    };
  }

  /** After Unicode Standard Annex 11: wide and full width, by block and script. */
  private static boolean isWide(int code) {
    if (code < 0x1100) return false;
    if (code >= 0xff00 && code <= 0xffef) return code <= 0xff60 || code >= 0xffe0 && code <= 0xffe6;
    if (code >= 0x2e80 && code <= 0x33ff) return code != 0x303f;
    if (Character.isEmojiPresentation(code)) return true;
    return switch (Character.UnicodeScript.of(code)) {
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO, YI, TANGUT, KHITAN_SMALL_SCRIPT, NUSHU -> true;
      case HANGUL -> code <= 0x115f || code >= 0xa960 && code < 0xd7b0;
      default -> false;
    };
  }

  /** Returns the text cut or padded with spaces to exactly that many columns. */
  public static String fit(String text, int columns) {
    var cut = cut(text, columns);
    return cut + " ".repeat(columns - of(cut));
  }

  /** Returns the text, cut where it takes more columns than that. */
  public static String cut(String text, int columns) {
    if (text.length() * 2 <= columns || of(text) <= columns) return text;
    var dots = DOTS.substring(0, Math.min(DOTS.length(), columns));
    return text.substring(0, end(text, columns - dots.length())) + dots;
  }

  private static int end(String text, int columns) {
    var taken = 0;
    for (var i = 0; i < text.length(); ) {
      var code = text.codePointAt(i);
      taken += of(code);
      if (taken > columns) return i;
      i += Character.charCount(code);
    }
    return text.length();
  }
}

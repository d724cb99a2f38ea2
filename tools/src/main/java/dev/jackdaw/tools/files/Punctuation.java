package dev.jackdaw.tools.files;

/**
 * The typographic forms of ASCII punctuation that models and editors mix up with the plain ones.
 */
final class Punctuation {
  private Punctuation() {}

  /** Returns the plain form of dashes, quotation marks and spaces, any other character as it is. */
  static char plain(char c) {
    if (c < '\u00a0') return c;
    if (c >= '\u2010' && c <= '\u2015' || c == '\u2212') return '-';
    if (c >= '\u2018' && c <= '\u201b') return '\'';
    if (c >= '\u201c' && c <= '\u201f') return '"';
    return isSpace(c) ? ' ' : c;
  }

  private static boolean isSpace(char c) {
    return c == '\u00a0'
        || c >= '\u2002' && c <= '\u200a'
        || c == '\u202f'
        || c == '\u205f'
        || c == '\u3000';
  }

  static String plain(String text) {
    var out = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) out.append(plain(text.charAt(i)));
    return out.toString();
  }
}

package dev.jackdaw.journal.export;

import java.util.Locale;

/**
 * Text in which nothing hides: control characters become their pictures, and characters that turn,
 * hide or reorder text around them become their code, {@code ⟨U+202E⟩}.
 */
final class Visible {
  private static final int PICTURES = 0x2400;
  private static final char DELETE = 0x7f;
  private static final char DELETE_PICTURE = '\u2421';

  private Visible() {}

  /** Keeps line breaks and tabs. */
  static String of(String text) {
    var i = 0;
    while (i < text.length() && isPlain(text.charAt(i))) i++;
    if (i == text.length()) return text;
    var out = new StringBuilder(text.length() + 16).append(text, 0, i);
    while (i < text.length()) {
      var code = text.codePointAt(i);
      i += Character.charCount(code);
      if (code == '\r' && i < text.length() && text.charAt(i) == '\n') continue;
      show(out, code);
    }
    return out.toString();
  }

  /** Turns line breaks and tabs into spaces too. */
  static String inOneLine(String text) {
    return of(text).replace('\n', ' ').replace('\t', ' ');
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < DELETE || c == '\n' || c == '\t';
  }

  private static void show(StringBuilder out, int code) {
    if (code == '\n' || code == '\t') out.append((char) code);
    else if (code < ' ') out.append((char) (PICTURES + code));
    else if (code == DELETE) out.append(DELETE_PICTURE);
    else if (isHidden(code)) out.append("⟨U+").append(hex(code)).append('⟩');
    else out.appendCodePoint(code);
  }

  private static String hex(int code) {
    var digits = Integer.toHexString(code).toUpperCase(Locale.ROOT);
    return digits.length() < 4 ? "0".repeat(4 - digits.length()) + digits : digits;
  }

  /**
   * Joiners stay, because scripts and emoji need them; everything else without a shape does not.
   */
  private static boolean isHidden(int code) {
    return switch (Character.getType(code)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.FORMAT -> code != 0x200c && code != 0x200d;
      default -> false;
    };
  }
}

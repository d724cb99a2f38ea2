package dev.jackdaw.api;

import java.util.Locale;

/**
 * Text in which nothing hides and that cannot control a terminal. What a person would not see is
 * hidden: control characters, and whatever turns, joins or shows as nothing (format characters, the
 * rest of Unicode's Default_Ignorable_Code_Point, separators of lines, halves of characters). Only
 * the choice of the emoji presentation, U+FE0F, stays: it is common and harmless.
 *
 * <p>Hidden characters become pictures, {@code ␛}, or their code, {@code <U+202E>}; where there is
 * no room for that they become spaces. Every form is the same when it is applied again.
 */
public final class VisibleText {
  private static final int PICTURES = 0x2400;
  private static final int DELETE = 0x7F;
  private static final char DELETE_PICTURE = '\u2421';
  private static final int EMOJI_PRESENTATION = 0xFE0F;

  private VisibleText() {}

  /** Shows every character and drops none; line feeds and tabs stay. */
  public static String of(String text) {
    var start = hiddenAt(text);
    if (start == text.length()) return text;
    var out = new StringBuilder(text.length() + 16).append(text, 0, start);
    for (var i = start; i < text.length(); ) {
      var c = text.codePointAt(i);
      i += Character.charCount(c);
      append(c, out);
    }
    return out.toString();
  }

  /** As {@link #of}, but each line end and tab becomes a space. */
  public static String inOneLine(String text) {
    return of(text.replace("\r\n", " ").replace('\n', ' ').replace('\t', ' '));
  }

  /** Returns one line in which each hidden character, line feed or tab is a space. */
  public static String blanked(String text) {
    var out = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); ) {
      var c = text.codePointAt(i);
      i += Character.charCount(c);
      out.appendCodePoint(isHidden(c) ? ' ' : c);
    }
    return out.toString();
  }

  /**
   * Text to read rather than to judge: as {@link #of}, but a carriage return before a line feed is
   * part of the line end, and joiners stay between the characters that need them.
   */
  public static String prose(String text) {
    var start = hiddenAt(text);
    if (start == text.length()) return text;
    var out = new StringBuilder(text.length() + 16).append(text, 0, start);
    for (var i = start; i < text.length(); ) {
      var c = text.codePointAt(i);
      var next = i + Character.charCount(c);
      if (isJoiner(c) && i > 0 && next < text.length()) {
        var isNeeded = joins(text.codePointBefore(i), text.codePointAt(next));
        if (isNeeded) out.appendCodePoint(c);
        else append(c, out);
      } else if (c != '\r' || next == text.length() || text.charAt(next) != '\n') {
        append(c, out);
      }
      i = next;
    }
    return out.toString();
  }

  /** Appends the character, or what it becomes. */
  public static void append(int c, StringBuilder out) {
    if (c == '\n' || c == '\t' || !isHidden(c)) {
      out.appendCodePoint(c);
    } else if (c < ' ') {
      out.append((char) (PICTURES + c));
    } else if (c == DELETE) {
      out.append(DELETE_PICTURE);
    } else {
      out.append("<U+").append(hexadecimal(c)).append('>');
    }
  }

  private static String hexadecimal(int c) {
    var digits = Integer.toHexString(c).toUpperCase(Locale.ROOT);
    return "0000".substring(Math.min(4, digits.length())) + digits;
  }

  private static int hiddenAt(String text) {
    var i = 0;
    while (i < text.length() && isPlain(text.charAt(i))) i++;
    return i;
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < DELETE || c == '\n' || c == '\t';
  }

  /** Returns whether a person would not see the code point; so it is with line feed and tab. */
  public static boolean isHidden(int c) {
    if (c >= ' ' && c < DELETE || c == EMOJI_PRESENTATION) return false;
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> isIgnorable(c);
    };
  }

  /**
   * Returns whether the code point shows as nothing or reorders what is shown: format characters
   * and the rest of Unicode's Default_Ignorable_Code_Point.
   */
  public static boolean isIgnorable(int c) {
    if (c < 0xAD) return false;
    return Character.getType(c) == Character.FORMAT
        || c == 0x34F
        || c >= 0x115F && c <= 0x1160
        || c >= 0x17B4 && c <= 0x17B5
        || c >= 0x180B && c <= 0x180F
        || c >= 0x2060 && c <= 0x206F
        || c == 0x3164
        || c >= 0xFE00 && c <= 0xFE0F
        || c == 0xFFA0
        || c >= 0xFFF0 && c <= 0xFFF8
        || c >= 0xE0000 && c <= 0xE0FFF;
  }

  private static boolean isJoiner(int c) {
    return c == 0x200C || c == 0x200D;
  }

  /**
   * Returns whether a joiner belongs between the two: emoji are joined to one picture, and the
   * letters of some scripts to one shape or none.
   */
  public static boolean joins(int before, int after) {
    var emoji =
        Character.isExtendedPictographic(before)
            || Character.isEmojiModifier(before)
            || before == EMOJI_PRESENTATION;
    return emoji && Character.isExtendedPictographic(after)
        || isOfJoiningScript(before) && isOfJoiningScript(after);
  }

  /** The letters and marks of the blocks from Arabic to Myanmar, of Khmer and of Mongolian. */
  private static boolean isOfJoiningScript(int c) {
    if (!(c >= 0x600 && c <= 0x109F || c >= 0x1780 && c <= 0x18AF)) return false;
    return switch (Character.getType(c)) {
      case Character.OTHER_LETTER,
          Character.MODIFIER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK ->
          !isIgnorable(c);
      default -> false;
    };
  }
}

package dev.jackdaw.tui.markdown;

import java.util.Optional;

/** Recognises what blocks begin with. All take a line without its indentation. */
final class Marks {
  private Marks() {}

  static int indent(String line, int from) {
    var at = from;
    while (at < line.length() && line.charAt(at) == ' ') at++;
    return at - from;
  }

  /**
   * What stands before an item of a list.
   *
   * @param sign the bullet, or what follows the number
   * @param number -1 for a bullet
   * @param length of the mark
   */
  record ListMark(char sign, int number, int length) {}

  static Optional<ListMark> list(String line) {
    if (line.isEmpty()) return Optional.empty();
    var c = line.charAt(0);
    if (c == '-' || c == '*' || c == '+') return mark(line, c, -1, 1);
    var digits = 0;
    while (digits < line.length() && digits < 10 && isDigit(line.charAt(digits))) digits++;
    if (digits == 0 || digits > 9 || digits == line.length()) return Optional.empty();
    var sign = line.charAt(digits);
    if (sign != '.' && sign != ')') return Optional.empty();
    return mark(line, sign, Integer.parseInt(line.substring(0, digits)), digits + 1);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static Optional<ListMark> mark(String line, char sign, int number, int length) {
    var ends = line.length() == length || line.charAt(length) == ' ';
    return ends ? Optional.of(new ListMark(sign, number, length)) : Optional.empty();
  }

  static boolean isRule(String line) {
    var count = 0;
    var sign = line.isEmpty() ? 'x' : line.charAt(0);
    if (sign != '-' && sign != '*' && sign != '_') return false;
    for (var i = 0; i < line.length(); i++) {
      if (line.charAt(i) == sign) count++;
      else if (line.charAt(i) != ' ') return false;
    }
    return count >= 3;
  }

  /** Returns the level of a heading, 0 for none. */
  static int heading(String line) {
    var level = 0;
    while (level < line.length() && line.charAt(level) == '#') level++;
    var ends = level == line.length() || line.charAt(level) == ' ';
    return level <= 6 && ends ? level : 0;
  }

  /** Returns how many signs begin a block of code, 0 for none. */
  static int fence(String line) {
    if (line.isEmpty()) return 0;
    var sign = line.charAt(0);
    if (sign != '`' && sign != '~') return 0;
    var length = 0;
    while (length < line.length() && line.charAt(length) == sign) length++;
    if (length < 3 || sign == '`' && line.indexOf('`', length) >= 0) return 0;
    return length;
  }

  static boolean isUnderline(String line, char sign) {
    var text = line.stripTrailing();
    return !text.isEmpty() && text.chars().allMatch(c -> c == sign);
  }
}

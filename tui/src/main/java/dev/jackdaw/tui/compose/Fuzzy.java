package dev.jackdaw.tui.compose;

/**
 * How well a name fits what was typed: its characters must be there in that order, in any case.
 * Starts of words, runs, and the last part of a path count more; long names less.
 */
final class Fuzzy {
  /** It does not fit. */
  static final int NO = Integer.MIN_VALUE;

  private static final int CHARACTER = 16;
  private static final int RUN = 12;
  private static final int WORD = 14;
  static final int LAST_PART = 40;
  static final int PREFIX = 40;
  static final int WHOLE = 60;
  private static final int MOST_GAP = 24;

  private Fuzzy() {}

  /** Returns a set of what is in a name; it holds that of whatever fits it. */
  static long mask(String name) {
    var mask = 0L;
    for (var i = 0; i < name.length(); i++) mask |= 1L << (lower(name.charAt(i)) & 63);
    return mask;
  }

  static char lower(char c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    return Character.toLowerCase(c);
  }

  /** Returns what was typed as {@link #score} wants it. */
  static String pattern(String typed) {
    var out = new StringBuilder(typed.length());
    for (var i = 0; i < typed.length(); i++) {
      if (!Character.isWhitespace(typed.charAt(i))) out.append(lower(typed.charAt(i)));
    }
    return out.toString();
  }

  /** Returns how well the name fits, {@link #NO} when it does not. */
  static int score(String pattern, String name) {
    if (pattern.isEmpty()) return -name.length();
    var last = name.lastIndexOf('/', name.length() - 2) + 1;
    if (last > 0) {
      var score = score(pattern, name, last);
      if (score != NO) return score + LAST_PART;
    }
    var score = score(pattern, name, 0);
    return score == NO || last > 0 ? score : score + LAST_PART;
  }

  private static int score(String pattern, String name, int from) {
    var end = end(pattern, name, from);
    if (end < 0) return NO;
    var score = ofLength(from, name.length() - from);
    var before = -1;
    var wanted = pattern.length() - 1;
    // From the back, so that the match is as short as it can be at that end.
    for (var i = end; wanted >= 0; i--) {
      if (lower(name.charAt(i)) != pattern.charAt(wanted)) continue;
      score += ofCharacter(i, before, startsWord(name, i, from));
      before = i;
      wanted--;
    }
    if (before == from && end == from + pattern.length() - 1) {
      score += PREFIX;
      if (isEnd(name, end + 1)) score += WHOLE;
    }
    return score;
  }

  static int ofLength(int before, int length) {
    return -length / 2 - before / 8;
  }

  /** {@code before} is where the character behind it was found, -1 for the last one. */
  static int ofCharacter(int at, int before, boolean startsWord) {
    var score = CHARACTER + (startsWord ? WORD : 0);
    if (before == at + 1) return score + RUN;
    return before < 0 ? score : score - Math.min(before - at - 1, MOST_GAP);
  }

  private static boolean isEnd(String name, int at) {
    return at == name.length() || at == name.length() - 1 && name.charAt(at) == '/';
  }

  private static int end(String pattern, String name, int from) {
    var wanted = 0;
    for (var i = from; i < name.length(); i++) {
      if (lower(name.charAt(i)) == pattern.charAt(wanted) && ++wanted == pattern.length()) return i;
    }
    return -1;
  }

  static boolean startsWord(String name, int at, int from) {
    if (at == from) return true;
    var before = name.charAt(at - 1);
    var c = name.charAt(at);
    return before == '/'
        || before == '_'
        || before == '-'
        || before == '.'
        || before == ' '
        || Character.isUpperCase(c) && !Character.isUpperCase(before);
  }
}

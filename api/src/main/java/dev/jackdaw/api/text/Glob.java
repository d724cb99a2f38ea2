package dev.jackdaw.api.text;

/**
 * Matches one name against a pattern: {@code *} any characters, {@code ?} one, {@code [a-z]} and
 * {@code [!a-z]} one of a set, {@code \} takes the next character literally.
 */
public final class Glob {
  private static final String SPECIAL = "*?[\\";

  private Glob() {}

  public static boolean isLiteral(String pattern) {
    for (var i = 0; i < pattern.length(); i++) {
      if (SPECIAL.indexOf(pattern.charAt(i)) >= 0) return false;
    }
    return true;
  }

  /** Returns the pattern that matches exactly this name. */
  public static String quote(String name) {
    if (isLiteral(name)) return name;
    var quoted = new StringBuilder();
    for (var i = 0; i < name.length(); i++) {
      if (SPECIAL.indexOf(name.charAt(i)) >= 0) quoted.append('\\');
      quoted.append(name.charAt(i));
    }
    return quoted.toString();
  }

  /** Matches in time proportional to the product of the lengths, whatever the pattern. */
  public static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      var next = p < pattern.length() ? afterOne(pattern, p, name.charAt(n)) : -1;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (next >= 0) {
        p = next;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') p++;
    return p == pattern.length();
  }

  /** Returns where the pattern goes on when its element at {@code p} matches, else -1. */
  private static int afterOne(String pattern, int p, char c) {
    var element = pattern.charAt(p);
    if (element == '?') return p + 1;
    if (element == '\\' && p + 1 < pattern.length()) return pattern.charAt(p + 1) == c ? p + 2 : -1;
    if (element == '[') {
      var end = pattern.indexOf(']', p + 2);
      if (end > 0) return inSet(pattern.substring(p + 1, end), c) ? end + 1 : -1;
    }
    return element == c ? p + 1 : -1;
  }

  private static boolean inSet(String set, char c) {
    var negated = set.charAt(0) == '!' || set.charAt(0) == '^';
    var found = false;
    for (var i = negated ? 1 : 0; i < set.length(); i++) {
      if (i + 2 < set.length() && set.charAt(i + 1) == '-') {
        found |= set.charAt(i) <= c && c <= set.charAt(i + 2);
        i += 2;
      } else {
        found |= set.charAt(i) == c;
      }
    }
    return found != negated;
  }
}

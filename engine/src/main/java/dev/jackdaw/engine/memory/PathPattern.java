package dev.jackdaw.engine.memory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of {@code paths:} in a rules file, relative to the project: {@code **} any folders,
 * {@code *}, {@code ?} and {@code [a-z]} within a name, {@code {a,b}} alternatives, {@code \} the
 * next character as it is. A pattern whose last name is plain names a folder with all that is in
 * it, too. Matches in time proportional to the product of the lengths. Immutable.
 */
public final class PathPattern {
  private static final int MAX_ALTERNATIVES = 256;
  private static final String ANY = "**";
  private static final String SPECIAL = "*?[\\";

  private final List<List<String>> alternatives;

  private PathPattern(List<List<String>> alternatives) {
    this.alternatives = List.copyOf(alternatives);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when it stands for too many
   */
  public static PathPattern of(String pattern) {
    var alternatives = new ArrayList<List<String>>();
    for (var one : expanded(pattern)) {
      var names = names(one);
      if (!names.isEmpty()) alternatives.add(names);
    }
    return new PathPattern(alternatives);
  }

  private static List<String> names(String pattern) {
    var names = new ArrayList<String>();
    for (var name : pattern.split("/", -1)) {
      if (!name.isEmpty() && !name.equals(".")) names.add(name);
    }
    if (names.isEmpty()) return names;
    if (pattern.endsWith("/") || isPlain(names.getLast())) names.add(ANY);
    return names;
  }

  private static boolean isPlain(String name) {
    for (var i = 0; i < name.length(); i++) if (SPECIAL.indexOf(name.charAt(i)) >= 0) return false;
    return true;
  }

  /** Returns whether a path, relative to the project, is one of those that are meant. */
  public boolean matches(Path relative) {
    for (var names : alternatives) if (matches(names, relative)) return true;
    return false;
  }

  /** Goes through the names of the path once, with the positions in the pattern it may be at. */
  private static boolean matches(List<String> names, Path path) {
    var here = new boolean[names.size() + 1];
    here[0] = true;
    passAny(names, here);
    for (var name : path) {
      var next = new boolean[names.size() + 1];
      for (var i = 0; i < names.size(); i++) {
        if (!here[i]) continue;
        if (names.get(i).equals(ANY)) next[i] = true;
        else if (isNamed(names.get(i), name.toString())) next[i + 1] = true;
      }
      passAny(names, next);
      here = next;
    }
    return here[names.size()];
  }

  private static void passAny(List<String> names, boolean[] at) {
    for (var i = 0; i < names.size(); i++) {
      if (at[i] && names.get(i).equals(ANY)) at[i + 1] = true;
    }
  }

  private static boolean isNamed(String pattern, String name) {
    var p = 0;
    var n = 0;
    var star = -1;
    var resume = 0;
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
      if (end > 0) return isIn(pattern.substring(p + 1, end), c) ? end + 1 : -1;
    }
    return element == c ? p + 1 : -1;
  }

  private static boolean isIn(String set, char c) {
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

  /** Returns the pattern once for each choice of alternatives. */
  private static List<String> expanded(String pattern) {
    var done = new ArrayList<String>();
    var open = new ArrayList<>(List.of(pattern));
    while (!open.isEmpty()) {
      var next = open.removeLast();
      var brace = pairAt(next);
      if (brace < 0) {
        done.add(next);
      } else {
        open.addAll(choices(next, brace));
      }
      if (done.size() + open.size() > MAX_ALTERNATIVES) {
        throw new IllegalArgumentException(
            "\"" + pattern + "\" stands for more than " + MAX_ALTERNATIVES + " patterns");
      }
    }
    return done;
  }

  /** Returns where the first brace stands that has an end; -1 when there is none. */
  private static int pairAt(String pattern) {
    for (var i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '\\') i++;
      else if (pattern.charAt(i) == '{' && end(pattern, i) > 0) return i;
    }
    return -1;
  }

  private static int end(String pattern, int brace) {
    var depth = 0;
    for (var i = brace; i < pattern.length(); i++) {
      var c = pattern.charAt(i);
      if (c == '\\') i++;
      else if (c == '{') depth++;
      else if (c == '}' && --depth == 0) return i;
    }
    return -1;
  }

  private static List<String> choices(String pattern, int brace) {
    var end = end(pattern, brace);
    var choices = new ArrayList<String>();
    var depth = 0;
    var from = brace + 1;
    for (var i = brace; i <= end; i++) {
      var c = pattern.charAt(i);
      if (c == '\\') i++;
      else if (c == '{') depth++;
      else if (c == '}') depth--;
      if (i <= end && (c == ',' && depth == 1 || i == end)) {
        choices.add(
            pattern.substring(0, brace) + pattern.substring(from, i) + pattern.substring(end + 1));
        from = i + 1;
      }
    }
    return choices;
  }
}

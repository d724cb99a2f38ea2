package dev.jackdaw.engine.memory;

import dev.jackdaw.api.text.Glob;
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
    if (pattern.endsWith("/") || Glob.isLiteral(names.getLast())) names.add(ANY);
    return names;
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
        else if (Glob.matches(names.get(i), name.toString())) next[i + 1] = true;
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

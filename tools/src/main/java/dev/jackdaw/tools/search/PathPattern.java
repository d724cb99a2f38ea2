package dev.jackdaw.tools.search;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern for the names of a path, one {@link Wildcard} for each; a name {@code **} stands for
 * any number of names, at the end for at least one. Immutable.
 */
final class PathPattern {
  private static final Wildcard ANY_NAMES = Wildcard.of("**");

  private final List<Wildcard> names;
  private final List<Boolean> manyNames;

  private PathPattern(List<Wildcard> names, List<Boolean> manyNames) {
    this.names = List.copyOf(names);
    this.manyNames = List.copyOf(manyNames);
  }

  /** Reads a pattern; its parts are separated by {@code /}. */
  static PathPattern of(String pattern) {
    var names = new ArrayList<Wildcard>();
    var many = new ArrayList<Boolean>();
    for (var part : parts(pattern)) {
      var isMany = part.equals("**");
      if (isMany && !many.isEmpty() && many.getLast()) continue;
      names.add(isMany ? ANY_NAMES : Wildcard.of(part));
      many.add(isMany);
    }
    return new PathPattern(names, many);
  }

  /** Splits at each {@code /} that is not a member of a class. */
  private static List<String> parts(String pattern) {
    var parts = new ArrayList<String>();
    var start = 0;
    for (var i = 0; i < pattern.length(); i++) {
      var c = pattern.charAt(i);
      if (c == '\\') i++;
      else if (c == '[') i = classEnd(pattern, i);
      else if (c == '/') {
        parts.add(pattern.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(pattern.substring(start));
    return parts;
  }

  /**
   * Returns where the class that starts at {@code open} ends; the end of the pattern if nowhere.
   */
  private static int classEnd(String pattern, int open) {
    var i = open + 1;
    if (i < pattern.length() && "!^".indexOf(pattern.charAt(i)) >= 0) i++;
    for (var first = true; i < pattern.length(); first = false, i++) {
      var c = pattern.charAt(i);
      if (c == ']' && !first) return i;
      if (c == '\\') i++;
      else if (pattern.startsWith("[:", i)) {
        var end = pattern.indexOf(":]", i + 2);
        if (end > 0) i = end + 1;
      }
    }
    return pattern.length();
  }

  /** Fills a row for each part of the pattern: which beginnings of the path it can have used up. */
  boolean matches(String path) {
    var given = path.split("/", -1);
    var reached = new boolean[given.length + 1];
    reached[0] = true;
    for (var i = 0; i < names.size(); i++) {
      var next = new boolean[given.length + 1];
      if (manyNames.get(i)) {
        var last = i == names.size() - 1;
        var open = false;
        for (var j = 0; j <= given.length; j++) {
          if (!last) open |= reached[j];
          next[j] = open;
          if (last) open |= reached[j];
        }
      } else {
        for (var j = 0; j < given.length; j++) {
          next[j + 1] = reached[j] && names.get(i).matches(given[j]);
        }
      }
      reached = next;
    }
    return reached[given.length];
  }
}

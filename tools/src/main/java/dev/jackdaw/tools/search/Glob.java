package dev.jackdaw.tools.search;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern a model gives to choose files: as in .gitignore, with {@code {a,b}} for alternatives
 * and a leading {@code !} for all but those. Without a {@code /} it matches the name at any depth.
 * Immutable.
 */
final class Glob {
  private static final int MAX_ALTERNATIVES = 256;

  private final boolean negated;
  private final List<PathPattern> patterns;

  private Glob(boolean negated, List<PathPattern> patterns) {
    this.negated = negated;
    this.patterns = List.copyOf(patterns);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when it stands for too many
   */
  static Glob of(String pattern) {
    var negated = pattern.startsWith("!");
    var patterns = new ArrayList<PathPattern>();
    for (var one : alternatives(negated ? pattern.substring(1) : pattern)) {
      var relative = one.startsWith("/") ? one.substring(1) : one;
      patterns.add(PathPattern.of(one.contains("/") ? relative : "**/" + relative));
    }
    return new Glob(negated, patterns);
  }

  /** Returns a pattern that matches only paths written like it, from the searched folder down. */
  static Glob anchored(String pattern) {
    return of(pattern.contains("/") ? pattern : "/" + pattern);
  }

  /** Returns whether the path, relative to the searched folder, is chosen. */
  boolean matches(String path) {
    for (var pattern : patterns) if (pattern.matches(path)) return !negated;
    return negated;
  }

  /** Returns whether a part of the pattern asks for hidden files by name. */
  static boolean namesHidden(String pattern) {
    if (pattern.startsWith("!")) return false;
    for (var part : pattern.split("[/{,]")) {
      if (part.length() > 1 && part.charAt(0) == '.' && !part.equals("..")) return true;
    }
    return false;
  }

  private static List<String> alternatives(String pattern) {
    var done = new ArrayList<String>();
    var open = new ArrayList<String>(List.of(pattern));
    while (!open.isEmpty()) {
      var next = open.removeLast();
      var expanded = expandFirst(next);
      if (expanded.isEmpty()) done.add(next);
      else open.addAll(expanded.reversed());
      if (done.size() + open.size() > MAX_ALTERNATIVES) {
        throw new IllegalArgumentException(
            "\"" + pattern + "\" stands for more than " + MAX_ALTERNATIVES + " patterns");
      }
    }
    return done;
  }

  /** Returns the pattern once for each alternative of its first braces; nothing without braces. */
  private static List<String> expandFirst(String pattern) {
    for (var i = 0; i < pattern.length(); i++) {
      var c = pattern.charAt(i);
      if (c == '\\') i++;
      else if (c == '{') return expandAt(pattern, i);
    }
    return List.of();
  }

  private static List<String> expandAt(String pattern, int brace) {
    var parts = new ArrayList<String>();
    var depth = 0;
    var start = brace + 1;
    for (var i = brace; i < pattern.length(); i++) {
      var c = pattern.charAt(i);
      if (c == '\\') i++;
      else if (c == '{') depth++;
      else if (c == '}' && --depth == 0) {
        parts.add(pattern.substring(start, i));
        var result = new ArrayList<String>();
        for (var part : parts) {
          result.add(pattern.substring(0, brace) + part + pattern.substring(i + 1));
        }
        return result;
      } else if (c == ',' && depth == 1) {
        parts.add(pattern.substring(start, i));
        start = i + 1;
      }
    }
    var literal = pattern.substring(0, brace) + "\\{" + pattern.substring(brace + 1);
    return List.of(literal);
  }
}

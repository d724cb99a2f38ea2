package dev.jackdaw.tools.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line of a {@code .gitignore} file, as gitignore(5) describes it.
 *
 * @param negated whether it takes back what lines before it said
 * @param foldersOnly whether it speaks of folders alone
 * @param wholePath whether it is compared with the path from its folder, not with the name
 */
record IgnoreRule(boolean negated, boolean foldersOnly, boolean wholePath, PathPattern pattern) {

  /** Reads the lines of a file, leaving out comments and blank ones. */
  static List<IgnoreRule> of(String text) {
    var rules = new ArrayList<IgnoreRule>();
    var content = text.startsWith("\ufeff") ? text.substring(1) : text;
    for (var line : content.split("\n", -1)) {
      var plain = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      parse(plain).ifPresent(rules::add);
    }
    return rules;
  }

  private static Optional<IgnoreRule> parse(String line) {
    if (line.startsWith("#")) return Optional.empty();
    var pattern = withoutTrailingSpaces(line);
    var negated = pattern.startsWith("!");
    if (negated) pattern = pattern.substring(1);
    var foldersOnly = pattern.endsWith("/");
    if (foldersOnly) pattern = pattern.substring(0, pattern.length() - 1);
    var wholePath = pattern.indexOf('/') >= 0;
    if (pattern.startsWith("/")) pattern = pattern.substring(1);
    if (pattern.isEmpty()) return Optional.empty();
    return Optional.of(
        new IgnoreRule(negated, foldersOnly, wholePath, compiled(pattern, wholePath)));
  }

  private static PathPattern compiled(String pattern, boolean wholePath) {
    return PathPattern.of(!wholePath && pattern.equals("**") ? "*" : pattern);
  }

  private static String withoutTrailingSpaces(String line) {
    var end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ') end--;
    var backslashes = 0;
    while (backslashes < end && line.charAt(end - 1 - backslashes) == '\\') backslashes++;
    var escaped = backslashes % 2 == 1 && end < line.length();
    return line.substring(0, escaped ? end + 1 : end);
  }

  /**
   * Returns whether the rule speaks of it.
   *
   * @param path from the folder of the rule's file, with {@code /} between names
   */
  boolean matches(String path, String name, boolean isFolder) {
    if (foldersOnly && !isFolder) return false;
    return pattern.matches(wholePath ? path : name);
  }
}

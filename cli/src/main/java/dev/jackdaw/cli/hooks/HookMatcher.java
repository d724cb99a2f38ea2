package dev.jackdaw.cli.hooks;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a hook is run for: nothing or {@code *} for everything, names with {@code |} between them,
 * or a regular expression that is found in the name. Names count with their case.
 */
final class HookMatcher {
  private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9_ ,|-]*");

  private final List<String> names;
  private final Pattern pattern;

  HookMatcher(String matcher) {
    var everything = matcher.isBlank() || matcher.equals("*");
    this.pattern = Pattern.compile(everything ? ".*" : matcher, Pattern.DOTALL);
    this.names =
        everything || !NAMES.matcher(matcher).matches()
            ? List.of()
            : List.of(matcher.strip().split("\\s*[|,]\\s*"));
  }

  /** Returns whether it means one of the names. */
  boolean matches(List<String> all) {
    return all.stream().anyMatch(this::matches);
  }

  private boolean matches(String name) {
    return names.isEmpty() ? pattern.matcher(name).find() : names.contains(name);
  }
}

package dev.jackdaw.tools.search;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions as ripgrep takes them, for Java's engine: the few spellings that differ are
 * translated.
 */
final class JavaPattern {
  private JavaPattern() {}

  /**
   * Compiles a pattern.
   *
   * @throws PatternSyntaxException when it is not one
   */
  static Pattern compile(Query query) {
    var flags = Pattern.UNIX_LINES;
    if (query.span() == Query.Span.SEVERAL_LINES) flags |= Pattern.MULTILINE | Pattern.DOTALL;
    if (query.letters() == Query.Letters.SAME_IN_ANY_CASE) {
      flags |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    }
    if (usesClasses(query.pattern())) flags |= Pattern.UNICODE_CHARACTER_CLASS;
    return Pattern.compile(translated(query.pattern()), flags);
  }

  private static boolean usesClasses(String pattern) {
    for (var i = 0; i + 1 < pattern.length(); i++) {
      if (pattern.charAt(i) == '\\' && "wWdDsSbB".indexOf(pattern.charAt(++i)) >= 0) return true;
    }
    return false;
  }

  /** Returns whether the pattern matches just itself. */
  static boolean isLiteral(String pattern) {
    for (var i = 0; i < pattern.length(); i++) {
      if ("\\^$.|?*+()[]{}".indexOf(pattern.charAt(i)) >= 0) return false;
    }
    return true;
  }

  /**
   * Named groups are {@code (?P<n>…)}, and POSIX classes {@code [:alpha:]} are known in brackets.
   */
  static String translated(String pattern) {
    var out = new StringBuilder(pattern.length());
    var inClass = 0;
    for (var i = 0; i < pattern.length(); i++) {
      var c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        out.append(c).append(pattern.charAt(++i));
      } else if (inClass > 0 && pattern.startsWith("[:", i) && pattern.indexOf(":]", i) > 0) {
        var end = pattern.indexOf(":]", i);
        out.append(posix(pattern.substring(i + 2, end)));
        i = end + 1;
      } else if (inClass == 0 && pattern.startsWith("(?P<", i)) {
        out.append("(?<");
        i += 3;
      } else {
        if (c == '[') {
          inClass++;
          if (pattern.startsWith("]", i + 1) || pattern.startsWith("^]", i + 1)) {
            out.append(c);
            if (pattern.charAt(i + 1) == '^') out.append(pattern.charAt(++i));
            out.append('\\');
            c = pattern.charAt(++i);
          }
        } else if (c == ']' && inClass > 0) {
          inClass--;
        }
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String posix(String given) {
    var negated = given.startsWith("^");
    var name = negated ? given.substring(1) : given;
    var property =
        switch (name) {
          case "alpha" -> "a-zA-Z";
          case "digit" -> "0-9";
          case "alnum" -> "a-zA-Z0-9";
          case "lower" -> "a-z";
          case "upper" -> "A-Z";
          case "space" -> "\\t-\\r ";
          case "blank" -> "\\t ";
          case "xdigit" -> "0-9a-fA-F";
          case "word" -> "a-zA-Z0-9_";
          case "punct" -> "!-/:-@\\[-`{-~";
          case "cntrl" -> "\\x00-\\x1f\\x7f";
          case "graph" -> "!-~";
          case "print" -> " -~";
          default -> throw new PatternSyntaxException("unknown class [:" + given + ":]", given, -1);
        };
    return negated ? "[^" + property + "]" : property;
  }
}

package dev.jackdaw.tools.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A pattern for one name of a path: {@code *} any characters, {@code ?} one, {@code [a-z]} one of a
 * class, {@code \} takes the next literally. Matching takes time in proportion to pattern times
 * name at most. Immutable.
 */
final class Wildcard {
  private sealed interface Token {}

  private record Literal(int point) implements Token {}

  private record Any() implements Token {}

  private record Star() implements Token {}

  private record OneOf(boolean negated, List<Range> ranges) implements Token {
    boolean has(int point) {
      for (var range : ranges) if (point >= range.from && point <= range.to) return !negated;
      return negated;
    }
  }

  private record Range(int from, int to) {}

  private final List<Token> tokens;

  private final boolean impossible;

  private Wildcard(List<Token> tokens, boolean impossible) {
    this.tokens = List.copyOf(tokens);
    this.impossible = impossible;
  }

  static Wildcard of(String pattern) {
    var parser = new Parser(pattern);
    parser.parse();
    return new Wildcard(parser.tokens, parser.broken);
  }

  /** Returns whether the name is written out, so that a folder can be entered by it. */
  static boolean isPlain(String pattern) {
    for (var i = 0; i < pattern.length(); i++) {
      if ("*?[\\{".indexOf(pattern.charAt(i)) >= 0) return false;
    }
    return true;
  }

  /** Goes back to the last star only, which is enough because a later star can do all it could. */
  boolean matches(String name) {
    if (impossible) return false;
    var token = 0;
    var at = 0;
    var star = -1;
    var retry = 0;
    while (at < name.length()) {
      var point = name.codePointAt(at);
      if (token < tokens.size() && tokens.get(token) instanceof Star) {
        star = token++;
        retry = at;
      } else if (token < tokens.size() && fits(tokens.get(token), point)) {
        token++;
        at += Character.charCount(point);
      } else if (star >= 0) {
        token = star + 1;
        retry += Character.charCount(name.codePointAt(retry));
        at = retry;
      } else {
        return false;
      }
    }
    while (token < tokens.size() && tokens.get(token) instanceof Star) token++;
    return token == tokens.size();
  }

  private static boolean fits(Token token, int point) {
    return switch (token) {
      case Literal(var wanted) -> wanted == point;
      case Any _ -> true;
      case Star _ -> false;
      case OneOf oneOf -> oneOf.has(point);
    };
  }

  private static final class Parser {
    private final String pattern;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean broken;

    Parser(String pattern) {
      this.pattern = pattern;
    }

    void parse() {
      while (at < pattern.length() && !broken) {
        var point = next();
        switch (point) {
          case '*' -> {
            if (tokens.isEmpty() || !(tokens.getLast() instanceof Star)) tokens.add(new Star());
          }
          case '?' -> tokens.add(new Any());
          case '[' -> oneOf();
          case '\\' -> {
            if (at == pattern.length()) broken = true;
            else tokens.add(new Literal(next()));
          }
          default -> tokens.add(new Literal(point));
        }
      }
    }

    private int next() {
      var point = pattern.codePointAt(at);
      at += Character.charCount(point);
      return point;
    }

    private boolean is(char c) {
      return at < pattern.length() && pattern.charAt(at) == c;
    }

    private void oneOf() {
      var negated = is('!') || is('^');
      if (negated) at++;
      var ranges = new ArrayList<Range>();
      for (var first = true; first || !is(']'); first = false) {
        if (at == pattern.length()) {
          broken = true;
          return;
        }
        if (pattern.startsWith("[:", at) && pattern.indexOf(":]", at + 2) > 0) named(ranges);
        else range(ranges);
        if (broken) return;
      }
      at++;
      tokens.add(new OneOf(negated, ranges));
    }

    private void range(List<Range> ranges) {
      var from = member();
      if (is('-') && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']') {
        at++;
        ranges.add(new Range(from, member()));
      } else {
        ranges.add(new Range(from, from));
      }
    }

    private int member() {
      var point = next();
      if (point != '\\') return point;
      broken = at == pattern.length();
      return broken ? point : next();
    }

    private void named(List<Range> ranges) {
      var end = pattern.indexOf(":]", at + 2);
      var name = pattern.substring(at + 2, end).toLowerCase(Locale.ROOT);
      at = end + 2;
      var letters = List.of(new Range('a', 'z'), new Range('A', 'Z'));
      var digits = new Range('0', '9');
      switch (name) {
        case "alpha" -> ranges.addAll(letters);
        case "digit" -> ranges.add(digits);
        case "alnum" -> {
          ranges.addAll(letters);
          ranges.add(digits);
        }
        case "lower" -> ranges.add(new Range('a', 'z'));
        case "upper" -> ranges.add(new Range('A', 'Z'));
        case "space" -> {
          ranges.add(new Range('\t', '\r'));
          ranges.add(new Range(' ', ' '));
        }
        case "blank" -> {
          ranges.add(new Range('\t', '\t'));
          ranges.add(new Range(' ', ' '));
        }
        case "xdigit" -> {
          ranges.add(digits);
          ranges.add(new Range('a', 'f'));
          ranges.add(new Range('A', 'F'));
        }
        case "punct" -> {
          ranges.add(new Range('!', '/'));
          ranges.add(new Range(':', '@'));
          ranges.add(new Range('[', '`'));
          ranges.add(new Range('{', '~'));
        }
        case "cntrl" -> {
          ranges.add(new Range(0, 31));
          ranges.add(new Range(127, 127));
        }
        case "graph" -> ranges.add(new Range('!', '~'));
        case "print" -> ranges.add(new Range(' ', '~'));
        default -> broken = true;
      }
    }
  }
}

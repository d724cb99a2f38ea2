package dev.jackdaw.script;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Splits JavaScript into words, marks and texts, leaving out comments and what is inside regular
 * expressions and templates. It need not be right about every text: what it gets wrong is not told.
 * Used once.
 */
final class Tokens {
  /** What a token is. */
  enum Kind {
    WORD,
    MARK,
    TEXT
  }

  record Token(Kind kind, String text, int line) {
    boolean is(Kind wanted, String said) {
      return kind == wanted && text.equals(said);
    }
  }

  /** Behind these a slash begins a regular expression. */
  private static final Set<String> BEFORE_VALUES =
      Set.of(
          "return",
          "typeof",
          "case",
          "in",
          "of",
          "delete",
          "void",
          "throw",
          "new",
          "else",
          "do",
          "instanceof",
          "yield",
          "await");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();

  /** For each template that is open, how many braces are open in the code inside it. */
  private final ArrayDeque<Integer> templates = new ArrayDeque<>();

  private int at;
  private int line = 1;

  private Tokens(String source) {
    this.source = source;
  }

  static List<Token> of(String source) {
    var tokens = new Tokens(source);
    while (tokens.at < source.length()) tokens.next();
    return tokens.tokens;
  }

  private void next() {
    var c = source.charAt(at);
    if (c == '\n') line++;
    if (Character.isWhitespace(c)) at++;
    else if (source.startsWith("//", at)) skipTo("\n", 0);
    else if (source.startsWith("/*", at)) skipTo("*/", 2);
    else if (c == '"' || c == '\'') text(c);
    else if (c == '`') template();
    else if (Character.isJavaIdentifierPart(c)) word();
    else if (c == '/' && valueFollows()) regularExpression();
    else mark(c);
  }

  private void skipTo(String end, int more) {
    var found = source.indexOf(end, at);
    var to = found < 0 ? source.length() : found + more;
    while (at < to) if (source.charAt(at++) == '\n') line++;
  }

  private void text(char quote) {
    var text = new StringBuilder();
    for (at++; at < source.length(); at++) {
      var c = source.charAt(at);
      if (c == quote || c == '\n') break;
      if (c == '\\' && at + 1 < source.length()) at++;
      text.append(source.charAt(at));
    }
    at++;
    tokens.add(new Token(Kind.TEXT, text.toString(), line));
  }

  private void template() {
    at++;
    while (at < source.length()) {
      var c = source.charAt(at++);
      if (c == '\n') line++;
      if (c == '\\') at++;
      if (c == '`') {
        tokens.add(new Token(Kind.TEXT, "", line));
        return;
      }
      if (c == '$' && at < source.length() && source.charAt(at) == '{') {
        at++;
        templates.push(0);
        return;
      }
    }
  }

  private void word() {
    var from = at;
    while (at < source.length() && Character.isJavaIdentifierPart(source.charAt(at))) at++;
    tokens.add(new Token(Kind.WORD, source.substring(from, at), line));
  }

  private boolean valueFollows() {
    if (tokens.isEmpty()) return true;
    var before = tokens.getLast();
    return switch (before.kind()) {
      case TEXT -> false;
      case WORD -> BEFORE_VALUES.contains(before.text());
      case MARK -> !Set.of(")", "]", "}").contains(before.text());
    };
  }

  private void regularExpression() {
    var inClass = false;
    for (at++; at < source.length(); at++) {
      var c = source.charAt(at);
      if (c == '\n') return;
      if (c == '\\') at++;
      else if (c == '[') inClass = true;
      else if (c == ']') inClass = false;
      else if (c == '/' && !inClass) break;
    }
    at++;
    tokens.add(new Token(Kind.TEXT, "", line));
  }

  private void mark(char c) {
    at++;
    if (!templates.isEmpty()) {
      if (c == '{') templates.push(templates.pop() + 1);
      if (c == '}') {
        int open = templates.pop();
        if (open == 0) {
          template(at - 1);
          return;
        }
        templates.push(open - 1);
      }
    }
    tokens.add(new Token(Kind.MARK, String.valueOf(c), line));
  }

  /** Goes on with a template behind a piece of code in it. */
  private void template(int brace) {
    at = brace;
    template();
  }
}

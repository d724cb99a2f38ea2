package dev.jackdaw.policy.shell;

/** A place in a text, and what stands there. */
final class Cursor {
  private static final int EXCERPT_CHARS = 40;
  static final char END = '\0';

  /** Reads commands that stand inside a word. */
  interface Substitution {
    void read() throws Uncertain;
  }

  final String text;
  private final Substitution substitution;
  int at;

  Cursor(String text, Substitution substitution) {
    this.text = text;
    this.substitution = substitution;
  }

  /** For a text in which no commands stand. */
  Cursor(String text) {
    this(
        text,
        () -> {
          throw new Uncertain("it substitutes the output of a command", "$(");
        });
  }

  /** Reads the commands behind an opening parenthesis, and the closing one. */
  void substitute() throws Uncertain {
    substitution.read();
  }

  char peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : END;
  }

  boolean looksAt(String expected) {
    return text.startsWith(expected, at);
  }

  boolean skip(String expected) {
    if (!looksAt(expected)) return false;
    at += expected.length();
    return true;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** Skips blanks, line breaks behind a backslash, and a comment when one begins here. */
  void skipBlanks() {
    while (peek() == ' ' || peek() == '\t' || skip("\\\n")) {
      if (peek() == ' ' || peek() == '\t') at++;
    }
    if (peek() != '#' || at > 0 && " \t\n;|&()".indexOf(text.charAt(at - 1)) < 0) return;
    while (!atEnd() && peek() != '\n') at++;
  }

  Uncertain uncertain(String why) {
    return uncertain(why, at);
  }

  Uncertain uncertain(String why, int from) {
    var start = Math.min(from, text.length());
    var end = Math.min(text.length(), Math.max(at + 1, start + 1));
    return new Uncertain(why, text.substring(start, Math.min(end, start + EXCERPT_CHARS)));
  }
}

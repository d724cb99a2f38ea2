package dev.jackdaw.policy.shell;

/**
 * Accepts sed scripts that only print: addresses, {@code p d q Q = n N g G h H x D P l}, blocks,
 * {@code s} without the flags that write or run, {@code y}, labels and jumps.
 */
final class SedScript {
  private static final String PLAIN = "pdqQ=nNgGhHxDPl";
  private final Cursor cursor;
  private int depth;

  private SedScript(String script) {
    cursor = new Cursor(script);
  }

  static void check(String script) throws Uncertain {
    var sed = new SedScript(script);
    while (!sed.cursor.atEnd()) sed.command();
    if (sed.depth != 0) throw new Uncertain("its sed script is not followed", script);
  }

  private void command() throws Uncertain {
    while (" \t\n;".indexOf(cursor.peek()) >= 0) cursor.at++;
    if (cursor.atEnd()) return;
    if (address()) {
      blanks();
      if (cursor.skip(",")) {
        blanks();
        if (cursor.peek() == '+' || cursor.peek() == '~') cursor.at++;
        if (!address()) throw refused();
      }
    }
    blanks();
    while (cursor.skip("!")) blanks();
    var c = cursor.peek();
    cursor.at++;
    if (c == '{') {
      depth++;
      return;
    }
    if (c == '}' && depth > 0) depth--;
    else if (c == 's') substitution();
    else if (c == 'y') transliteration();
    else if (c == ':' || c == 'b' || c == 't') label();
    else if (c == Cursor.END || PLAIN.indexOf(c) < 0) throw refused();
    else if (c == 'q' || c == 'Q' || c == 'l') digits();
    end();
  }

  private void blanks() {
    while (cursor.peek() == ' ' || cursor.peek() == '\t') cursor.at++;
  }

  private boolean digits() {
    var start = cursor.at;
    blanks();
    while (cursor.peek() >= '0' && cursor.peek() <= '9') cursor.at++;
    return cursor.at > start;
  }

  private void end() throws Uncertain {
    blanks();
    if (!cursor.atEnd() && ";\n}".indexOf(cursor.peek()) < 0) throw refused();
  }

  private Uncertain refused() {
    return new Uncertain("its sed script may do more than print", cursor.text);
  }

  private boolean address() throws Uncertain {
    if (cursor.skip("$")) return true;
    if (cursor.peek() == '/') {
      cursor.at++;
      regex('/');
      while (cursor.peek() == 'I' || cursor.peek() == 'M') cursor.at++;
      return true;
    }
    if (cursor.peek() == '\\') throw refused();
    if (!(cursor.peek() >= '0' && cursor.peek() <= '9')) return false;
    digits();
    if (cursor.skip("~")) digits();
    return true;
  }

  /** Inside a set the delimiter ends the expression for some versions and not for others. */
  private void regex(char delimiter) throws Uncertain {
    var set = false;
    while (cursor.peek() != delimiter || set) {
      if (cursor.atEnd() || cursor.peek() == '\n') throw refused();
      if (cursor.peek() == delimiter) throw refused();
      if (cursor.peek() == '\\') {
        if (set && cursor.peek(1) == ']') throw refused();
        cursor.at++;
        if (cursor.atEnd() || cursor.peek() == '\n') throw refused();
      } else if (!set && cursor.peek() == '[') {
        set = true;
        if (cursor.peek(1) == '^') cursor.at++;
        if (cursor.peek(1) == ']') cursor.at++;
      } else if (set && cursor.peek() == '[') {
        namedClass();
      } else if (cursor.peek() == ']') {
        set = false;
      }
      cursor.at++;
    }
    cursor.at++;
  }

  /** Skips a class such as {@code [:space:]} but for its last sign. */
  private void namedClass() throws Uncertain {
    var end = cursor.text.indexOf(":]", cursor.at);
    if (!cursor.looksAt("[:") || end < 0) throw refused();
    for (var i = cursor.at + 2; i < end; i++) {
      if (!WordReader.isNamePart(cursor.text.charAt(i), false)) throw refused();
    }
    cursor.at = end + 1;
  }

  private void replacement(char delimiter) throws Uncertain {
    while (cursor.peek() != delimiter) {
      if (cursor.atEnd() || cursor.peek() == '\n') throw refused();
      if (cursor.peek() == '\\') cursor.at++;
      if (cursor.atEnd() || cursor.peek() == '\n') throw refused();
      cursor.at++;
    }
    cursor.at++;
  }

  /** Some versions take all up to the end of the line for the label, and so run less. */
  private void label() {
    blanks();
    while (WordReader.isNamePart(cursor.peek(), false)) cursor.at++;
  }

  private char delimiter() throws Uncertain {
    var c = cursor.peek();
    if ("/|,#:@!%_".indexOf(c) < 0) throw refused();
    cursor.at++;
    return c;
  }

  private void substitution() throws Uncertain {
    var delimiter = delimiter();
    regex(delimiter);
    replacement(delimiter);
    while ("gpiIM0123456789".indexOf(cursor.peek()) >= 0) cursor.at++;
  }

  private void transliteration() throws Uncertain {
    var delimiter = delimiter();
    replacement(delimiter);
    replacement(delimiter);
  }
}

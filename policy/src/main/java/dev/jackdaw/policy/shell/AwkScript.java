package dev.jackdaw.policy.shell;

import java.util.Set;

/**
 * Accepts awk programs that only print: no pipes, no redirections, no functions that read, run or
 * load. Words that do are refused wherever they stand, even within strings.
 */
final class AwkScript {
  private static final Set<String> REFUSED =
      Set.of("system", "getline", "close", "fflush", "ENVIRON", "PROCINFO", "SYMTAB", "FUNCTAB");

  /** Signs after which a slash begins an expression in every version of the language. */
  private static final String OPENING = "(,{};!~&|=<>?:\n";

  /** Words after which a slash begins an expression, so that what follows is no division. */
  private static final Set<String> BEFORE_EXPRESSION =
      Set.of("print", "printf", "return", "in", "case", "else", "do", "exit", "delete", "length");

  private final Cursor cursor;
  private String word = "";
  private char before = ';';
  private boolean printing;

  private AwkScript(String script) {
    cursor = new Cursor(script);
  }

  static void check(String script) throws Uncertain {
    for (var refused : REFUSED) {
      if (script.contains(refused)) throw refused(refused);
    }
    if (script.indexOf('@') >= 0 || script.contains("ARG")) throw refused(script);
    var awk = new AwkScript(script);
    while (!awk.cursor.atEnd()) awk.token();
  }

  private static Uncertain refused(String offending) {
    return new Uncertain("its awk program may do more than print", offending);
  }

  private void token() throws Uncertain {
    var c = cursor.peek();
    if (c == ' ' || c == '\t') {
      cursor.at++;
      return;
    }
    if (WordReader.isNamePart(c, false)) {
      name();
      return;
    }
    switch (c) {
      case '"' -> quoted('"');
      case '/' -> slash();
      case '|' -> bars();
      case '>' -> {
        if (printing) throw refused("print >");
        cursor.at++;
      }
      case '\n', ';', '{', '}' -> {
        printing = false;
        cursor.at++;
      }
      case '\\', '`', '#', '\'' -> throw refused(cursor.text);
      default -> cursor.at++;
    }
    before = c;
    word = "";
  }

  private void name() {
    var start = cursor.at;
    while (WordReader.isNamePart(cursor.peek(), false)) cursor.at++;
    word = cursor.text.substring(start, cursor.at);
    before = 'a';
    if (word.equals("print") || word.equals("printf")) printing = true;
  }

  private void bars() throws Uncertain {
    if (cursor.peek(1) != '|') throw refused("|");
    cursor.at += 2;
  }

  private void slash() throws Uncertain {
    if (BEFORE_EXPRESSION.contains(word)) throw refused(word + " /");
    var division = before == 'a' || before == ']' || before == '"';
    if (division) cursor.at++;
    else if (OPENING.indexOf(before) >= 0) quoted('/');
    else throw refused(before + "/");
  }

  /** Brackets in an expression may hide a slash or not, by version. */
  private void quoted(char end) throws Uncertain {
    cursor.at++;
    var set = false;
    while (cursor.peek() != end) {
      if (cursor.atEnd() || cursor.peek() == '\n') throw refused(cursor.text);
      if (cursor.peek() == '\\') {
        if (set) throw refused(cursor.text);
        cursor.at++;
      } else if (end == '/' && cursor.peek() == '[') {
        set = true;
      } else if (cursor.peek() == ']') {
        set = false;
      }
      cursor.at++;
    }
    if (set) throw refused(cursor.text);
    cursor.at++;
  }
}

package dev.jackdaw.policy.shell;

import dev.jackdaw.policy.shell.Word.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads one word, quotes removed and brace lists taken apart, and stops at what ends it. */
final class WordReader {
  private static final String ENDS = " \t\n;|&()<>";
  private static final int MAX_ALTERNATIVES = 64;
  private static final Pattern RANGE =
      Pattern.compile("(0|-?[1-9][0-9]{0,5})\\.\\.(0|-?[1-9][0-9]{0,5})");

  private final Cursor cursor;
  private int started;
  private List<List<Piece>> alternatives = new ArrayList<>(List.of(List.of()));
  private Word.Builder current = new Word.Builder();

  WordReader(Cursor cursor) {
    this.cursor = cursor;
  }

  /** Returns the words that the one in the text stands for: one, or several for a brace list. */
  List<Word> read() throws Uncertain {
    var start = cursor.at;
    started = start;
    while (!cursor.atEnd() && ENDS.indexOf(cursor.peek()) < 0) part(start);
    spread(List.of(current.pieces()));
    var words = new ArrayList<Word>();
    for (var pieces : alternatives) {
      if (pieces.isEmpty()) throw cursor.uncertain("a word comes out empty", start);
      words.add(new Word(pieces));
    }
    return words;
  }

  /** What is assigned neither comes apart nor is matched with names. */
  private boolean isAssigned() {
    var from = cursor.at - 1;
    if (from < 0 || cursor.text.charAt(from) != '=') return false;
    while (from > 0 && isNamePart(cursor.text.charAt(from - 1), false)) from--;
    return from == started
        && ScriptParser.isLoopVariable(cursor.text.substring(from, cursor.at - 1));
  }

  private void part(int start) throws Uncertain {
    var c = cursor.peek();
    switch (c) {
      case '\'' -> singleQuoted();
      case '"' -> doubleQuoted();
      case '\\' -> escaped();
      case '$' -> dollar(false);
      case '`' -> throw cursor.uncertain("it substitutes the output of a command");
      case '{' -> braces();
      case '*', '?' -> {
        current.add(new Piece.Wild(c));
        cursor.at++;
      }
      case '[' -> bracket(start);
      case '~' -> tilde(start);
      default -> plain(c, start);
    }
  }

  private void plain(char c, int start) throws Uncertain {
    if (c >= 0x80) throw cursor.uncertain("it has a character outside ASCII without quotes");
    if (c == '!'
        && cursor.at == start
        && cursor.at + 1 < cursor.text.length()
        && ENDS.indexOf(cursor.peek(1)) < 0
        && cursor.peek(1) != '=') {
      throw cursor.uncertain("a word begins with an exclamation mark");
    }
    current.bare(c);
    cursor.at++;
  }

  /** Bash takes a bracket without its partner, and the program of that name, to the letter. */
  private void bracket(int start) throws Uncertain {
    var alone = cursor.at == start && (ENDS.indexOf(cursor.peek(1)) >= 0);
    if (!alone) throw cursor.uncertain("it has a set of characters in a file name pattern");
    current.bare('[');
    cursor.at++;
  }

  private void tilde(int start) throws Uncertain {
    var before = cursor.at == start ? ' ' : cursor.text.charAt(cursor.at - 1);
    if (before == ' ' || before == '=' || before == ':') {
      throw cursor.uncertain("it names a home folder");
    }
    current.bare('~');
    cursor.at++;
  }

  private void singleQuoted() throws Uncertain {
    var end = cursor.text.indexOf('\'', cursor.at + 1);
    if (end < 0) throw cursor.uncertain("a quote is not closed");
    current.quoted(cursor.text.substring(cursor.at + 1, end));
    cursor.at = end + 1;
  }

  private void doubleQuoted() throws Uncertain {
    var start = cursor.at++;
    current.quoted("");
    while (cursor.peek() != '"') {
      if (cursor.atEnd()) throw cursor.uncertain("a quote is not closed", start);
      switch (cursor.peek()) {
        case '$' -> dollar(true);
        case '`' -> throw cursor.uncertain("it substitutes the output of a command");
        case '\\' -> escapedInQuotes();
        default -> current.quoted(String.valueOf(cursor.text.charAt(cursor.at++)));
      }
    }
    cursor.at++;
  }

  private void escapedInQuotes() throws Uncertain {
    var next = cursor.peek(1);
    if (next == '\n' || next == Cursor.END) throw cursor.uncertain("a line is continued");
    if ("\"\\$`".indexOf(next) < 0) current.quoted("\\");
    current.quoted(String.valueOf(next));
    cursor.at += 2;
  }

  private void escaped() throws Uncertain {
    var next = cursor.peek(1);
    if (next <= ' ' && next != ' ' || next >= 0x7F) {
      throw cursor.uncertain("a backslash stands before a character that does not show");
    }
    current.quoted(String.valueOf(next));
    cursor.at += 2;
  }

  private void dollar(boolean quoted) throws Uncertain {
    var start = cursor.at;
    if (cursor.skip("$?")) {
      current.add(new Piece.Status());
      return;
    }
    if (cursor.looksAt("$((")) {
      current.quoted(Arithmetic.read(cursor));
      return;
    }
    if (cursor.looksAt("$(")) {
      if (!quoted && !isAssigned()) {
        throw cursor.uncertain("it substitutes the output of a command without quotes");
      }
      cursor.at += 2;
      cursor.substitute();
      current.add(new Piece.Output());
      return;
    }
    if (!quoted && cursor.looksAt("$'")) {
      ansiQuoted();
      return;
    }
    var next = cursor.peek(1);
    var literal = quoted ? "\" )|/\\" : "";
    if (literal.indexOf(next) >= 0) {
      current.quoted("$");
      cursor.at++;
      return;
    }
    if (!quoted && (next == Cursor.END || " \n".indexOf(next) >= 0)) {
      current.bare('$');
      cursor.at++;
      return;
    }
    current.add(new Piece.Variable(variable(start), quoted));
  }

  private String variable(int start) throws Uncertain {
    cursor.at++;
    var braced = cursor.skip("{");
    var from = cursor.at;
    while (isNamePart(cursor.peek(), cursor.at == from)) cursor.at++;
    var name = cursor.text.substring(from, cursor.at);
    if (name.isEmpty() || braced && !cursor.skip("}")) {
      throw cursor.uncertain("it has an expansion whose value is not known", start);
    }
    return name;
  }

  static boolean isNamePart(char c, boolean first) {
    return c == '_'
        || c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || !first && c >= '0' && c <= '9';
  }

  private void ansiQuoted() throws Uncertain {
    cursor.at += 2;
    current.quoted("");
    while (cursor.peek() != '\'') {
      if (cursor.atEnd()) throw cursor.uncertain("a quote is not closed");
      if (cursor.peek() != '\\') {
        current.quoted(String.valueOf(cursor.text.charAt(cursor.at++)));
        continue;
      }
      current.quoted(
          switch (cursor.peek(1)) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case '\\' -> "\\";
            case '\'' -> "'";
            case '"' -> "\"";
            default -> throw cursor.uncertain("it spells a character by its number");
          });
      cursor.at += 2;
    }
    cursor.at++;
  }

  /** Braces without a comma stand for themselves. */
  private void braces() throws Uncertain {
    var start = cursor.at;
    var end = start + 1;
    while (end < cursor.text.length() && isBraceText(cursor.text.charAt(end))) end++;
    if (end == cursor.text.length() || cursor.text.charAt(end) != '}') {
      throw cursor.uncertain("it has braces that are not a plain list");
    }
    var inside = cursor.text.substring(start + 1, end);
    cursor.at = end + 1;
    if (inside.contains("..")) {
      choose(range(inside, start));
      return;
    }
    if (inside.indexOf(',') < 0) {
      for (var i = start; i <= end; i++) current.bare(cursor.text.charAt(i));
      return;
    }
    choose(List.of(inside.split(",", -1)));
  }

  private void choose(List<String> choices) throws Uncertain {
    spread(List.of(current.pieces()));
    current = new Word.Builder();
    var pieces = new ArrayList<List<Piece>>();
    for (var choice : choices) {
      pieces.add(choice.isEmpty() ? List.of() : List.of(new Piece.Text(choice, false)));
    }
    spread(pieces);
  }

  /** Whole numbers without leading zeros, which would make the others as long. */
  private List<String> range(String inside, int start) throws Uncertain {
    var ends = RANGE.matcher(inside);
    if (!ends.matches()) throw cursor.uncertain("it has a range in braces", start);
    var from = Integer.parseInt(ends.group(1));
    var to = Integer.parseInt(ends.group(2));
    if (Math.abs(to - from) >= MAX_ALTERNATIVES) {
      throw cursor.uncertain("its braces make too many words");
    }
    var numbers = new ArrayList<String>();
    for (var n = from; n != to; n += to > from ? 1 : -1) numbers.add(Integer.toString(n));
    numbers.add(Integer.toString(to));
    return numbers;
  }

  private static boolean isBraceText(char c) {
    return c > ' ' && c < 0x7F && "{}'\"\\$`*?[]~;|&()<>!".indexOf(c) < 0;
  }

  private void spread(List<List<Piece>> choices) throws Uncertain {
    var longer = new ArrayList<List<Piece>>();
    for (var before : alternatives) {
      for (var choice : choices) {
        var both = new ArrayList<>(before);
        both.addAll(choice);
        longer.add(both);
      }
    }
    if (longer.size() > MAX_ALTERNATIVES) throw cursor.uncertain("its braces make too many words");
    alternatives = longer;
  }
}

package dev.jackdaw.policy.shell;

import dev.jackdaw.policy.shell.Script.Direction;
import dev.jackdaw.policy.shell.Script.Redirect;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Reads redirections, and the bodies of here-documents at the end of their line. */
final class Redirections {
  private record Document(String delimiter, boolean literal, boolean tabs) {}

  private final Cursor cursor;
  private final Deque<Document> pending = new ArrayDeque<>();

  Redirections(Cursor cursor) {
    this.cursor = cursor;
  }

  /** Returns whether one begins here; up to one digit names the descriptor. */
  boolean isOne() {
    var c = cursor.peek();
    if (c == '<' || c == '>' || c == '&' && cursor.peek(1) == '>') return true;
    return c >= '0' && c <= '2' && (cursor.peek(1) == '<' || cursor.peek(1) == '>');
  }

  /** Returns the file it is about, or nothing when it is about none. */
  Optional<Redirect> read() throws Uncertain {
    var start = cursor.at;
    if (cursor.peek() >= '0' && cursor.peek() <= '2') cursor.at++;
    if (cursor.looksAt("<(") || cursor.looksAt(">(")) {
      throw cursor.uncertain("it substitutes a process", start);
    }
    if (cursor.skip("<<<")) {
      for (var piece : target(start).pieces()) {
        if (!(piece instanceof Word.Piece.Text || piece instanceof Word.Piece.Wild)) {
          throw cursor.uncertain("it has an expansion whose value is not known", start);
        }
      }
      return Optional.empty();
    }
    if (cursor.looksAt("<<")) {
      document();
      return Optional.empty();
    }
    if (cursor.skip(">&") || cursor.skip("<&")) {
      duplicate(start);
      return Optional.empty();
    }
    var from = cursor.peek() == '<';
    for (var sign : List.of("&>>", "&>", ">>", ">", "<")) {
      if (cursor.skip(sign)) {
        if ("|>&!".indexOf(cursor.peek()) >= 0 || from && cursor.peek() == '>') break;
        if (from && isFed()) return Optional.empty();
        return Optional.of(new Redirect(from ? Direction.FROM : Direction.TO, target(start)));
      }
    }
    throw cursor.uncertain("it redirects in an unusual way", start);
  }

  /** Input from what commands print: {@code < <(commands)}. */
  private boolean isFed() throws Uncertain {
    cursor.skipBlanks();
    if (!cursor.skip("<(")) return false;
    cursor.substitute();
    if (!cursor.atEnd() && " \t\n;|&)".indexOf(cursor.peek()) < 0) {
      throw cursor.uncertain("it redirects in an unusual way");
    }
    return true;
  }

  private Word target(int start) throws Uncertain {
    cursor.skipBlanks();
    if (cursor.atEnd() || " \t\n;|&()<>".indexOf(cursor.peek()) >= 0) {
      throw cursor.uncertain("a redirection has no target", start);
    }
    var words = new WordReader(cursor).read();
    if (words.size() != 1) throw cursor.uncertain("a redirection has several targets", start);
    return words.getFirst();
  }

  /** Only {@code 2>&1} and the like; the digit must end the word. */
  private void duplicate(int start) throws Uncertain {
    var digit = cursor.peek();
    if (digit < '0'
        || digit > '2'
        || cursor.peek(1) != Cursor.END && " \t\n;|&)".indexOf(cursor.peek(1)) < 0) {
      throw cursor.uncertain("it redirects in an unusual way", start);
    }
    cursor.at++;
  }

  private void document() throws Uncertain {
    cursor.at += 2;
    var tabs = cursor.skip("-");
    var start = cursor.at;
    var word = target(start);
    var raw = cursor.text.substring(start, cursor.at).strip();
    var name = raw;
    var literal = raw.length() > 2 && (raw.startsWith("'") || raw.startsWith("\""));
    if (literal) name = raw.substring(1, raw.length() - 1);
    for (var i = 0; i < name.length(); i++) {
      if (!WordReader.isNamePart(name.charAt(i), false)) {
        throw cursor.uncertain("a here-document ends at an unusual word", start);
      }
    }
    if (word.pieces().isEmpty()) throw cursor.uncertain("a here-document has no end", start);
    pending.add(new Document(name, literal, tabs));
  }

  /** Reads the bodies that begin here, at the start of a line. */
  void readBodies() throws Uncertain {
    while (!pending.isEmpty()) body(pending.remove());
  }

  private void body(Document document) throws Uncertain {
    var start = cursor.at;
    while (!cursor.atEnd()) {
      var end = cursor.text.indexOf('\n', cursor.at);
      if (end < 0) end = cursor.text.length();
      var line = cursor.text.substring(cursor.at, end);
      cursor.at = Math.min(end + 1, cursor.text.length());
      var stripped = document.tabs() ? line.replaceFirst("^\t+", "") : line;
      if (stripped.equals(document.delimiter())) return;
      if (!document.literal() && holdsExpansion(line)) {
        throw cursor.uncertain("a here-document expands what it holds", start);
      }
    }
    throw cursor.uncertain("a here-document does not end", start);
  }

  private static boolean holdsExpansion(String line) {
    return line.indexOf('$') >= 0 || line.indexOf('`') >= 0 || line.indexOf('\\') >= 0;
  }

  boolean isPending() {
    return !pending.isEmpty();
  }

  void checkNonePending() throws Uncertain {
    if (!pending.isEmpty()) throw cursor.uncertain("a here-document does not end");
  }
}

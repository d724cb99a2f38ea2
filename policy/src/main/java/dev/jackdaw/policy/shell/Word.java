package dev.jackdaw.policy.shell;

import java.util.ArrayList;
import java.util.List;

/** A word of a shell line before expansion, brace lists already taken apart. */
record Word(List<Piece> pieces) {
  Word {
    pieces = List.copyOf(pieces);
  }

  /** A part of a word. */
  sealed interface Piece {
    /**
     * Characters that stand for themselves; {@code quoted} when the shell takes no sign in them.
     */
    record Text(String text, boolean quoted) implements Piece {}

    /** A star or a question mark that is matched against file names. */
    record Wild(char sign) implements Piece {}

    /** The value of a loop variable. */
    record Variable(String name, boolean quoted) implements Piece {}

    /** What commands print, between double quotes or behind an assignment. */
    record Output() implements Piece {}

    /** What commands print, in the place of a file. */
    record Fed() implements Piece {}

    /** The exit code of the command before: some digits. */
    record Status() implements Piece {}
  }

  /** Returns the text as it stands when nothing in the word is quoted or expanded, else nothing. */
  String bare() {
    var text = new StringBuilder();
    for (var piece : pieces) {
      if (!(piece instanceof Piece.Text(var part, var quoted)) || quoted) return "";
      text.append(part);
    }
    return text.toString();
  }

  static final class Builder {
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean quotes;

    void bare(char c) {
      if (quotes) flush();
      text.append(c);
    }

    void quoted(String part) {
      if (!quotes) flush();
      quotes = true;
      text.append(part);
      if (part.isEmpty()) pieces.add(new Piece.Text("", true));
    }

    void add(Piece piece) {
      flush();
      pieces.add(piece);
    }

    private void flush() {
      if (!text.isEmpty()) pieces.add(new Piece.Text(text.toString(), quotes));
      text.setLength(0);
      quotes = false;
    }

    List<Piece> pieces() {
      flush();
      return List.copyOf(pieces);
    }
  }
}

package dev.jackdaw.tui.diff;

import dev.jackdaw.api.text.LineDiff;
import java.util.ArrayList;
import java.util.List;

/** What of a line was replaced by what: pieces in turn unchanged and changed. */
final class WordDiff {
  private static final int MAX_PARTS = 400;

  /** Less than that of the shorter in common, and the lines have nothing to do with each other. */
  private static final double LEAST_COMMON = 0.5;

  /** A piece of a line. */
  record Piece(String text, boolean isChanged) {}

  /** Both lines in pieces. */
  record Pair(List<Piece> before, List<Piece> after) {}

  private WordDiff() {}

  /** Returns both lines, each as one piece when they are too different, or too long to tell. */
  static Pair of(String before, String after) {
    var a = parts(before);
    var b = parts(after);
    if (a.size() > MAX_PARTS || b.size() > MAX_PARTS) return whole(before, after);
    var diff = LineDiff.of(a, b);
    var common = 0;
    for (var i = 0; i < a.size(); i++) {
      if (!diff.isGone(i) && !a.get(i).isBlank()) common += a.get(i).length();
    }
    var shorter = Math.min(ink(before), ink(after));
    if (shorter == 0 || common < LEAST_COMMON * shorter) return whole(before, after);
    var left = new ArrayList<Piece>();
    for (var i = 0; i < a.size(); i++) add(left, a.get(i), diff.isGone(i));
    var right = new ArrayList<Piece>();
    for (var i = 0; i < b.size(); i++) add(right, b.get(i), diff.isNew(i));
    return new Pair(left, right);
  }

  private static Pair whole(String before, String after) {
    return new Pair(List.of(new Piece(before, false)), List.of(new Piece(after, false)));
  }

  private static long ink(String text) {
    return text.chars().filter(c -> c != ' ').count();
  }

  private static void add(List<Piece> pieces, String text, boolean isChanged) {
    if (!pieces.isEmpty() && pieces.getLast().isChanged() == isChanged) {
      pieces.set(pieces.size() - 1, new Piece(pieces.getLast().text() + text, isChanged));
    } else {
      pieces.add(new Piece(text, isChanged));
    }
  }

  /** Words, runs of spaces, and signs one by one. */
  static List<String> parts(String line) {
    var parts = new ArrayList<String>();
    for (var at = 0; at < line.length(); ) {
      var c = line.codePointAt(at);
      var end = at + Character.charCount(c);
      var kind = kind(c);
      while (kind != 0 && end < line.length() && kind(line.codePointAt(end)) == kind) {
        end += Character.charCount(line.codePointAt(end));
      }
      parts.add(line.substring(at, end));
      at = end;
    }
    return parts;
  }

  private static int kind(int c) {
    return Character.isLetterOrDigit(c) || c == '_' ? 1 : c == ' ' ? 2 : 0;
  }
}

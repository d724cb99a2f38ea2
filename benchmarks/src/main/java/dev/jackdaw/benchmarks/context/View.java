package dev.jackdaw.benchmarks.context;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The prompt as a policy arranges it, from one request to the next. */
final class View {
  private final List<Piece> pieces = new ArrayList<>();

  /** How many pieces of the prompt tell each fact. */
  private final int[] told;

  /** Tokens up to each piece, right up to {@link #summed}. */
  private long[] sums = new long[64];

  private int summed;

  /** How many pieces are as they were in the request before. */
  private int intact;

  /** Behind how many pieces a policy sees the end of what it does not mean to change soon. */
  private int stable = 1;

  View(Piece fixed, int facts) {
    told = new int[facts];
    add(fixed);
  }

  void add(Piece piece) {
    pieces.add(piece);
    count(piece, 1);
  }

  void set(int index, Piece piece) {
    count(pieces.get(index), -1);
    pieces.set(index, piece);
    count(piece, 1);
    touched(index);
  }

  /** Puts others in the place of the pieces from {@code from} to before {@code to}. */
  void replace(int from, int to, List<Piece> others) {
    var range = pieces.subList(from, to);
    for (var piece : range) count(piece, -1);
    range.clear();
    pieces.addAll(from, others);
    for (var piece : others) count(piece, 1);
    touched(from);
    stable = Math.min(stable, pieces.size());
  }

  /** Tells that the request was sent. */
  void sent() {
    intact = pieces.size();
  }

  void markStable(int count) {
    stable = count;
  }

  int stable() {
    return stable;
  }

  int intact() {
    return intact;
  }

  int size() {
    return pieces.size();
  }

  Piece get(int index) {
    return pieces.get(index);
  }

  List<Piece> pieces() {
    return pieces;
  }

  boolean tells(int fact) {
    return told[fact] > 0;
  }

  long tokens() {
    return tokens(pieces.size());
  }

  /** Returns the tokens of the first {@code count} pieces. */
  long tokens(int count) {
    if (sums.length <= pieces.size()) sums = Arrays.copyOf(sums, 2 * pieces.size() + 2);
    for (; summed < count; summed++) sums[summed + 1] = sums[summed] + pieces.get(summed).tokens();
    return sums[count];
  }

  /** Returns the index of the first piece of what came of this step, or of a later one. */
  int indexOfReply(int step) {
    for (var i = 1; i < pieces.size(); i++) {
      var piece = pieces.get(i);
      if (piece.kind() == Piece.Kind.DIGEST) continue;
      if (piece.step() > step || piece.step() == step && piece.kind() != Piece.Kind.USER) return i;
    }
    return pieces.size();
  }

  private void touched(int index) {
    intact = Math.min(intact, index);
    summed = Math.min(summed, index);
  }

  private void count(Piece piece, int by) {
    for (var fact : piece.facts()) told[fact] += by;
  }
}

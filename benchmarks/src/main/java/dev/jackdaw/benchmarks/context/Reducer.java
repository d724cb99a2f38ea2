package dev.jackdaw.benchmarks.context;

import dev.jackdaw.benchmarks.context.Piece.Kind;
import dev.jackdaw.engine.context.Lengths;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How large the digest of the steps before some step is, and what it tells: words of users, a line
 * for each call as long as there is room, then for each changed path, and each failure that is not
 * resolved. A function of the session alone, no matter how it was folded before.
 */
final class Reducer {
  /** Heading, numbers of the journal, and how to recall the rest. */
  private static final int FRAME_TOKENS = 150;

  private static final int LINE_TOKENS = 25;
  private static final int PATH_TOKENS = 20;
  private static final int USER_FRAME_TOKENS = 6;

  /** Of the beginnings of the newest answers. */
  private static final int ANSWER_TOKENS = 65;

  /** What is left of long words of users when all of them do not fit. */
  private static final int SHORTENED_TOKENS = 150;

  private final Sitting sitting;
  private final long mostLines;
  private final long mostUser;

  Reducer(Sitting sitting, Digest digest, long room) {
    this.sitting = sitting;
    this.mostLines = Math.min(digest.lines(), (long) (digest.linesShare() * room));
    this.mostUser = (long) (digest.userShare() * room);
  }

  /**
   * Limits of a digest.
   *
   * @param lines tokens of lines for calls
   * @param linesShare the same as a share of the room for the conversation
   * @param userShare of that room for the words of users
   */
  record Digest(int lines, double linesShare, double userShare) {
    static final Digest USUAL =
        new Digest(Lengths.LINES_TOKENS, Lengths.LINES_PART, Lengths.WORDS_PART);

    /** For when a request does not fit: the words of users stay. */
    static final Digest FEW_LINES = new Digest(1_000, 0.03, Lengths.WORDS_PART);

    /** For when nothing else makes it fit. */
    static final Digest SHORT = new Digest(1_000, 0.03, 0.2);
  }

  /** Returns what the next digest would hold of a step. */
  static int kept(Step step) {
    return step.calls() * LINE_TOKENS;
  }

  static int kept(Piece said) {
    return said.tokens() + USER_FRAME_TOKENS;
  }

  /**
   * Returns the digest of all steps before this one, and of what was said before it: first the
   * words of users, a piece each, as they were in the digest before; then the rest.
   *
   * @param note tokens of what a model wrote
   */
  List<Piece> digest(int end, int note) {
    var facts = new TreeSet<Integer>();
    var pieces = new ArrayList<>(words(end));
    var tokens = FRAME_TOKENS + note + answers(end) + lines(end, facts);
    pieces.add(new Piece(Kind.DIGEST, end - 1, -1, (int) tokens, List.copyOf(facts)));
    return pieces;
  }

  /**
   * All of it; where there is no room, long ones are shortened, then the oldest but one dropped.
   */
  private List<Piece> words(int end) {
    var said = new ArrayDeque<Piece>();
    for (var step : sitting.steps().subList(0, end + 1)) said.addAll(step.said());
    var tokens = said.stream().mapToLong(Reducer::kept).sum();
    var shortens = tokens > mostUser;
    if (shortens) tokens = said.stream().mapToLong(Reducer::shortened).sum();
    var first = said.pollFirst();
    while (tokens > mostUser && !said.isEmpty()) tokens -= shortened(said.removeFirst());
    if (first != null) said.addFirst(first);
    return said.stream().map(piece -> shortens ? inShort(piece) : whole(piece)).toList();
  }

  private static Piece whole(Piece said) {
    return new Piece(Kind.DIGEST, said.step(), -1, kept(said), said.facts());
  }

  private static Piece inShort(Piece said) {
    if (shortened(said) == kept(said)) return whole(said);
    return new Piece(Kind.DIGEST, said.step(), -1, shortened(said), List.of());
  }

  private static int shortened(Piece said) {
    return Math.min(kept(said), SHORTENED_TOKENS + USER_FRAME_TOKENS);
  }

  private int answers(int end) {
    var answers =
        sitting.steps().subList(0, end).stream().filter(step -> step.calls() == 0).count();
    return (int) Math.min(Lengths.ANSWERS, answers) * ANSWER_TOKENS;
  }

  private long lines(int end, Set<Integer> facts) {
    var needed = 0L;
    for (var fact : sitting.facts()) {
      var isPath = fact.kind() == Fact.Kind.PATH && fact.from() <= end;
      var isFailure = fact.kind() == Fact.Kind.FAILURE && fact.matters(end);
      if (isPath) needed += PATH_TOKENS;
      // Among the lines, and once more at their end.
      if (isFailure) needed += 2 * LINE_TOKENS;
      if (isPath || isFailure) facts.add(fact.number());
    }
    var all = 0L;
    for (var step : sitting.steps().subList(0, end)) all += kept(step);
    return Math.max(needed, Math.min(all, mostLines));
  }
}

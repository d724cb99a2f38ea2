package dev.jackdaw.benchmarks.context;

import java.util.ArrayList;
import java.util.List;

/**
 * A request of a session and what came of it.
 *
 * @param said what the user said before it; empty within a task
 * @param seconds since the request before
 * @param losesCache whether the model or the tools were changed before it
 * @param outputTokens as billed, with thinking that the next prompt does not show
 * @param reply text, calls and results, in this order
 * @param endsWork whether a commit was made or tests passed
 */
record Step(
    int number,
    List<Piece> said,
    double seconds,
    boolean losesCache,
    int outputTokens,
    List<Piece> reply,
    boolean endsWork) {
  Step {
    said = List.copyOf(said);
    reply = List.copyOf(reply);
  }

  int saidTokens() {
    return said.stream().mapToInt(Piece::tokens).sum();
  }

  int replyTokens() {
    return reply.stream().mapToInt(Piece::tokens).sum();
  }

  int brief(List<Fact> facts) {
    return reply.stream().mapToInt(piece -> piece.brief(facts).tokens()).sum();
  }

  int calls() {
    return (int) reply.stream().filter(piece -> piece.kind() == Piece.Kind.CALL).count();
  }

  /** Returns the step with results that together have no more than so many tokens. */
  Step withResultsWithin(int most) {
    var results = reply.stream().filter(Piece::isResult).mapToLong(Piece::tokens).sum();
    if (results <= most) return this;
    var shorter = new ArrayList<Piece>();
    for (var piece : reply) shorter.add(piece.isResult() ? shortened(piece, most, results) : piece);
    return new Step(number, said, seconds, losesCache, outputTokens, shorter, endsWork);
  }

  private static Piece shortened(Piece piece, long most, long results) {
    var tokens = (int) (piece.tokens() * most / results);
    return new Piece(piece.kind(), piece.step(), piece.call(), tokens, piece.facts());
  }
}

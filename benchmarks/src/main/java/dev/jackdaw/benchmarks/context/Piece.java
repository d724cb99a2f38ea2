package dev.jackdaw.benchmarks.context;

import dev.jackdaw.engine.context.Lengths;
import java.util.List;

/**
 * A block of a prompt. Two are the same block when they are the same object.
 *
 * @param step whose reply or result it is, or before which it was said; -1 for the fixed part
 * @param call which call of the step; -1 for what is no call and no result
 * @param facts numbers of the facts that it tells
 */
record Piece(Kind kind, int step, int call, int tokens, List<Integer> facts) {
  /** What a provider writes in the place of a result that was cleared. */
  private static final int STUB_TOKENS = 12;

  enum Kind {
    FIXED,
    USER,
    TEXT,
    CALL,
    RESULT,
    /** A result without its text. */
    STUB,
    /** What stands for the older part: a digest or a summary. */
    DIGEST
  }

  Piece stub() {
    return new Piece(Kind.STUB, step, call, Math.min(tokens, STUB_TOKENS), List.of());
  }

  /** With a long result, or a long input of a call, cut as in turns that are shown in brief. */
  Piece brief(List<Fact> all) {
    return cut(
        Lengths.BRIEF_RESULT_TOKENS,
        Lengths.WHOLE_RESULT_TOKENS,
        Lengths.BRIEF_INPUT_TOKENS,
        Lengths.WHOLE_INPUT_TOKENS,
        all);
  }

  /** A result and the input of a call that are much longer than that, cut; else the same object. */
  Piece shortened(int most, List<Fact> all) {
    var whole = (int) (most * Lengths.WORTH);
    return cut(most, whole, most, whole, all);
  }

  private Piece cut(int result, int wholeResult, int input, int wholeInput, List<Fact> all) {
    return switch (kind) {
      case RESULT -> tokens <= wholeResult ? this : inPart(result, all);
      case CALL -> tokens <= wholeInput ? this : new Piece(kind, step, call, input, facts);
      case FIXED, USER, TEXT, STUB, DIGEST -> this;
    };
  }

  /** The beginning and the end, and what failed; details are lost. */
  Piece inPart(int most, List<Fact> all) {
    var told = facts.stream().filter(fact -> all.get(fact).kind() == Fact.Kind.FAILURE).toList();
    return new Piece(kind, step, call, most, told);
  }

  boolean isResult() {
    return kind == Kind.RESULT || kind == Kind.STUB;
  }
}

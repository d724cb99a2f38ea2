package dev.jackdaw.benchmarks.context;

import dev.jackdaw.engine.context.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What a policy knows before a request, and where it tells what it spent. */
final class Desk {
  /** Of a summary written by a model; peers' prompts ask for one to two thousand tokens. */
  static final int SUMMARY_TOKENS = 2_000;

  private final Sitting sitting;
  private final int window;
  private final PromptCache cache;
  private int request;
  private boolean isCold;

  // What rearranging cost: tokens read from the cache, read afresh, and written by a model.
  private long read;
  private long fresh;
  private long output;
  private int folds;

  Desk(Sitting sitting, int window, PromptCache cache) {
    this.sitting = sitting;
    this.window = window;
    this.cache = cache;
  }

  void next(int number, boolean cold) {
    request = number;
    isCold = cold;
  }

  Sitting sitting() {
    return sitting;
  }

  Step step(int number) {
    return sitting.steps().get(number);
  }

  /** Returns the index of the request that is about to be made. */
  int request() {
    return request;
  }

  boolean isCold() {
    return isCold;
  }

  PromptCache cache() {
    return cache;
  }

  int window() {
    return window;
  }

  int reserved() {
    return Math.min(16_384, window / 8);
  }

  /** Returns how many tokens no policy may exceed. */
  int usable() {
    return (int) (window * 0.95) - reserved();
  }

  /** Returns how many tokens the conversation may have before a fold is urgent. */
  long room() {
    return (long) (Thresholds.USUAL.full() * usable()) - sitting.fixed().tokens();
  }

  /** A model wrote a note behind a prompt of so many tokens. */
  void noted(long prompt, int tokens) {
    if (isCold) fresh += prompt;
    else read += prompt;
    output += tokens;
  }

  /** The same, asked with some more tokens. */
  void asked(long prompt, int question, int tokens) {
    noted(prompt, tokens);
    fresh += question;
  }

  void folded() {
    folds++;
  }

  int folds() {
    return folds;
  }

  long read() {
    return read;
  }

  long fresh() {
    return fresh;
  }

  long output() {
    return output;
  }

  /**
   * A model writes the summary of some pieces.
   *
   * @param asSuffix whether it is asked behind the prompt as it stands, which the cache has; else
   *     the pieces are a prompt of their own
   * @param paths whether code lists the changed paths beside what the model writes
   */
  Piece summary(View view, List<Piece> pieces, boolean asSuffix, boolean paths) {
    folds++;
    noted(0, SUMMARY_TOKENS);
    if (!asSuffix) fresh += tokens(pieces);
    else noted(view.tokens(), 0);
    var facts = new TreeSet<Integer>();
    for (var piece : pieces) facts.addAll(piece.facts());
    facts.removeIf(fact -> !survives(sitting.facts().get(fact), paths));
    return new Piece(
        Piece.Kind.DIGEST, request, -1, SUMMARY_TOKENS, List.copyOf(new ArrayList<>(facts)));
  }

  /** An assumption: each summary keeps facts of a kind with a certain probability. */
  private boolean survives(Fact fact, boolean paths) {
    if (paths && fact.kind() == Fact.Kind.PATH) return true;
    var mixed = (sitting.name().hashCode() * 31L + fact.number()) * 31L + folds;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    var chance = ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1p-53;
    return chance < fact.kind().retained();
  }

  static long tokens(List<Piece> pieces) {
    return pieces.stream().mapToLong(Piece::tokens).sum();
  }
}

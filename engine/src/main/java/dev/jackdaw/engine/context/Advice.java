package dev.jackdaw.engine.context;

import dev.jackdaw.api.Fold;

/** Whether to fold before the next request. */
public sealed interface Advice {

  /**
   * The request goes out as it is.
   *
   * @param forecast when a fold is to be expected, as a sentence
   */
  record Stay(String forecast) implements Advice {}

  /**
   * Fold.
   *
   * @param through the number of the last turn to fold
   * @param brief the number of the last turn to show with its long texts cut; {@code through} for
   *     none
   * @param after tokens of the request afterwards, estimated
   * @param cost of folding, in tokens of fresh input; negative when it saves at once
   * @param detail why, as a sentence for people
   * @param asksForNote whether the model is to write a note
   */
  record Go(
      int through,
      int brief,
      Fold.Reason reason,
      long after,
      double cost,
      String detail,
      boolean asksForNote)
      implements Advice {}

  /** The request is too large, and no fold of turns alone makes it fit. */
  record Stuck(long tokens, long usable) implements Advice {}
}

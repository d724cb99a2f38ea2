package dev.jackdaw.engine.context;

import java.util.List;

/**
 * The size of a request, as far as planning a fold needs it; all figures are tokens.
 *
 * @param fixed system prompt, tools and memory files: what no fold makes less
 * @param digest what stands for the folds before; 0 when there were none
 * @param digestKept what of it the next digest would hold as well
 * @param digestStable what of it, at its beginning, the next digest would repeat byte for byte, so
 *     that the cache still has it
 * @param turns what was said since, oldest first
 * @param open what was said to the model after the last turn, such as a new prompt; never folded
 * @param task the number of the first turn of the task at hand
 * @param unnoted what was folded since a model last wrote a note
 */
public record Load(
    int fixed,
    int digest,
    int digestKept,
    int digestStable,
    List<Turn> turns,
    int open,
    int task,
    long unnoted) {

  /** A request behind which nothing is at hand. */
  public Load(int fixed, int digest, int digestKept, int digestStable, List<Turn> turns, int open) {
    this(fixed, digest, digestKept, digestStable, turns, open, Integer.MAX_VALUE, 0);
  }

  /**
   * One reply with the results of its calls and what was said to the model before the next one.
   *
   * @param number of the turn
   * @param tokens of all of it
   * @param brief tokens of it with its long texts cut
   * @param kept what of it a digest would hold: words of the user, lines for calls, pins
   * @param isBoundary whether a piece of work ends with it: the user speaks next, a step of the
   *     plan was finished, tests passed, a commit was made
   */
  public record Turn(int number, int tokens, int brief, int kept, boolean isBoundary) {
    /** A turn without long texts. */
    public Turn(int number, int tokens, int kept, boolean isBoundary) {
      this(number, tokens, tokens, kept, isBoundary);
    }
  }

  public Load {
    turns = List.copyOf(turns);
  }

  /** Returns the tokens that the cache still has after a fold. */
  long cached() {
    return (long) fixed + digestStable;
  }

  /** Returns the tokens of the whole request. */
  public long total() {
    var sum = (long) fixed + digest + open;
    for (var turn : turns) sum += turn.tokens();
    return sum;
  }
}

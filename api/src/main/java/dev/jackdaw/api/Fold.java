package dev.jackdaw.api;

import java.util.List;

/**
 * A fold of a conversation: from it on the model is shown the digest instead of everything up to
 * {@code through}. The journal keeps what was folded; the digest names it by number.
 *
 * @param number counts the folds of the agent, from 1
 * @param through the last turn that is shown no longer: its reply, the results of its calls and
 *     what was said to the model before the next reply
 * @param digest what stands for it, at the beginning of the conversation
 * @param shortened results that stay in the conversation with less text
 * @param detail the reason as a sentence for people
 * @param before tokens of a request without the fold, estimated
 * @param after tokens of a request with it, estimated
 */
public record Fold(
    int number,
    TurnId through,
    List<Block.Content> digest,
    List<Shortened> shortened,
    Reason reason,
    String detail,
    long before,
    long after) {

  /** Why a conversation is folded. */
  public enum Reason {
    /** Reading the old part again and again costs more than folding it. */
    PRICE,
    /** The provider's cache is lost anyway. */
    COLD,
    /** The window is nearly full. */
    PRESSURE,
    /** The provider refused a request as too large. */
    OVERFLOW,
    /** A person asked. */
    ASKED
  }

  /**
   * A result with less text.
   *
   * @param text what the model is shown of it
   */
  public record Shortened(CallId call, String text) {}

  /** Returns a sentence for people. */
  public String text() {
    return "The conversation up to turn "
        + through.number()
        + " was folded from about "
        + before
        + " to "
        + after
        + " tokens: "
        + detail
        + ".";
  }

  public Fold {
    if (number < 1) throw new IllegalArgumentException("number must be at least 1");
    digest = List.copyOf(digest);
    shortened = List.copyOf(shortened);
  }
}

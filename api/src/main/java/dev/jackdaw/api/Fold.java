package dev.jackdaw.api;

import dev.jackdaw.api.json.Json;
import java.util.List;

/**
 * A fold of a conversation: from it on the model is shown the digest instead of everything up to
 * {@code through}. The journal keeps what was folded; the digest names it by number.
 *
 * @param number counts the folds of the agent, from 1
 * @param through the number of the last turn that is shown no longer: its reply, the results of its
 *     calls and what was said to the model before the next reply; 0 when texts were shortened only
 * @param digest what stands for it, at the beginning of the conversation
 * @param shortened what stays in the conversation with less text
 * @param detail the reason as a sentence for people
 * @param before tokens of a request without the fold, estimated
 * @param after tokens of a request with it, estimated
 * @param note what the model wrote down for itself; may be empty
 * @param elided calls that stay in the conversation with less of their input
 * @param unthought the number of the last turn whose thinking is no longer shown; 0 for none
 */
public record Fold(
    int number,
    int through,
    List<Block.Content> digest,
    List<Shortened> shortened,
    Reason reason,
    String detail,
    long before,
    long after,
    String note,
    List<Elided> elided,
    int unthought) {

  /** A fold that leaves calls and thinking as they are. */
  public Fold(
      int number,
      int through,
      List<Block.Content> digest,
      List<Shortened> shortened,
      Reason reason,
      String detail,
      long before,
      long after,
      String note) {
    this(number, through, digest, shortened, reason, detail, before, after, note, List.of(), 0);
  }

  /** A fold without a note. */
  public Fold(
      int number,
      int through,
      List<Block.Content> digest,
      List<Shortened> shortened,
      Reason reason,
      String detail,
      long before,
      long after) {
    this(number, through, digest, shortened, reason, detail, before, after, "");
  }

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
   * A result or a prompt with less text.
   *
   * @param number of its event in the journal
   * @param text what the model is shown of it
   */
  public record Shortened(long number, String text) {}

  /**
   * A call with less of its input.
   *
   * @param input what the model is shown of it
   */
  public record Elided(CallId call, Json.Obj input) {}

  /** Returns the fold without its digest, its note and what it shortened. */
  public Fold withoutTexts() {
    return new Fold(
        number, through, List.of(), List.of(), reason, detail, before, after, "", List.of(),
        unthought);
  }

  /** Returns a sentence for people. */
  public String text() {
    return (through == 0 ? "Long texts were shortened" : "The conversation was folded")
        + " from about "
        + before
        + " to "
        + after
        + " tokens: "
        + detail
        + ".";
  }

  public Fold {
    if (number < 1) throw new IllegalArgumentException("number must be at least 1");
    if (through < 0) throw new IllegalArgumentException("through must not be negative");
    digest = List.copyOf(digest);
    shortened = List.copyOf(shortened);
    elided = List.copyOf(elided);
  }
}

package dev.jackdaw.api;

import java.util.List;
import java.util.Optional;

/**
 * What the next request to the model would hold.
 *
 * @param model with the window it turned out to have
 * @param limit tokens that prompts may have: the window less what is kept free for the reply
 * @param shares what takes the tokens, each kind once, in the order of the request
 * @param cached the part of the prompt tokens so far that the provider read from its cache, 0 to 1;
 *     nothing before the first reply
 * @param folds those in force and those taken back are not told apart; oldest first
 * @param pins what was pinned, as it was named
 * @param forecast when the next fold is to be expected, as a sentence
 * @param heldBack the tools that are not part of it because they are found by a search
 */
public record ContextReport(
    ModelInfo model,
    long limit,
    List<Share> shares,
    Optional<Double> cached,
    List<Fold> folds,
    List<String> pins,
    String forecast,
    HeldBack heldBack) {

  /** A report of a model that is told of all its tools. */
  public ContextReport(
      ModelInfo model,
      long limit,
      List<Share> shares,
      Optional<Double> cached,
      List<Fold> folds,
      List<String> pins,
      String forecast) {
    this(model, limit, shares, cached, folds, pins, forecast, HeldBack.NONE);
  }

  /**
   * Tools whose descriptions are not sent.
   *
   * @param tokens that they would take in each request, estimated
   */
  public record HeldBack(int tools, long tokens) {
    public static final HeldBack NONE = new HeldBack(0, 0);
  }

  /** What a part of a request is. */
  public enum Kind {
    SYSTEM("system prompt"),
    TOOLS("tool descriptions"),
    INSTRUCTIONS("memory files"),
    DIGEST("digest of what was folded"),
    USER("user messages"),
    REPLIES("replies"),
    CALLS("tool calls"),
    RESULTS("tool results"),
    THINKING("thinking"),
    NOTICES("notices");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** Returns the plural for a table. */
    public String text() {
      return text;
    }
  }

  /**
   * The part of one kind.
   *
   * @param pieces how many blocks
   * @param tokens estimated
   * @param dollars what this part has cost in all requests of the session so far, estimated;
   *     nothing when the price is not known
   */
  public record Share(Kind kind, int pieces, long tokens, Optional<Double> dollars) {}

  public ContextReport {
    shares = List.copyOf(shares);
    folds = List.copyOf(folds);
    pins = List.copyOf(pins);
  }

  /** Returns the tokens of the whole request, estimated. */
  public long tokens() {
    return shares.stream().mapToLong(Share::tokens).sum();
  }
}

package dev.jackdaw.embed;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Outcome;

/** A task ended otherwise than by the model's last word. Everything done so far is kept. */
public class UnfinishedException extends JackdawException {
  private static final long serialVersionUID = 1L;

  private final transient Outcome outcome;

  UnfinishedException(Kind kind, String code, String message, Outcome outcome) {
    super(kind, code, message);
    this.outcome = outcome;
  }

  /** Returns the text of a task that finished. */
  static String textOf(Outcome outcome) {
    throw switch (outcome) {
      case Outcome.Finished _ -> throw new IllegalStateException("it finished");
      case Outcome.Interrupted _ ->
          new UnfinishedException(Kind.USER, "interrupted", "The task was interrupted.", outcome);
      case Outcome.LimitReached(var limit, var message) ->
          new UnfinishedException(
              Kind.USER,
              "limit-" + limit.name().toLowerCase(java.util.Locale.ROOT),
              message,
              outcome);
      case Outcome.Blocked(_, var message) ->
          new UnfinishedException(Kind.USER, "blocked", message, outcome);
      case Outcome.Failed(var kind, var code, var message) ->
          new UnfinishedException(kind, code, message, outcome);
    };
  }

  /** Returns how it ended. */
  public Outcome outcome() {
    return outcome;
  }
}

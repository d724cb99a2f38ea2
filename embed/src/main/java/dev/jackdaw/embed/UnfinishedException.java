package dev.jackdaw.embed;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Outcome;
import java.util.Locale;

/** A task ended otherwise than by the model's last word. Everything done so far is kept. */
public class UnfinishedException extends JackdawException {
  private static final long serialVersionUID = 1L;

  private final transient Outcome outcome;

  UnfinishedException(Kind kind, String code, String message, Outcome outcome) {
    super(kind, code, message);
    this.outcome = outcome;
  }

  /** Returns the text of a task that finished; throws for any other. */
  static String textOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Finished(var text) -> text;
      case Outcome.Interrupted _ ->
          throw new UnfinishedException(
              Kind.USER, "interrupted", "The task was interrupted.", outcome);
      case Outcome.LimitReached(var limit, var message) ->
          throw new UnfinishedException(
              Kind.USER, "limit-" + limit.name().toLowerCase(Locale.ROOT), message, outcome);
      case Outcome.Blocked(_, var message) ->
          throw new UnfinishedException(Kind.USER, "blocked", message, outcome);
      case Outcome.Failed(var kind, var code, var message) ->
          throw new UnfinishedException(kind, code, message, outcome);
    };
  }

  /** Returns how it ended. */
  public Outcome outcome() {
    return outcome;
  }
}

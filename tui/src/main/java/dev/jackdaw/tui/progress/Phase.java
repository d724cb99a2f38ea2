package dev.jackdaw.tui.progress;

import dev.jackdaw.tui.Amounts;
import dev.jackdaw.tui.OutputFilter;
import java.time.Duration;
import java.time.Instant;

/** What an agent does while none of its calls runs. */
sealed interface Phase {
  /** Nothing is to be expected of it. */
  record Resting() implements Phase {}

  record Waiting() implements Phase {}

  record Thinking() implements Phase {}

  record Writing() implements Phase {}

  /** The model writes a call. */
  record Preparing(String tool, long chars) implements Phase {}

  /** An attempt failed; the next one begins at {@code until}. */
  record Retrying(String reason, int attempt, Instant until) implements Phase {}

  /** Its calls are checked and decided on. */
  record Deciding() implements Phase {}

  /** Returns what is waited for, as a person would say it. */
  default String text(Instant now) {
    return switch (this) {
      case Resting() -> "";
      case Waiting() -> "waiting for the model";
      case Thinking() -> "the model thinks";
      case Writing() -> "the model writes";
      case Preparing(var tool, var chars) ->
          "the model prepares "
              + OutputFilter.line(tool)
              + (chars < 1_000 ? "" : " (" + Amounts.tokens(chars) + " characters)");
      case Retrying(var reason, var attempt, var until) ->
          OutputFilter.line(reason)
              + "; attempt "
              + (attempt + 1)
              + " in "
              + Math.max(0, (Duration.between(now, until).toMillis() + 999) / 1_000)
              + " s";
      case Deciding() -> "deciding what may run";
    };
  }
}

package dev.jackdaw.tui.progress;

import dev.jackdaw.api.Outcome;

/** How a task ended, in a word or two. */
final class Endings {
  private Endings() {}

  static boolean isBad(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Finished _, Outcome.Interrupted _ -> false;
      case Outcome.LimitReached _, Outcome.Blocked _, Outcome.Failed _ -> true;
    };
  }

  static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Finished _ -> "done";
      case Outcome.Interrupted _ -> "interrupted";
      case Outcome.LimitReached _ -> "stopped at a limit";
      case Outcome.Blocked _ -> "blocked: an approval is missing";
      case Outcome.Failed _ -> "failed";
    };
  }
}

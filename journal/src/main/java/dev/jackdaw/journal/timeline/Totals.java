package dev.jackdaw.journal.timeline;

import dev.jackdaw.api.Usage;
import java.time.Duration;

/**
 * Sums over a timeline. Calls of which others are parts are left out of the sums of time.
 *
 * @param wall from the first event to the last
 * @param away no task was under way: the session was closed, or it was the user's turn
 * @param model waited for models, side jobs left out; where agents work at once, each counts
 * @param tools spent in calls; where calls run at once, each counts
 * @param person waited for a person's answers
 * @param working when a model was waited for or a call ran
 * @param parallel the part of {@code working} in which that was so more than once
 * @param dollars of everything whose price is known
 * @param dollarsKnown whether that is everything
 * @param failures how often a model failed
 * @param reruns how many starts of calls there were beyond the first
 * @param crashes how often the process ended in the middle of a task
 */
public record Totals(
    Duration wall,
    Duration away,
    Duration model,
    Duration tools,
    Duration person,
    Duration working,
    Duration parallel,
    Usage usage,
    double dollars,
    boolean dollarsKnown,
    int replies,
    int calls,
    int failedCalls,
    int failures,
    int reruns,
    int interruptions,
    int crashes) {

  /** Returns the part of {@code working} in which more than one thing went on, 0 to 1. */
  public double parallelShare() {
    return working.isZero() ? 0 : Amounts.inSeconds(parallel) / Amounts.inSeconds(working);
  }
}

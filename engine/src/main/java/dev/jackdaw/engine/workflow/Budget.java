package dev.jackdaw.engine.workflow;

import java.time.Duration;

/**
 * What a workflow may use. Calls and time are looked at between steps; a call that runs is never
 * cut short for them.
 *
 * @param returnTokens how much of what it returns the model is shown, in tokens of four characters
 */
public record Budget(int calls, Duration time, int returnTokens) {
  static final int MAX_CALLS = 400;
  static final int MAX_SECONDS = 3_600;
  static final int MAX_RETURN_TOKENS = 10_000;
  static final Budget USUAL = new Budget(200, Duration.ofMinutes(10), 2_000);

  /** Returns how many characters that is. */
  public int returnChars() {
    return returnTokens * 4;
  }
}

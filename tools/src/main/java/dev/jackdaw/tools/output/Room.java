package dev.jackdaw.tools.output;

import dev.jackdaw.api.ToolContext;

/**
 * As much text as one result may hold, in bytes of UTF-8. Bytes follow tokens better than
 * characters do: Latin text and source code have about three bytes to a token, and so have
 * languages with three bytes to a character.
 */
public record Room(int bytes) {
  private static final int BYTES_PER_TOKEN = 3;
  private static final int LEAST = 300;

  /** As much as stands for what was left out: about 1,500 tokens. */
  private static final int MOST_FAILURES = 1_500 * BYTES_PER_TOKEN;

  /** What a result has where nobody says otherwise. */
  public static final Room USUAL = ofTokens(ToolContext.RESULT_TOKENS);

  public Room {
    if (bytes < 1) throw new IllegalArgumentException("bytes must be at least 1");
  }

  private static Room ofTokens(int tokens) {
    return new Room(Math.clamp((long) tokens * BYTES_PER_TOKEN, LEAST, Integer.MAX_VALUE));
  }

  /** Returns what the session grants a result of this call. */
  public static Room of(ToolContext context) {
    return ofTokens(context.resultTokens());
  }

  /** Returns how much of it goes to the failures in the part left out, at most. */
  int forFailures() {
    return Math.min(MOST_FAILURES, bytes / 4);
  }

  Room without(int taken) {
    return new Room(Math.max(1, bytes - taken));
  }
}

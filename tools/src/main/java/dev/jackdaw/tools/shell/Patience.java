package dev.jackdaw.tools.shell;

import java.time.Duration;

/**
 * How long a command is waited for when neither the model nor the session says so.
 *
 * @param silence without output, after which the screen is told; zero for never
 * @param background after which the command goes on as a background job; zero for never
 */
public record Patience(Duration silence, Duration background) {
  public static final Patience STANDARD =
      new Patience(Duration.ofSeconds(30), Duration.ofMinutes(1));
}

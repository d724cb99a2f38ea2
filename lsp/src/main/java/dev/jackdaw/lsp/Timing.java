package dev.jackdaw.lsp;

import java.time.Duration;

/**
 * How long a server may take for what nobody waits for.
 *
 * @param start to start
 * @param first to speak of the first file as it was before a change, which is when it gets to know
 *     the project
 * @param baseline to speak of each other file as it was
 * @param answer to answer, or to speak of a change
 * @param backoff how long it is left alone after its first failure; each time twice as long
 */
public record Timing(
    Duration start, Duration first, Duration baseline, Duration answer, Duration backoff) {
  public static final Timing USUAL =
      new Timing(
          Duration.ofSeconds(45),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(2));
}

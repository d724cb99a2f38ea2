package dev.jackdaw.lsp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What the servers of a session have in common.
 *
 * @param timing how long servers may take
 * @param patience how long an edit waits for diagnostics
 * @param memory how many bytes a server and what it started may take together
 * @param readable the files whose lines may be shown
 * @param version ours, which servers are told
 * @param warnings hears of servers that do not work, a sentence each
 */
public record Surroundings(
    Starter starter,
    Timing timing,
    Duration patience,
    long memory,
    Predicate<Path> readable,
    String version,
    ThreadFactory threads,
    Consumer<String> warnings) {
  public static final Duration PATIENCE = Duration.ofSeconds(1);
  public static final long MEMORY = 4L << 30;
}

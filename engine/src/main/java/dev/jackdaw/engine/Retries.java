package dev.jackdaw.engine;

import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.ToolResult;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Runs calls once more when what kept them from working is likely to pass, such as a connection
 * that was reset, and a second time does no harm. A tool that fails several times in a row because
 * of the machine, such as a full disk, is not run for a while: the model is told to do something
 * about it instead. Safe for use by several threads.
 */
final class Retries {
  static final int MAX_TRIES = 3;

  /** So many failures in a row that are the machine's, and a tool is not run for a while. */
  static final int MAX_FAILURES = 3;

  /** After this long one call may see whether the machine is well again. */
  static final Duration REST = Duration.ofMinutes(1);

  private static final Duration LEAST_WAIT = Duration.ofMillis(200);

  /** The longest waits before the second and the third try. */
  private static final List<Duration> MOST_WAIT =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(5));

  private static final List<String> PASSING =
      List.of(
          "connection reset",
          "broken pipe",
          "resource temporarily unavailable",
          "resource busy",
          "text file busy",
          "lock held");

  private static final List<String> MACHINE =
      List.of(
          "no space left on device",
          "disk quota exceeded",
          "read-only file system",
          "too many open files",
          "cannot allocate memory",
          "cannot run program",
          "input/output error");

  /** Lets time pass. */
  @FunctionalInterface
  interface Waiter {
    void await(Duration time) throws InterruptedException;
  }

  /** Runs the call. */
  @FunctionalInterface
  interface Attempt {
    ToolResult run() throws IOException, InterruptedException;
  }

  /** How a tool failed for the machine's sake, several times in a row. */
  private record Failures(int count, String last, Instant at) {}

  private final InstantSource clock;
  private final Waiter waiter;
  private final RandomGenerator random;
  private final Map<String, Failures> failures = new HashMap<>();

  Retries(InstantSource clock, Waiter waiter, RandomGenerator random) {
    this.clock = clock;
    this.waiter = waiter;
    this.random = random;
  }

  /**
   * Returns the result of the call, which is run once unless it may be repeated.
   *
   * @throws IOException when the last try failed
   */
  ToolResult run(String tool, Idempotency idempotency, Attempt attempt)
      throws IOException, InterruptedException {
    var resting = resting(tool);
    if (!resting.isEmpty()) return ToolResult.failed(resting);
    for (var failed = 0; ; ) {
      try {
        var result = attempt.run();
        forget(tool);
        return result;
      } catch (IOException e) {
        failed++;
        if (failed < MAX_TRIES && idempotency != Idempotency.UNSAFE && isPassing(e)) {
          waiter.await(wait(MOST_WAIT.get(failed - 1)));
          continue;
        }
        note(tool, e);
        throw e;
      }
    }
  }

  private synchronized Duration wait(Duration most) {
    return Duration.ofMillis(random.nextLong(LEAST_WAIT.toMillis(), most.toMillis() + 1));
  }

  private synchronized String resting(String tool) {
    var known = failures.get(tool);
    if (known == null || known.count() < MAX_FAILURES) return "";
    if (!clock.instant().isBefore(known.at().plus(REST))) return "";
    return "Not run: "
        + tool
        + " failed "
        + known.count()
        + " times in a row because of this machine, the last time with \""
        + known.last()
        + "\". It is tried again after "
        + REST.toSeconds()
        + " s. Do something about the cause, or tell the user what is wrong.";
  }

  private synchronized void forget(String tool) {
    failures.remove(tool);
  }

  private synchronized void note(String tool, IOException e) {
    if (!speaksOf(e, MACHINE)) {
      failures.remove(tool);
      return;
    }
    var before = failures.get(tool);
    var count = before == null ? 1 : before.count() + 1;
    failures.put(tool, new Failures(count, String.valueOf(e.getMessage()), clock.instant()));
  }

  private static boolean isPassing(IOException e) {
    return e instanceof SocketTimeoutException || speaksOf(e, PASSING);
  }

  /** The classes alone do not tell: what the system said stands in the message. */
  private static boolean speaksOf(IOException e, List<String> phrases) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      var message = String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT);
      if (phrases.stream().anyMatch(message::contains)) return true;
    }
    return false;
  }
}

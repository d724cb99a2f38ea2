package dev.jackdaw.tui.progress;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says in a line, for those who read or hear one after the other, what goes on for long: what is
 * new is told with the events, this is for what stays as it is. Used by one thread.
 */
public final class Announcer {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration SECOND = Duration.ofSeconds(30);
  private static final Duration LATER = Duration.ofMinutes(1);

  private static final String WRITING = new Phase.Writing().text(Instant.EPOCH);

  private final Activity activity;
  private final InstantSource clock;
  private String doing = "";
  private Instant since = Instant.EPOCH;
  private @Nullable Instant told;

  public Announcer(Activity activity, InstantSource clock) {
    this.activity = activity;
    this.clock = clock;
  }

  /** Returns a line if it is time for one, such as {@code Still running bash, 30 s: 40 tests}. */
  public Optional<String> due() {
    var now = clock.instant();
    var current = activity.reason();
    var began = activity.since();
    if (!withoutRemark(current).equals(doing) || !began.equals(since)) {
      doing = withoutRemark(current);
      since = began;
      told = null;
    }
    if (isTold(current) || now.isBefore(next())) return Optional.empty();
    told = now;
    var last = activity.lastLine();
    var isParticiple = current.startsWith("running") || current.startsWith("waiting");
    return Optional.of(
        (isParticiple ? "Still " : "Still: ")
            + current
            + ", "
            + ActivityTree.elapsed(Duration.between(since, now))
            + (last.isEmpty() ? "" : ": " + last));
  }

  /** Returns after how long {@link #due} is worth asking; nothing while nothing goes on. */
  public Optional<Duration> patience(Instant now) {
    if (activity.reason().isEmpty()) return Optional.empty();
    var left = Duration.between(now, next());
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }

  /** What the model writes is read as it comes. */
  private static boolean isTold(String reason) {
    return reason.isEmpty() || reason.equals(WRITING);
  }

  /** How much of it there is by now makes it nothing else. */
  private static String withoutRemark(String reason) {
    var remark = reason.indexOf(" (");
    return remark < 0 ? reason : reason.substring(0, remark);
  }

  private Instant next() {
    var last = told;
    if (last == null) return since.plus(FIRST);
    var gone = Duration.between(since, last);
    return gone.compareTo(SECOND) < 0 ? since.plus(SECOND) : last.plus(LATER);
  }
}

package dev.jackdaw.models;

import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Spares a provider that is down the retries of every session at once. It opens when several
 * requests in a row used up all their tries on the same kind of failure. From then on one request
 * at a time tries, with all its patience, and the others fail at once; the first success closes it.
 * Who is alone always is the one that tries, and so never worse off than without a breaker. One for
 * each endpoint. Thread-safe.
 */
final class Breaker {
  private static final int OPENS_AFTER = 3;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final InstantSource clock;
  private @Nullable Failure kind;
  private String reason = "";
  private int failures;
  private @Nullable Pass probe;
  private Instant nextTry = Instant.EPOCH;

  Breaker(InstantSource clock) {
    this.clock = clock;
  }

  /** The right of one request to be tried, and what became of it. */
  final class Pass implements AutoCloseable {
    private Pass() {}

    /** The request waits for its next try. */
    void waits(Duration delay) {
      synchronized (Breaker.this) {
        if (probe == this) nextTry = clock.instant().plus(delay);
      }
    }

    /** The provider answered, if only that the request is wrong. */
    void answered() {
      synchronized (Breaker.this) {
        failures = 0;
        kind = null;
      }
    }

    /** The request failed with all its tries. */
    void gaveUp(ModelException e) {
      synchronized (Breaker.this) {
        failures = e.failure() == kind ? failures + 1 : 1;
        kind = e.failure();
        reason = String.valueOf(e.getMessage());
      }
    }

    @Override
    public void close() {
      synchronized (Breaker.this) {
        if (probe == this) probe = null;
      }
    }
  }

  /**
   * Lets a request through.
   *
   * @throws ModelException when the provider is down and another request is trying it already
   */
  synchronized Pass enter() {
    var pass = new Pass();
    if (kind == null || failures < OPENS_AFTER) return pass;
    if (probe != null) throw open(kind);
    probe = pass;
    nextTry = clock.instant();
    return pass;
  }

  private ModelException open(Failure failure) {
    var now = clock.instant();
    var wait = nextTry.isAfter(now) ? Duration.between(now, nextTry) : Duration.ZERO;
    var when =
        wait.isZero()
            ? "is trying it right now"
            : "tries it again at "
                + TIME.format(
                    nextTry.atZone(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS));
    return new ModelException(
        failure,
        "Not asked, because "
            + failures
            + " requests in a row failed for good and another one "
            + when
            + ". The last failure: "
            + reason,
        wait,
        null);
  }
}

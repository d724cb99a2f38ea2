package dev.jackdaw.api;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A model could not reply. The {@link Failure} alone decides what is done about it. */
public final class ModelException extends JackdawException {
  private static final long serialVersionUID = 1L;

  /** The ways a model fails. */
  public enum Failure {
    /** Too many requests; wait and try again. */
    RATE_LIMITED("model-rate-limited", true),
    /** The provider is overloaded or broken for the moment. */
    OVERLOADED("model-overloaded", true),
    /** The connection failed, was cut or stalled. */
    UNREACHABLE("model-unreachable", true),
    /** What came back is not the dialect. */
    MALFORMED("model-malformed", true),
    /** The request is larger than the model's window. */
    OVERFLOW("model-overflow", false),
    /** The key is missing, wrong or lacks a right. */
    UNAUTHORIZED("model-unauthorized", false),
    /** The account has no credit left, or a spending limit was reached. */
    QUOTA("model-quota", false),
    /** There is no such model. */
    UNKNOWN_MODEL("model-unknown", false),
    /** The provider rejected the request as such. */
    INVALID_REQUEST("model-invalid-request", false);

    private final String code;
    private final boolean retried;

    Failure(String code, boolean retried) {
      this.code = code;
      this.retried = retried;
    }

    /** Returns whether the same request may succeed a little later. */
    public boolean isTransient() {
      return retried;
    }
  }

  private final Failure failure;
  private final transient @Nullable Duration retryAfter;
  private final int limit;

  public ModelException(Failure failure, String message) {
    this(failure, message, null, null);
  }

  public ModelException(
      Failure failure, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    this(failure, message, retryAfter, cause, 0);
  }

  /**
   * A failure that teaches the limit.
   *
   * @param limit tokens the model takes, as the provider says; 0 when it does not say
   */
  public ModelException(
      Failure failure,
      String message,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause,
      int limit) {
    super(
        failure == Failure.UNKNOWN_MODEL ? Kind.USER : Kind.PROVIDER, failure.code, message, cause);
    this.failure = failure;
    this.retryAfter = retryAfter;
    this.limit = limit;
  }

  public Failure failure() {
    return failure;
  }

  /** Returns how long the provider asked to wait. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Returns how many tokens the model takes, as the provider said; nothing when it did not. */
  public OptionalInt limit() {
    return limit > 0 ? OptionalInt.of(limit) : OptionalInt.empty();
  }
}

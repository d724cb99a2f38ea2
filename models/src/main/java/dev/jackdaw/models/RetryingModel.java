package dev.jackdaw.models;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import java.net.ConnectException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;

/**
 * A model that tries again when the failure may pass: exponential back-off with full jitter (every
 * wait is drawn evenly from zero to a bound that doubles), or what the provider asks for.
 * Thread-safe if the random generator is.
 */
public final class RetryingModel implements Model {
  /** What fails in the same way at once will not heal in a minute: nobody should wait for it. */
  private static final int TRIES_IF_HARD = 3;

  private final Model model;
  private final Retry retry;
  private final RandomGenerator random;
  private final Sleeper sleeper;

  /** Waits. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  public RetryingModel(Model model, Retry retry, RandomGenerator random) {
    this(model, retry, random, Thread::sleep);
  }

  RetryingModel(Model model, Retry retry, RandomGenerator random, Sleeper sleeper) {
    this.model = model;
    this.retry = retry;
    this.random = random;
    this.sleeper = sleeper;
  }

  @Override
  public ModelInfo info() {
    return model.info();
  }

  @Override
  public Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
    var shown = new Shown(deltas);
    for (var attempt = 1; ; attempt++) {
      try {
        return model.reply(request, shown);
      } catch (ModelException e) {
        var delay = delayAfter(e, attempt);
        deltas.accept(new Delta.Retrying(reason(e), delay, attempt + 1));
        sleeper.sleep(delay);
        shown.takeBack();
      }
    }
  }

  /** Returns how long to wait before the next try, or fails for good. */
  private Duration delayAfter(ModelException e, int attempt) {
    if (!e.failure().isTransient()) throw e;
    if (attempt >= triesFor(e)) throw attempt == 1 ? e : givenUp(e, attempt);
    var bound = retry.longestDelayBefore(attempt + 1);
    if (e.retryAfter().isEmpty()) return jitter(bound);
    var asked = e.retryAfter().get();
    if (asked.compareTo(retry.maxAsked()) > 0) throw tooLong(e, asked);
    return asked.plus(jitter(retry.firstDelay()));
  }

  private Duration jitter(Duration bound) {
    return Duration.ofMillis(random.nextLong(bound.toMillis() + 1));
  }

  private int triesFor(ModelException e) {
    var hard =
        e.failure() == Failure.MALFORMED
            || e.getCause() instanceof SSLException
            || e.getCause() instanceof ConnectException;
    return hard ? Math.min(TRIES_IF_HARD, retry.tries()) : retry.tries();
  }

  private static ModelException givenUp(ModelException e, int attempts) {
    return new ModelException(
        e.failure(),
        e.getMessage() + " Gave up after " + attempts + " tries.",
        e.retryAfter().orElse(null),
        e);
  }

  private static ModelException tooLong(ModelException e, Duration asked) {
    return new ModelException(
        e.failure(),
        e.getMessage() + " It asks to wait " + asked.toMinutes() + " minutes.",
        asked,
        e);
  }

  private static String reason(ModelException e) {
    return switch (e.failure()) {
      case RATE_LIMITED -> "too many requests";
      case OVERLOADED -> "the provider is overloaded";
      case UNREACHABLE -> "the connection failed";
      case MALFORMED -> "the reply was damaged";
      case OVERFLOW, UNAUTHORIZED, QUOTA, UNKNOWN_MODEL, INVALID_REQUEST -> e.code();
    };
  }

  /** Passes on what the model says and remembers whether there is anything to take back. */
  private static final class Shown implements Consumer<Delta> {
    private final Consumer<Delta> deltas;
    private boolean any;

    Shown(Consumer<Delta> deltas) {
      this.deltas = deltas;
    }

    @Override
    public void accept(Delta delta) {
      any = true;
      deltas.accept(delta);
    }

    void takeBack() {
      if (any) deltas.accept(new Delta.Restarted());
      any = false;
    }
  }
}

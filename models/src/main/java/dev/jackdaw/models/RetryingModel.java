package dev.jackdaw.models;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import java.net.ConnectException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;

/**
 * A model that tries again when the failure may pass: exponential back-off with full jitter (every
 * wait is drawn evenly from zero to a bound that doubles), or what the provider asks for.
 * Thread-safe if the random generator is.
 */
public final class RetryingModel implements Model {
  /** Nobody should wait long for a server that is not there or cannot be trusted. */
  private static final int TRIES_IF_HARD = 3;

  private final Model model;
  private final Retry retry;
  private final RandomGenerator random;
  private final Sleeper sleeper;
  private final Breaker breaker;

  /** A lost update only asks in vain once more. */
  private volatile boolean refusesForms;

  /** Waits. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  public RetryingModel(Model model, Retry retry, RandomGenerator random) {
    this(model, retry, random, new Breaker(InstantSource.system()));
  }

  /** Tries a model whose endpoint others try as well. */
  RetryingModel(Model model, Retry retry, RandomGenerator random, Breaker breaker) {
    this(model, retry, random, Thread::sleep, breaker);
  }

  RetryingModel(
      Model model, Retry retry, RandomGenerator random, Sleeper sleeper, Breaker breaker) {
    this.model = model;
    this.retry = retry;
    this.random = random;
    this.sleeper = sleeper;
    this.breaker = breaker;
  }

  @Override
  public ModelInfo info() {
    return model.info();
  }

  @Override
  public Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
    try (var pass = breaker.enter()) {
      var reply = tried(request, new Shown(deltas), pass);
      pass.answered();
      return reply;
    }
  }

  /** A model that refuses the form of an answer is asked without, and so from then on. */
  private Reply tried(ModelRequest request, Shown shown, Breaker.Pass pass)
      throws InterruptedException {
    if (request.form().isEmpty()) return triedAgain(request, shown, pass);
    if (refusesForms) return triedAgain(request.withoutForm(), shown, pass);
    try {
      return triedAgain(request, shown, pass);
    } catch (ModelException e) {
      if (e.failure() != ModelException.Failure.INVALID_REQUEST) throw e;
      shown.takeBack();
      var reply = triedAgain(request.withoutForm(), shown, pass);
      refusesForms = true;
      return reply;
    }
  }

  private Reply triedAgain(ModelRequest request, Shown shown, Breaker.Pass pass)
      throws InterruptedException {
    for (var attempt = 1; ; attempt++) {
      try {
        var reply = model.reply(request, shown);
        if (reply.stop() == StopReason.CUT) shown.replace(reply.message());
        return reply;
      } catch (ModelException e) {
        var delay = delayAfter(e, attempt, pass);
        pass.waits(delay);
        shown.deltas.accept(new Delta.Retrying(reason(e), delay, attempt + 1));
        sleeper.sleep(delay);
        shown.takeBack();
      }
    }
  }

  /** Returns how long to wait before the next try, or fails for good. */
  private Duration delayAfter(ModelException e, int attempt, Breaker.Pass pass) {
    if (!e.failure().isTransient()) {
      pass.answered();
      throw e;
    }
    var limit = retry.limit(e.failure());
    if (attempt >= triesFor(e, limit)) {
      pass.gaveUp(e);
      throw attempt == 1 ? e : givenUp(e, attempt);
    }
    var bound = retry.longestDelayBefore(attempt + 1);
    if (e.retryAfter().isEmpty()) return jitter(bound);
    var asked = e.retryAfter().get();
    if (asked.compareTo(limit.maxAsked()) > 0) throw tooLong(e, asked);
    return asked.plus(jitter(retry.firstDelay()));
  }

  private Duration jitter(Duration bound) {
    return Duration.ofMillis(random.nextLong(bound.toMillis() + 1));
  }

  private static int triesFor(ModelException e, Retry.Limit limit) {
    return isHard(e) ? Math.min(TRIES_IF_HARD, limit.tries()) : limit.tries();
  }

  /** A vendor's SDK wraps what happened in exceptions of its own. */
  private static boolean isHard(ModelException e) {
    for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException || cause instanceof ConnectException) return true;
    }
    return false;
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
        e.failure(), e.getMessage() + " It asks to wait " + spoken(asked) + ".", asked, e);
  }

  private static String spoken(Duration time) {
    return time.toMinutes() < 2 ? time.toSeconds() + " seconds" : time.toMinutes() + " minutes";
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

    /** Shows what was kept of a reply instead of all that was streamed of it. */
    void replace(Message.Assistant kept) {
      takeBack();
      var calls = 0;
      for (var block : kept.blocks()) {
        if (block instanceof Block.Text text) accept(new Delta.TextDelta(text.text()));
        if (block instanceof Block.Thinking thinking && !thinking.text().isEmpty()) {
          accept(new Delta.ThinkingDelta(thinking.text()));
        }
        if (!(block instanceof Block.Call call)) continue;
        accept(new Delta.CallBegun(calls, call.tool()));
        accept(new Delta.CallInputDelta(calls++, call.input().compact()));
      }
    }
  }
}

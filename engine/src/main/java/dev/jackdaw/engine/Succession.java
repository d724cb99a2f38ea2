package dev.jackdaw.engine;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelInfo;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The models that follow when one fails. Each is made when it is needed and tried once; who comes
 * next stays for the rest of the session. Thread-safe.
 */
final class Succession {
  /** What another model may do better. A wrong key or request is for the user to put right. */
  private static final Set<Failure> PASSED_ON =
      EnumSet.of(
          Failure.RATE_LIMITED,
          Failure.OVERLOADED,
          Failure.UNREACHABLE,
          Failure.MALFORMED,
          Failure.UNKNOWN_MODEL,
          Failure.QUOTA);

  private final Supplier<Model> current;
  private final BiConsumer<Model, String> change;
  private final ArrayDeque<Supplier<Model>> left;
  private final boolean priced;
  private final StringBuilder skipped = new StringBuilder();

  /**
   * Waits for a failure.
   *
   * @param change puts another model in place, for the given reason
   * @param priced whether a model must have a known price
   */
  Succession(
      Supplier<Model> current,
      BiConsumer<Model, String> change,
      Collection<Supplier<Model>> models,
      boolean priced) {
    this.current = current;
    this.change = change;
    this.left = new ArrayDeque<>(models);
    this.priced = priced;
  }

  /** Returns whether the session goes on with another model than the one that failed. */
  synchronized boolean replaces(ModelInfo failed, ModelException e) {
    if (!PASSED_ON.contains(e.failure())) return false;
    if (!current.get().info().id().equals(failed.id())) return true;
    while (!left.isEmpty()) {
      var reason = failed.id() + " failed (" + e.code() + ")." + skipped;
      try {
        var next = left.poll().get();
        if (next.info().id().equals(failed.id())) continue;
        if (priced && !next.info().hasKnownPrice()) {
          skip(next.info().id() + " has no known price, which --max-cost needs.");
          continue;
        }
        change.accept(next, reason);
        return true;
      } catch (JackdawException unusable) {
        skip(String.valueOf(unusable.getMessage()));
      }
    }
    return false;
  }

  private void skip(String why) {
    skipped.append(" A fallback was passed over: ").append(why);
  }

  /** Returns why models were passed over, with a space in front, empty when none was. */
  synchronized String skipped() {
    return skipped.toString();
  }
}

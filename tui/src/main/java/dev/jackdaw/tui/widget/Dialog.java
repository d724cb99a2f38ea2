package dev.jackdaw.tui.widget;

import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.keys.Context;
import java.util.Optional;

/**
 * A widget that has the keys until it has a result: a question, a picker, a view of its own.
 *
 * @param <R> what it ends with
 */
public interface Dialog<R> extends Widget {
  /** Takes what the terminal told, and returns the result once there is one. */
  Optional<R> heard(Input input);

  /** Returns whose keys it takes now; empty while it takes them as letters of a text. */
  default Optional<Context> keys() {
    return Optional.empty();
  }
}

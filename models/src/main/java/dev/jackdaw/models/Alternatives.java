package dev.jackdaw.models;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import java.util.List;
import java.util.function.Consumer;

/**
 * A model that, when its account is the problem, also says what else is set up here and would work.
 * Nothing is looked for before that.
 */
final class Alternatives implements Model {
  private final Model model;
  private final Finder finder;

  /** Finds what {@code --model} would take. */
  @FunctionalInterface
  interface Finder {
    List<String> find() throws InterruptedException;
  }

  Alternatives(Model model, Finder finder) {
    this.model = model;
    this.finder = finder;
  }

  @Override
  public ModelInfo info() {
    return model.info();
  }

  @Override
  public Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
    try {
      return model.reply(request, deltas);
    } catch (ModelException e) {
      if (e.failure() != Failure.UNAUTHORIZED && e.failure() != Failure.QUOTA) throw e;
      var advice = advice(finder.find());
      if (advice.isEmpty()) throw e;
      throw new ModelException(
          e.failure(), e.getMessage() + advice, e.retryAfter().orElse(null), e);
    }
  }

  /** Returns a sentence to add, empty when there is nothing else. */
  static String advice(List<String> others) {
    if (others.isEmpty()) return "";
    return " Set up here as well: --model " + String.join(", --model ", others) + ".";
  }
}

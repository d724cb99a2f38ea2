package dev.jackdaw.engine;

import dev.jackdaw.api.Model;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The model of one sub-agent, and who follows when it fails. Thread-safe. */
final class ChosenModel implements Supplier<Model> {
  private final Succession succession;
  private volatile Model current;

  /**
   * Begins with the one that was chosen.
   *
   * @param priced whether a model must have a known price
   * @param told hears who took over, and why
   */
  ChosenModel(
      Model chosen, List<Supplier<Model>> next, boolean priced, BiConsumer<Model, String> told) {
    current = chosen;
    succession =
        new Succession(
            this,
            (model, reason) -> {
              current = model;
              told.accept(model, reason);
            },
            next,
            priced);
  }

  @Override
  public Model get() {
    return current;
  }

  Succession succession() {
    return succession;
  }
}

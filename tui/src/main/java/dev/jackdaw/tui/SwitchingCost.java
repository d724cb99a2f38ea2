package dev.jackdaw.tui;

import dev.jackdaw.api.ModelInfo;

/** What it costs that another model has none of the conversation in its cache. */
final class SwitchingCost {
  /** Less is not worth a word. */
  private static final long LEAST_TOKENS = 1_000;

  private SwitchingCost() {}

  /** Returns a sentence, empty where there is nothing to say. */
  static String of(ModelInfo model, long tokens) {
    if (tokens < LEAST_TOKENS) return "";
    var read = model.id() + " reads the conversation afresh: " + Amounts.tokens(tokens) + " tokens";
    return read
        + model
            .prices()
            .flatMap(prices -> prices.ofReading(tokens))
            .map(dollars -> ", about " + Amounts.dollars(dollars))
            .orElse(", price not known");
  }
}

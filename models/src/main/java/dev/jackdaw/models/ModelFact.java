package dev.jackdaw.models;

import dev.jackdaw.api.Effort;
import dev.jackdaw.api.ModelInfo;
import java.time.Duration;
import java.util.Map;

/**
 * What the facts files say about one model.
 *
 * @param budgets tokens of thinking by effort, for {@link ThinkingStyle#BUDGET}
 */
record ModelFact(ModelInfo info, ThinkingStyle thinking, Map<Effort, Integer> budgets) {
  ModelFact {
    budgets = Map.copyOf(budgets);
  }

  ModelFact withCacheLifetime(Duration lifetime) {
    return new ModelFact(info.withCacheLifetime(lifetime), thinking, budgets);
  }
}

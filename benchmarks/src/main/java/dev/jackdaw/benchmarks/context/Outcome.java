package dev.jackdaw.benchmarks.context;

import dev.jackdaw.api.json.Json;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a policy made of a session.
 *
 * @param units the cost in tokens of fresh input
 * @param prompts tokens of all prompts together, those of summaries included
 * @param folds how often something was taken away
 * @param peak tokens of the largest prompt
 * @param overflows prompts that no rule made small enough
 * @param facts the share of facts that were known when they mattered, at each start of a task and
 *     at the end
 */
record Outcome(
    Sitting sitting,
    Rule rule,
    int window,
    double units,
    long prompts,
    long read,
    long written,
    long output,
    int folds,
    long peak,
    int overflows,
    Map<Fact.Kind, Double> facts) {
  Outcome {
    facts = new EnumMap<>(facts);
  }

  double dollars() {
    return units * sitting.dollarsPerMillion() / 1e6;
  }

  double fact(Fact.Kind kind) {
    return facts.getOrDefault(kind, 1.0);
  }

  Json.Obj json() {
    var known = Json.object();
    for (var kind : Fact.Kind.values()) known.put(kind.id(), rounded(fact(kind), 4));
    var row =
        Json.object()
            .put("session", sitting.name())
            .put("policy", rule.id())
            .put("window", window)
            .put("cost", rounded(dollars(), 6))
            .put("cost_tokens", Math.round(units))
            .put("tokens", prompts)
            .put("read", read)
            .put("written", written)
            .put("output", output)
            .put("requests", sitting.steps().size())
            .put("folds", folds)
            .put("peak", peak)
            .put("overflows", overflows)
            .put("facts", known.build())
            .put("false_memory", rounded(rule.falseMemory(), 4));
    if (sitting.recordedDollars().isPresent()) {
      row.put("recorded_cost", rounded(sitting.recordedDollars().getAsDouble(), 6));
    }
    return row.build();
  }

  private static Json.Num rounded(double value, int digits) {
    var scale = Math.pow(10, digits);
    return Json.of(Math.round(value * scale) / scale);
  }
}

package dev.jackdaw.policy;

import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Rule;
import java.util.Optional;

/**
 * A decision with what it rests on.
 *
 * @param rule the rule that decided, or that would have allowed it without foreign text in view;
 *     nothing when the defaults or the mode decided
 * @param source where the rule stands
 */
public record Ruling(Decision decision, Optional<Rule> rule, Optional<Source> source) {
  static Ruling byDefault(Decision decision) {
    return new Ruling(decision, Optional.empty(), Optional.empty());
  }

  static Ruling by(CompiledRule rule, Decision decision) {
    return new Ruling(decision, Optional.of(rule.rule()), Optional.of(rule.source()));
  }

  Ruling with(Decision other) {
    return new Ruling(other, rule, source);
  }
}

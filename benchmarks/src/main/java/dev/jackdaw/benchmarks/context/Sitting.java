package dev.jackdaw.benchmarks.context;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A whole session, generated or recorded, as far as prompts are made of it.
 *
 * @param fixed system prompt, tools and instructions
 * @param dollarsPerMillion the price of a million fresh tokens
 * @param recordedDollars what the session cost when it was recorded
 */
record Sitting(
    String name,
    Piece fixed,
    List<Step> steps,
    List<Fact> facts,
    double dollarsPerMillion,
    OptionalDouble recordedDollars) {
  /** As of the model the recorded sessions used; only ratios matter for comparing policies. */
  static final double DOLLARS_PER_MILLION = 5;

  Sitting {
    steps = List.copyOf(steps);
    facts = List.copyOf(facts);
  }

  /** Returns the session as any program would show it in so small a window. */
  Sitting in(int window) {
    var most = window / 4;
    return new Sitting(
        name,
        fixed,
        steps.stream().map(step -> step.withResultsWithin(most)).toList(),
        facts,
        dollarsPerMillion,
        recordedDollars);
  }
}

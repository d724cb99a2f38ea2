package dev.jackdaw.api;

import java.util.List;

/** Something only a person can answer. */
public sealed interface Question {
  /** May this call run? {@code remember} is the rule a lasting yes would add. */
  record Approval(
      Block.Call call, String summary, List<Effect> effects, String reason, Rule remember)
      implements Question {
    public Approval {
      effects = List.copyOf(effects);
    }
  }

  /**
   * Which of these? An answer in the person's own words is always possible.
   *
   * @param several whether more than one may be chosen
   */
  record Choice(String text, List<Option> options, boolean several) implements Question {
    public Choice {
      options = List.copyOf(options);
    }
  }

  /** One of the options of a {@link Choice}; the description may be empty. */
  record Option(String label, String description) {}
}

package dev.jackdaw.api;

import dev.jackdaw.api.json.Json;
import java.util.List;

/** What a person said to a {@link Question}. */
public sealed interface Answer {
  /** Yes, this once. */
  record AllowOnce() implements Answer {}

  /**
   * Yes, this once, with another input in place of the one that was asked about. It is judged as
   * any other before it runs: what a rule forbids stays forbidden.
   */
  record AllowEdited(Json.Obj input) implements Answer {}

  /** Yes, and the rule holds until the session ends. */
  record AllowForSession(Rule rule) implements Answer {}

  /** Yes, and the rule is kept in the user's settings. */
  record AllowAlways(Rule rule) implements Answer {}

  /** No; the instructions, which may be empty, go to the model. */
  record Refuse(String instructions) implements Answer {}

  /** The chosen labels, or the person's own words. */
  record Chosen(List<String> texts) implements Answer {
    public Chosen {
      texts = List.copyOf(texts);
    }
  }

  /** Nobody is there, or the question was closed without an answer. */
  record Dismissed() implements Answer {}
}
